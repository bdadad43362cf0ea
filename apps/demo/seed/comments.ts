/** Comments by the post's slug: who, what, and whether it waits for approval. */
export const comments: Readonly<Record<string, readonly (readonly [author: string, body: string, approved?: boolean])[]>> = {
  'the-plank-that-would-not-bend': [
    ['Bea', 'I heard it crack from the ferry.'],
    ['Maren', 'Everybody heard it crack from the ferry.'],
    ['Sam', 'Would green larch have survived?'],
    ['Idris', 'Perhaps. But green larch moves afterwards, and then you hear it in August instead.'],
    ['Tomasz', 'I have two thermocouples left over from the oven project. Yours if you want them.'],
    ['Noor', 'Insurance would like to know who stood where.'],
  ],
  'sharpening-without-ceremony': [
    ['Aiko', 'Tried this on my hoe. Different hoe now.'],
    ['Sam', 'What do you flatten the stone with?'],
    ['Idris', 'A paving slab and some grit. Ten minutes, then tea.'],
    ['Lucía', 'Does this apply to bread knives?'],
    ['Idris', 'No. Nothing applies to bread knives.'],
  ],
  'a-tender-in-eleven-weekends': [
    ['Bea', 'For the record, it *was* a mistake in the plans.'],
    ['Sam', 'I was told squinting was a skill.'],
    ['Noor', 'Eleven weekends is also how long the damp-meter was missing. Coincidence?'],
    ['Maren', 'The one argument deserves a post of its own.'],
    ['Aiko', 'She passed the allotment at low water on Sunday. Lovely sheer.'],
  ],
  'radio-silence': [
    ['Bea', 'We still set our watches by that forecast.'],
    ['Lucía', 'I would buy a recording of that hum for the bakery.'],
    ['Noor', 'Please tell me the lamp had a proper plug.'],
    ['Tomasz', 'It has one now.'],
  ],
  'forty-lines-that-watch-the-tide': [
    ['Bea', 'Yesterday it was within two centimetres of my keel.'],
    ['Idris', 'Can it tell me when the slip is dry? That is the only number I need.'],
    ['Tomasz', 'Forty-one lines, then.'],
    ['Aiko', 'The mussels wrote the best part of this.'],
    ['Sam', 'What happens when the biscuit tin fills with water?'],
    ['Noor', 'It is in the risk register under "biscuit tin".'],
  ],
  'mending-a-kettle': [
    ['Lucía', 'You have now repaired every kettle on this quay except mine.'],
    ['Noor', 'Bring it on Thursday.'],
    ['Sam', 'Same screw in the toaster, by the way.'],
  ],
  'the-tool-library-opens-its-doors': [
    ['Idris', 'If anybody has the 1 1/4 inch spade bit, it has been missed.'],
    ['Aiko', 'I have it. It is excellent for planting bulbs.'],
    ['Idris', 'I am going to pretend I did not read that.'],
    ['Bea', 'Could the bell be rung after the 17:20 has docked?'],
    ['Maren', 'It can, and it will.'],
  ],
  'bread-in-a-cold-kitchen': [
    ['Aiko', 'Nine hours at 13 degrees, and it sang when it came out.'],
    ['Sam', 'Mine did not rise at all. The window was open, I now realise.'],
    ['Lucía', 'Then you have invented crackers. Own it.'],
    ['Bea', 'Works in the wheelhouse too, above the engine.'],
    ['Noor', 'Whole-meal: same times?'],
    ['Lucía', 'A little less water-shyness and an hour less at the end.'],
  ],
  'a-starter-is-not-a-pet': [
    ['Tomasz', 'Too late. His name is Kernel.'],
    ['Maren', 'The mustard paragraph made me clean the fridge.'],
    ['Aiko', 'Spoonfuls available at the allotment gate, any Saturday.'],
  ],
  'mackerel-four-ways': [
    ['Bea', 'Next time it will be fourteen.'],
    ['Idris', 'So that is where the filing cabinet went.'],
  ],
  'soup-for-twelve-on-one-ring': [
    ['Idris', 'There were nineteen of us.'],
    ['Maren', 'And not one complaint in twelve bowls.'],
    ['Sam', 'Buy haddock now!!! Best price!!!', false],
  ],
  'pickling-the-end-of-summer': [
    ['Lucía', 'The plums. The PLUMS.'],
    ['Noor', 'Thirteen months in the shared fridge. We should talk about the shared fridge.'],
  ],
  'a-garden-in-the-salt-wind': [
    ['Idris', 'We could give you offcuts for a windbreak until the hawthorn is up.'],
    ['Aiko', 'Yes please. Nothing treated, though.'],
    ['Bea', 'From the water your garden is the only green thing until the church.'],
    ['Sam', 'Is tamarisk invasive here?', false],
  ],
  'reading-a-falling-barometer': [
    ['Tomasz', 'I can plot your rates. I have ten years of them and no conclusions.'],
    ['Aiko', '"The word was engraved in Birmingham" is going on my shed.'],
    ['Idris', 'Read this at 1 hPa, tied up at 2. Thank you.'],
  ],
  'saturn-from-the-breakwater': [
    ['Lucía', 'I went home at nine, woke at three, and it was still there out of the bakery window.'],
    ['Bea', 'We dimmed the deck lights on the last run. Hope it helped.'],
    ['Aiko', 'It did! Thank you. Somebody cried, and it was not a child.'],
    ['Noor', 'The fence post is council property.', false],
  ],
  'how-the-loft-got-its-windows': [
    ['Idris', 'The oak came from the old lifeboat slip. It seemed right.'],
    ['Sam', 'My grandmother remembers the ninth one. She says it was a door.'],
    ['Maren', 'Please bring your grandmother on Thursday.'],
  ],
  'the-quiet-after-the-storm': [
    ['Noor', 'The pen has been framed.'],
    ['Lucía', 'Forty loaves that night, and not one was sold.'],
    ['Idris', 'The dog was mine. He applauds everything.'],
  ],
}

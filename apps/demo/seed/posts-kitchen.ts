import type { SeedPost } from './post.ts'

export const kitchenPosts: readonly SeedPost[] = [
  {
    title: 'Bread in a cold kitchen', slug: 'bread-in-a-cold-kitchen', author: 'Lucía', status: 'PUBLISHED', featured: true, daysAgo: 5, readingMinutes: 5, views: 1967, tags: ['Bread', 'Kitchen'],
    summary: 'At fourteen degrees dough does not fail, it takes the evening off. Plan for that.',
    body: `People apologise to me for their cold kitchens. Don't. Cold is flavour that has not happened yet.

## The only change you need

Use the same dough and **double the time**, not the yeast. At 14 °C my country loaf wants:

| stage | warm kitchen | yours |
| --- | --- | --- |
| first rise | 4 h | 9 h |
| shaped | 1 h 30 | overnight, outside |
| oven | 40 min | 40 min |

Poke it. If the dent comes back at once, go to bed. If it comes back slowly, light the oven.`,
  },
  {
    title: 'A starter is not a pet', slug: 'a-starter-is-not-a-pet', author: 'Lucía', status: 'PUBLISHED', daysAgo: 33, readingMinutes: 4, views: 1442, tags: ['Bread'],
    summary: 'It does not need a name, a schedule or your guilt. It needs flour about once a week.',
    body: `Mine has been dried on paper, frozen, forgotten behind the mustard for four months and once, briefly, dropped in the harbour.

Feed it, wait twelve hours, feed it again. If it doubles, it is alive. If it smells of pear drops, it is hungry. If it is **pink**, throw it away and ask a neighbour for a spoonful of theirs.

That is the whole of the science you need before breakfast.`,
  },
  {
    title: 'Mackerel, four ways and a fifth', slug: 'mackerel-four-ways', author: 'Lucía', status: 'PUBLISHED', daysAgo: 74, readingMinutes: 6, views: 830, tags: ['Kitchen'],
    summary: 'When Bea hands you eleven fish over the rail, you need a plan before the next tide.',
    body: `1. **Grilled**, within the hour, with nothing.
2. **Soused:** vinegar, bay, onion, two days.
3. **Smoked** over alder in the old filing cabinet.
4. **Potted** with butter and mace, for Friday.

The fifth way is to give them away. It is the best one, and it is how most of us met.`,
  },
  {
    title: 'The three o’clock shift', slug: 'the-three-o-clock-shift', author: 'Lucía', status: 'DRAFT', daysAgo: 1, readingMinutes: 4, views: 0, tags: ['Bread', 'Community'],
    summary: 'Notes from the hours when only bakers, ferry crews and owls are up.',
    body: `At ten past three the harbour light goes round and the oven ticks.

The first person I see is always Bea's engineer, who buys one roll and says nothing. The second is the sky.

*(Maren: is this too short, or just right for three in the morning?)*`,
  },
  {
    title: 'Soup for twelve on one ring', slug: 'soup-for-twelve-on-one-ring', author: 'Maren', status: 'PUBLISHED', daysAgo: 40, readingMinutes: 3, views: 698, tags: ['Kitchen', 'Community'],
    summary: 'The launch-day recipe, by request, with the quantities we should have used.',
    body: `For twelve people who have been standing in the rain:

- 2 kg leeks, 1.5 kg potatoes, 250 g butter
- 3 litres of stock, or water and a confident hand with salt
- a smoked haddock each way you turn

Sweat the leeks for longer than you have patience for. Everything else is waiting. Serve in mugs, because there are never twelve bowls.`,
  },
  {
    title: 'Pickling the end of summer', slug: 'pickling-the-end-of-summer', author: 'Aiko', status: 'PUBLISHED', daysAgo: 52, readingMinutes: 5, views: 455, tags: ['Kitchen', 'Garden'],
    summary: 'Green tomatoes, small cucumbers and the optimism of labelled jars.',
    body: `The frost is forecast for Thursday, so on Wednesday everything green comes in.

Brine for the crisp things: **30 g of salt to the litre**, dill heads, a vine leaf for the tannin. Vinegar for the rest. Write the date on the jar, not what is in it: you can see what is in it.

Last year's plum in salt is now ready. It took thirteen months, and nobody has been able to stop eating it.`,
  },
  {
    title: 'What the oven logbook says', slug: 'what-the-oven-logbook-says', author: 'Lucía', status: 'REVIEW', daysAgo: 4, readingMinutes: 6, views: 0, tags: ['Bread', 'Code'],
    summary: 'Four years of temperatures in a stained notebook, and what Tomasz found when he typed them in.',
    body: `I write down the oven's temperature at loading and at unloading. I have done so for four years, mostly legibly.

Tomasz plotted it. There are three cliffs:

- the new door seal,
- the winter of the wet wood,
- and the week I was away, when it was, apparently, *perfect*.

We are not going to discuss the third one.`,
  },
  {
    title: 'An honest list of kitchen tools', slug: 'an-honest-list-of-kitchen-tools', author: 'Lucía', status: 'ARCHIVED', daysAgo: 210, readingMinutes: 3, views: 377, tags: ['Kitchen'],
    summary: 'Replaced by the shelf in the tool library. Kept for the argument about the garlic press.',
    body: `A knife you sharpen. A board that does not slide. A heavy pan. A scraper.

Everything else on my wall is there because it was a present.`,
  },
]

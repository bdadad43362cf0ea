/** A conversation of the demo: who is in it, and what was said in order. */
export interface SeedConversation {
  readonly title: string
  readonly topic: string | null
  readonly archived?: boolean
  readonly members: readonly string[]
  /** Hours before the demo's fixed date at which it began. */
  readonly hoursAgo: number
  readonly lines: readonly (readonly [author: string, body: string])[]
}

export const conversations: readonly SeedConversation[] = [
  {
    title: 'Editorial', topic: 'What goes out this week, and who is late.', members: ['Maren', 'Idris', 'Lucía', 'Tomasz', 'Aiko'], hoursAgo: 76,
    lines: [
      ['Maren', 'Morning all. Thursday’s issue: plank, cold bread, tide. Anything else that is nearly done?'],
      ['Tomasz', 'The timetable piece is in review. I need somebody to check that it is still funny without the diagram.'],
      ['Lucía', 'It is funny with the ferry company’s reply. Did you ask whether we may print it?'],
      ['Tomasz', 'They said they would be "delighted to be quoted accurately".'],
      ['Maren', 'Then quote them accurately.'],
      ['Idris', 'My photographs of the crack are too dark. Can we run a drawing?'],
      ['Aiko', 'I can draw it. Send me the split end, wrapped.'],
      ['Idris', 'It will be on your bench by five.'],
      ['Maren', 'Lucía, the three o’clock piece: I would not add a word.'],
      ['Lucía', 'Not even a comma?'],
      ['Maren', 'I have taken two out.'],
      ['Aiko', 'Garden photos are in the shared folder. The heron is not posed.'],
      ['Tomasz', 'The heron is definitely posed.'],
      ['Maren', 'Copy by Wednesday noon, please. Idris: Tuesday.'],
      ['Idris', 'Why am I Tuesday?'],
      ['Lucía', 'You know why you are Tuesday.'],
    ],
  },
  {
    title: 'Tender launch', topic: 'High water, soup, and who brings the rollers.', members: ['Idris', 'Bea', 'Sam', 'Maren', 'Noor'], hoursAgo: 1140,
    lines: [
      ['Idris', 'High water is 13:42 on Saturday, 4.1 metres. We need twelve people for the carry.'],
      ['Bea', 'I am off at 13:00 and can bring two deckhands.'],
      ['Sam', 'I have the rollers, and opinions.'],
      ['Noor', 'Life jackets for the little ones are in the blue locker. Sign them out.'],
      ['Maren', 'Soup for twelve, then.'],
      ['Idris', 'Perhaps a little more than twelve.'],
      ['Bea', 'Forecast: south-west four, going light. You could not ask for better.'],
      ['Sam', 'What if she sinks?'],
      ['Idris', 'Then we say that it was a submarine.'],
      ['Bea', 'She will weep a bit and take up. Leave her on the mooring until Tuesday.'],
      ['Noor', 'The harbour office has been told. They want to know her name.'],
      ['Idris', '*Second Draft*.'],
      ['Maren', 'Oh, well done.'],
      ['Sam', 'Nineteen for soup. Sorry.'],
    ],
  },
  {
    title: 'Tide gauge', topic: 'The biscuit tin and its discontents.', members: ['Tomasz', 'Bea', 'Aiko', 'Noor'], hoursAgo: 52,
    lines: [
      ['Tomasz', 'Moved the sensor half a metre down. The numbers will jump at 10:00, please do not call the coastguard.'],
      ['Bea', 'Seen. We gained 50 cm of harbour and nobody thanked us.'],
      ['Aiko', 'There is a limpet on the pipe.'],
      ['Tomasz', 'On, or in?'],
      ['Aiko', 'Undecided.'],
      ['Noor', 'Backups of the readings now go to the loft every night. Restore tested this morning.'],
      ['Tomasz', 'You tested the restore?'],
      ['Noor', 'A backup that was never restored is a wish.'],
      ['Bea', 'Could the page show the last six hours as a line? I read it on a phone, in gloves.'],
      ['Tomasz', 'Yes. Big line, no axis you can miss.'],
      ['Bea', 'You are a gentleman.'],
      ['Tomasz', 'Deployed. Tell me if the line is thick enough for gloves.'],
      ['Bea', 'I can read it from the *other side* of the wheelhouse.'],
    ],
  },
  {
    title: 'Thursday at the loft', topic: 'Tool library, tea, whoever turns up.', members: ['Maren', 'Idris', 'Lucía', 'Aiko', 'Sam', 'Noor', 'Bea', 'Tomasz'], hoursAgo: 30,
    lines: [
      ['Maren', 'Tonight: sharpening with Idris at six. Bring something blunt.'],
      ['Sam', 'My whole shed qualifies.'],
      ['Lucía', 'Eleven cardamom buns did not sell. They are coming with me.'],
      ['Aiko', 'They did not sell because you hid them.'],
      ['Lucía', 'I cannot comment on bakery operations.'],
      ['Noor', 'Two heaters work, one is on the repair shelf. Wear a jumper.'],
      ['Tomasz', 'I will look at the third one.'],
      ['Noor', 'Please look at it *unplugged*.'],
      ['Bea', 'Docking at 17:24. Hold the bell.'],
      ['Maren', 'The bell is held.'],
      ['Idris', 'If you have the spade bit, this is an amnesty.'],
      ['Aiko', 'It has been returned, and it has been *places*.'],
      ['Sam', 'Best Thursday yet. Three chisels and a plane iron, and I can see my face in one of them.'],
      ['Idris', 'Which one? Never mind. Well done.'],
    ],
  },
  {
    title: 'Sky watch', topic: 'Clear nights, at short notice.', members: ['Aiko', 'Lucía', 'Bea', 'Maren'], hoursAgo: 20,
    lines: [
      ['Aiko', 'Gap in the cloud from 21:00, perhaps for ninety minutes. Breakwater?'],
      ['Maren', 'Bringing a flask.'],
      ['Bea', 'Last run is 21:15. I will kill the deck lights past the beacon.'],
      ['Lucía', 'I should sleep.'],
      ['Aiko', 'You always say that, and then you see a planet.'],
      ['Lucía', 'What is on?'],
      ['Aiko', 'Jupiter, four moons in a row, and the shadow of one of them at 21:40.'],
      ['Lucía', 'A shadow? On *Jupiter*?'],
      ['Maren', 'She is putting her boots on, isn’t she.'],
      ['Lucía', 'I am in the lane.'],
      ['Bea', 'Saw you all from the water. Four torches, very bad discipline.'],
    ],
  },
  {
    title: 'Window fund', topic: null, archived: true, members: ['Maren', 'Noor', 'Idris'], hoursAgo: 2300,
    lines: [
      ['Noor', 'The grant came through: two thirds of the glass.'],
      ['Maren', 'And the other third?'],
      ['Noor', 'A jar on the bakery counter. It took nine days.'],
      ['Idris', 'Oak is promised from the old slip, if we fetch it at low water.'],
      ['Maren', 'Saturday, 07:10. I will bring the trailer and my back.'],
      ['Noor', 'Accounts are closed: eleven left over, spent on putty.'],
      ['Maren', 'Archiving this one. Thank you both.'],
      ['Idris', 'The ninth window says thank you too.'],
    ],
  },
]

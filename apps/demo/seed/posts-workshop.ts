import type { SeedPost } from './post.ts'

export const workshopPosts: readonly SeedPost[] = [
  {
    title: 'The plank that would not bend', slug: 'the-plank-that-would-not-bend', author: 'Idris', status: 'PUBLISHED', featured: true, daysAgo: 3, readingMinutes: 6, views: 1284, tags: ['Boats', 'Woodwork'],
    summary: 'Steam, patience and one cracked garboard: what I learned from the worst plank of the season.',
    body: `Larch bends if you ask it properly. I did not ask it properly.

## What went wrong

The steam box had a leak at the far end, so the last third of the plank was merely warm. It felt fine in the hand. It did not feel fine at the turn of the bilge, where it split with a sound I can still hear.

## What I do now

1. An hour of steam for each inch of thickness, **measured from the moment the far end is hot**.
2. A thermometer at both ends. They cost less than a plank.
3. Everything rehearsed cold: clamps open, wedges in reach, nobody talking.

> You have about forty seconds. It is enough if you do nothing else with them.

The replacement went on in thirty-one.`,
  },
  {
    title: 'Sharpening without ceremony', slug: 'sharpening-without-ceremony', author: 'Idris', status: 'PUBLISHED', daysAgo: 19, readingMinutes: 4, views: 903, tags: ['Woodwork', 'Repair'],
    summary: 'One stone, one strop, two minutes. You can buy the jig later.',
    body: `I own four sharpening jigs. I use none of them.

A chisel wants a flat back, a bevel somewhere near thirty degrees, and a burr that you raise and then remove. Everything else is decoration.

- **Stone:** one, two-sided, kept flat.
- **Strop:** a strip of belt leather glued to a board.
- **Test:** pare end grain of pine. If it shines, stop.

Sharpen when the tool *asks*, not on Sundays. If you are pushing harder than you were ten minutes ago, it is asking.`,
  },
  {
    title: 'A tender in eleven weekends', slug: 'a-tender-in-eleven-weekends', author: 'Idris', status: 'PUBLISHED', daysAgo: 47, readingMinutes: 9, views: 2210, tags: ['Boats', 'Community'],
    summary: 'Six people, one set of plans and a shed with no heating: the diary of a nine-foot boat.',
    body: `**Weekend 1.** We lofted the lines on the floor. Bea found a mistake in the plans, we think. So did the designer, when we wrote to her.

**Weekend 4.** The moulds are up and it looks like a boat if you squint. Sam squints professionally.

**Weekend 7.** Planking. See *The plank that would not bend* for the part we do not discuss.

**Weekend 11.** Launched at high water with soup. She floats on her lines, she leaks exactly where we said she would, and she took up by Tuesday.

| what | planned | really |
| --- | --- | --- |
| weekends | 8 | 11 |
| larch, metres | 40 | 52 |
| arguments | 0 | 1 |`,
  },
  {
    title: 'Radio silence', slug: 'radio-silence', author: 'Tomasz', status: 'PUBLISHED', daysAgo: 8, readingMinutes: 5, views: 641, tags: ['Repair', 'Code'],
    summary: 'A 1962 receiver, a dead hum, and the capacitor that everybody blames correctly.',
    body: `It came in a laundry basket with a note: *it used to do Luxembourg*.

Old paper capacitors fail in one way: they turn into resistors. The set still lights up, still hums, and is quietly cooking its output transformer. So the order of work is not negotiable:

1. Do **not** switch it on to "see what it does".
2. Replace the paper and wax capacitors.
3. Bring it up slowly behind a lamp.

At step three the lamp dimmed, the dial glowed, and at 208 metres there was nothing at all, because there is nothing there any more. At 198 kHz there was a voice reading the shipping forecast. Good enough.`,
  },
  {
    title: 'Forty lines that watch the tide', slug: 'forty-lines-that-watch-the-tide', author: 'Tomasz', status: 'PUBLISHED', featured: true, daysAgo: 12, readingMinutes: 7, views: 1730, tags: ['Code', 'Weather'],
    summary: 'A pressure sensor in a pipe, a small computer in a biscuit tin, and the least code I could get away with.',
    body: `The harbour wall has had a painted gauge since 1911. It is accurate, and it is outside. I wanted to know from bed.

\`\`\`ts
const depth = (pascal: number, air: number) => (pascal - air) / (1025 * 9.81)
const smooth = (last: number, next: number) => last * 0.9 + next * 0.1
\`\`\`

That is most of it. The rest reads the sensor once a second, subtracts the barometer and keeps one number an hour.

### Three things that were not in the data sheet

- Boats. Each wake is forty centimetres of very convincing tide.
- Mussels. They *like* the pipe.
- The clock. Tides do not observe daylight saving, and neither do I any more.`,
  },
  {
    title: 'Why the ferry timetable is a graph', slug: 'why-the-ferry-timetable-is-a-graph', author: 'Tomasz', status: 'REVIEW', daysAgo: 2, readingMinutes: 6, views: 0, tags: ['Code', 'Community'],
    summary: 'Four piers, three boats, one connection that everybody misses. A little algebra for the quay.',
    body: `Bea asked why you can get from Norrvik to the Skerries in fifty minutes and need three hours to come back.

Draw each pier as a row of dots, one for every departure, and each crossing as an arrow. Going out, the arrows line up. Coming back, the 16:05 arrives *four minutes* after the last connection has left.

Move one arrow and the whole island gets its evening back. I have written to the company. They replied with a timetable.`,
  },
  {
    title: 'Mending a kettle', slug: 'mending-a-kettle', author: 'Noor', status: 'PUBLISHED', daysAgo: 61, readingMinutes: 3, views: 512, tags: ['Repair', 'Kitchen'],
    summary: 'The part costs forty cents. Finding the screw costs an afternoon.',
    body: `There is one screw under the rubber foot, and it has a head for which nobody sells a driver.

File a flat one until it fits. Inside is a bimetal disc the size of a coin; ours had slipped out of its clip. I bent the clip back, and the kettle that was "beyond economic repair" has boiled some nine hundred times since.

*Keep the driver.* Every kettle of that make has the same screw.`,
  },
  {
    title: 'The tool library opens its doors', slug: 'the-tool-library-opens-its-doors', author: 'Maren', status: 'PUBLISHED', daysAgo: 28, readingMinutes: 3, views: 1104, tags: ['Community', 'Repair'],
    summary: 'Two hundred tools, a ledger and a kettle. Thursdays from five.',
    body: `You do not need a router table. You need one *for a Saturday*.

From this Thursday the ground floor of the loft lends tools to anyone within bell-ringing distance of the harbour. The rules fit on the door:

- Bring it back clean.
- Bring it back sharp.
- If it broke, say so. That is what the shelf by the window is for.

Idris teaches sharpening at six. Lucía brings what did not sell.`,
  },
]

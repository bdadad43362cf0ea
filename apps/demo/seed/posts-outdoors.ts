import type { SeedPost } from './post.ts'

export const outdoorsPosts: readonly SeedPost[] = [
  {
    title: 'A garden in the salt wind', slug: 'a-garden-in-the-salt-wind', author: 'Aiko', status: 'PUBLISHED', daysAgo: 15, readingMinutes: 6, views: 1188, tags: ['Garden', 'Weather'],
    summary: 'Sea kale, chard and a hedge that took three winters. Start with the hedge.',
    body: `In the first year I planted vegetables. In the second year I planted a hedge.

A wall throws the wind over itself and drops it on your beans. A hedge *combs* it. Tamarisk outside, hawthorn inside, and after three winters a strip of stillness six metres wide.

**What thrives:** sea kale, chard, beetroot, anything whose grandmother lived on a beach.

**What does not:** everything in the catalogue picture.

Rinse the leaves with fresh water after a gale. It takes ten minutes and is the difference between a harvest and a lesson.`,
  },
  {
    title: 'Reading a falling barometer', slug: 'reading-a-falling-barometer', author: 'Bea', status: 'PUBLISHED', daysAgo: 22, readingMinutes: 4, views: 967, tags: ['Weather', 'Boats'],
    summary: 'The number matters less than how fast it is leaving.',
    body: `People tap the glass and read the word. The word was engraved in Birmingham and knows nothing about Tuesday.

Watch the *rate*:

- 1 hPa in an hour: look at the sky.
- 2 hPa in an hour: look at your lines.
- 3 hPa in an hour: I am already tied up.

And when it stops falling, do not relax. **The wind comes with the rise.**`,
  },
  {
    title: 'Saturn from the breakwater', slug: 'saturn-from-the-breakwater', author: 'Aiko', status: 'PUBLISHED', featured: true, daysAgo: 30, readingMinutes: 4, views: 1376, tags: ['Night sky', 'Community'],
    summary: 'Twenty-three people, one small telescope, and the sound everybody makes when they see the rings.',
    body: `It is always the same sound, halfway between a laugh and a breath. Then: *is that a sticker?*

We had ninety minutes between the fishing lights coming in and the cloud. The telescope is small, the mount is a fence post, and the rings were tilted just enough to cast a line of shadow on the globe.

Next clear night after the new moon: **Jupiter**. Bring a coat, leave the torch.`,
  },
  {
    title: 'How the loft got its windows', slug: 'how-the-loft-got-its-windows', author: 'Maren', status: 'PUBLISHED', daysAgo: 88, readingMinutes: 7, views: 1523, tags: ['Community', 'Woodwork'],
    summary: 'Nine sashes, eight of them rotten, and a village that turned out to contain three glaziers.',
    body: `When we got the keys, the north wall was plywood and optimism.

A sash window is a *kit*. Two centuries ago somebody designed it to be taken apart with a screwdriver and mended by the person who lives behind it. We did nothing clever: we took each one down, cut out what was soft, let in new oak, and put it back.

> A window that can be repaired is a window that will be.

The ninth sash, the sound one, is from 1840. It is the only one that had always been painted.`,
  },
  {
    title: 'Counting gulls, badly', slug: 'counting-gulls-badly', author: 'Tomasz', status: 'DRAFT', daysAgo: 6, readingMinutes: 5, views: 0, tags: ['Code', 'Weather'],
    summary: 'I taught a camera to count birds. It also counts fenders, a hat and the moon.',
    body: `Precision is the share of the gulls you report that are gulls. Recall is the share of gulls that you report. My camera has neither.

To do before this can be published:

- [ ] a picture of the hat
- [ ] figures for October
- [ ] an apology to Sam, whose hat it is`,
  },
  {
    title: 'Slow seeds', slug: 'slow-seeds', author: 'Aiko', status: 'DRAFT', daysAgo: 9, readingMinutes: 3, views: 0, tags: ['Garden'],
    summary: 'Sea holly wants two winters before it makes up its mind. A note on waiting.',
    body: `Some seeds need cold, some need light, and some need to be forgotten.

I sow the slow ones in gravel on the north side, write the year on the tray and stop looking. Around a third come up. The rest are, presumably, still thinking.`,
  },
  {
    title: 'The quiet after the storm', slug: 'the-quiet-after-the-storm', author: 'Bea', status: 'PUBLISHED', daysAgo: 66, readingMinutes: 4, views: 1041, tags: ['Weather', 'Community'],
    summary: 'Two days of no boats, and what forty people did with them.',
    body: `On the first day everyone checked their own moorings. On the second day everyone checked everybody else's.

By evening there was a list on the loft door: who had a generator, who had a freezer, who needed a hand with a tree. Nobody had organised it. Somebody had brought *a pen*.

The ferry ran again on Thursday at 06:10, to applause from two people and a dog.`,
  },
  {
    title: 'Notes for the next editor', slug: 'notes-for-the-next-editor', author: 'Maren', status: 'DRAFT', daysAgo: 14, readingMinutes: 2, views: 0, tags: ['Community'],
    summary: 'Where the good commas are kept, and other things nobody wrote down.',
    body: `1. Idris is always one day late. Tell him two days early.
2. Lucía's first paragraph is usually her second.
3. Never cut the last line of anything by Bea.
4. The password is **not** in this post. Ask Noor.`,
  },
]

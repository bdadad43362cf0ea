/** Rows of the seed; the same in every run. */
export const USERS = 1_000
export const POSTS = 10_000

const START = Date.parse('2025-01-01T00:00:00Z')
const HOUR = 3_600_000
const SENTENCE = 'A sentence of the text that stands for what somebody would write here, neither short nor long. '

/** The users of the seed, in the order of their ids. */
export function seedUsers(): readonly object[] {
  return Array.from({ length: USERS }, (_, index) => ({
    email: `user${index}@example.org`,
    name: `User ${index}`,
    bio: index % 3 === 0 ? null : SENTENCE,
    createdAt: new Date(START + index * HOUR),
  }))
}

/** The posts of the seed, oldest first, no two at one time. */
export function seedPosts(): readonly object[] {
  return Array.from({ length: POSTS }, (_, index) => ({
    title: `Post ${index}`,
    body: SENTENCE.repeat(1 + (index % 6)),
    published: index % 4 !== 0,
    views: (index * 37) % 5_000,
    authorId: 1 + ((index * 17) % USERS),
    createdAt: new Date(START + index * HOUR),
    updatedAt: new Date(START + index * HOUR),
  }))
}

/** Rows of the seed; the same in every run. */
export const TEAMS = 50
export const USERS = 1_000
export const POSTS = 30_000
const COMMENTS_OF_A_POST = 2

const START = Date.parse('2020-01-01T00:00:00Z')
const HOUR = 3_600_000
const SENTENCE = 'A sentence of the text that stands for what somebody would write here, neither short nor long. '

/** The models in the order in which they can be filled. */
export const seedRows = (): readonly (readonly [model: string, rows: readonly object[]])[] => [
  ['Team', rows(TEAMS, (index) => ({ name: `Team ${index}` }))],
  [
    'User',
    rows(USERS, (index) => ({
      email: `user${index}@example.org`,
      name: `User ${index}`,
      bio: index % 3 === 0 ? null : SENTENCE,
      teamId: teamOf(1 + index),
      createdAt: new Date(START + index * HOUR),
    })),
  ],
  [
    'Post',
    rows(POSTS, (index) => ({
      code: `post-${index}`,
      title: `Post ${index}`,
      body: SENTENCE.repeat(1 + (index % 6)),
      published: isPublished(index),
      views: (index * 7919) % 100_003,
      authorId: authorOf(index),
      createdAt: postTime(index),
      updatedAt: postTime(index),
    })),
  ],
  [
    'Comment',
    rows(POSTS * COMMENTS_OF_A_POST, (index) => ({
      text: `Comment ${index}`,
      postId: 1 + Math.floor(index / COMMENTS_OF_A_POST),
      authorId: 1 + ((index * 29) % USERS),
    })),
  ],
]

/** The team of a user. */
export function teamOf(userId: number): number {
  return 1 + ((userId - 1) % TEAMS)
}

/** Who wrote the post of an index, which is one less than its id. */
export function authorOf(index: number): number {
  return 1 + ((index * 17) % USERS)
}

/** Whether the post of an index is published. */
export function isPublished(index: number): boolean {
  return index % 7 !== 0
}

/** When the post of an index was created: oldest first, no two at one time. */
export function postTime(index: number): Date {
  return new Date(START + index * HOUR)
}

function rows(count: number, row: (index: number) => object): readonly object[] {
  return Array.from({ length: count }, (_, index) => row(index))
}

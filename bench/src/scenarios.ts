import { postTime, POSTS, USERS } from './seed-data.ts'
import type { NewPost, Operation, Place } from './operation.ts'
import type { BenchRecord } from './requests.ts'

/** One thing that is measured. */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** Operations that connections go through in turn; enough of them that no single row stays hot. */
  readonly operations: readonly Operation[]
  /** What of an answer's records all peers must agree on. */
  readonly comparable: (records: readonly BenchRecord[]) => readonly unknown[]
  /** Of the load, where the scenario is too heavy for as many as the others take. */
  readonly connections?: number
  /** Where one request takes so long that fewer would be too few of them. */
  readonly leastSeconds?: number
}

const VARIANTS = 500
const TAKE = 20
const FAR_PAGE = 1_000
const BULK = 1_000

const whole: Scenario['comparable'] = (records) => records

/** Generated values differ between peers; their kinds must not. */
const withoutGenerated: Scenario['comparable'] = (records) =>
  records.map(({ id, createdAt, updatedAt, ...rest }) => ({ ...rest, id: typeof id, createdAt: isDate(createdAt), updatedAt: isDate(updatedAt) }))

const withoutUpdatedAt: Scenario['comparable'] = (records) => records.map(({ updatedAt, ...rest }) => ({ ...rest, updatedAt: isDate(updatedAt) }))

/** Some answer with the new records, some with how many there are. */
const counted: Scenario['comparable'] = (records) => [records.length === 1 ? records[0]?.['count'] : records.length]

function isDate(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

const variants = (operation: (index: number) => Operation, count = VARIANTS): readonly Operation[] => Array.from({ length: count }, (_, index) => operation(index))

const newPost = (index: number): NewPost => ({
  title: `New post ${index}`,
  body: `Text of the new post ${index}. `.repeat(10),
  published: index % 2 === 0,
  authorId: 1 + ((index * 31) % USERS),
})

function placeOf(rank: number): Place {
  return { id: rank, createdAt: postTime(rank - 1).toISOString(), rank }
}

/** Everything that can be measured, reads before writes; `--only` takes the names. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'get', title: 'get by id', operations: variants((index) => ({ kind: 'get', id: 1 + ((index * 7919) % POSTS) })), comparable: whole },
  { name: 'list', title: 'list 20 + author', operations: variants((index) => ({ kind: 'list', take: TAKE, skip: TAKE * (index % 20) })), comparable: whole },
  { name: 'filter', title: 'filter + sort', operations: variants((index) => ({ kind: 'filter', authorId: 1 + ((index * 37) % USERS), minViews: 1_000, take: TAKE })), comparable: whole },
  { name: 'page-1', title: 'keyset page 1', operations: [{ kind: 'page', take: TAKE, after: null }], comparable: whole },
  { name: 'page-1000', title: 'keyset page 1,000', operations: [{ kind: 'page', take: TAKE, after: placeOf(TAKE * (FAR_PAGE - 1)) }], comparable: whole },
  { name: 'include', title: 'include of 3 levels', operations: variants((index) => ({ kind: 'include', take: TAKE, skip: TAKE * (index % 20) })), comparable: whole },
  { name: 'create', title: 'create', operations: variants((index) => ({ kind: 'create', data: newPost(index) })), comparable: withoutGenerated },
  {
    name: 'update',
    title: 'update',
    operations: variants((index) => ({ kind: 'update', id: 1 + ((index * 7919) % POSTS), data: { title: `Changed ${index}`, views: index } })),
    comparable: withoutUpdatedAt,
  },
  {
    name: 'upsert',
    title: 'upsert',
    // New ones are among those that are compared, one at a time: at once, peers would be measured by how they fail when two insert the same.
    operations: variants((index) => ({ kind: 'upsert', code: index % 50 === 25 ? `upserted-${index}` : `post-${index * 3}`, create: newPost(index), update: { title: `Upserted ${index}` } })),
    comparable: withoutGenerated,
  },
  { name: 'bulk', title: 'create of 1,000 at once', operations: variants((index) => ({ kind: 'bulk', data: Array.from({ length: BULK }, (_, row) => newPost(index * BULK + row)) }), 4), comparable: counted, connections: 2, leastSeconds: 4 },
]

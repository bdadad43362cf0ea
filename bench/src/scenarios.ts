import { CALLERS } from './callers.ts'
import { authorOf, isPublished, postTime, POSTS, teamOf, USERS } from './seed-data.ts'
import type { NewPost, Operation, Place, PostChanges } from './operation.ts'
import type { BenchRecord } from './requests.ts'

/** One thing that is measured. */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** Operations that connections go through in turn; enough of them that no single row stays hot. */
  readonly operations: readonly Operation[]
  /** What of an answer's records all peers must agree on. */
  readonly comparable: (records: readonly BenchRecord[]) => readonly unknown[]
  /** Where it stands, an ordinary user asks, and is denied these; else an administrator asks. */
  readonly guarded?: { readonly denied: readonly Operation[] }
  /** Of the load, where the scenario is too heavy for as many as the others take. */
  readonly connections?: number
  /** Where one request takes so long that fewer would be too few of them. */
  readonly leastSeconds?: number
}

const VARIANTS = 500
const TAKE = 20
const FAR_PAGE = 1_000
const BULK = 1_000
const SMALL_BULK = 100

const whole: Scenario['comparable'] = (records) => records

/** Generated values differ between peers; their kinds must not. */
const withoutGenerated: Scenario['comparable'] = (records) =>
  records.map(({ id, createdAt, updatedAt, ...rest }) => ({ ...rest, id: typeof id, createdAt: isDate(createdAt), updatedAt: isDate(updatedAt) }))

const withoutUpdatedAt: Scenario['comparable'] = (records) => records.map(({ updatedAt, ...rest }) => ({ ...rest, updatedAt: isDate(updatedAt) }))

/** What may not be read is absent or null. */
const withEmails: Scenario['comparable'] = (records) => records.map(({ author, ...rest }) => ({ ...rest, author: { email: null, ...(typeof author === 'object' && author) } }))

/** Some answer with the new records, some with how many there are. */
const counted: Scenario['comparable'] = (records) => [records.length === 1 ? records[0]?.['count'] : records.length]

function isDate(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

const variants = (operation: (index: number) => Operation, count = VARIANTS): readonly Operation[] => Array.from({ length: count }, (_, index) => operation(index))

const newPost = (index: number, authorId = 1 + ((index * 31) % USERS)): NewPost => ({
  title: `New post ${index}`,
  body: `Text of the new post ${index}. `.repeat(10),
  published: index % 2 === 0,
  authorId,
})

const { user } = CALLERS
const someoneElse = user.id + 1

/** Ids of posts, by the place of the post in the seed. */
const postsWhere = (matches: (index: number) => boolean): readonly number[] => Array.from({ length: POSTS }, (_, index) => index).filter(matches).map((index) => index + 1)
const isOfTeam = (index: number): boolean => teamOf(authorOf(index)) === user.teamId
const OWN = postsWhere((index) => authorOf(index) === user.id)
const DRAFTS_OF_TEAM = postsWhere((index) => !isPublished(index) && isOfTeam(index))
const PUBLISHED = postsWhere(isPublished)
const FOREIGN_DRAFTS = postsWhere((index) => !isPublished(index) && !isOfTeam(index)).slice(0, 3)

const nth = (ids: readonly number[], index: number): number => ids[index % ids.length] ?? 0
const updates = (ids: readonly number[], data: PostChanges): readonly Operation[] => ids.map((id) => ({ kind: 'update', id, data }))
const bulkOf = (index: number, authorId: number): Operation => ({ kind: 'bulk', data: Array.from({ length: SMALL_BULK }, (_, row) => newPost(index * SMALL_BULK + row, row === SMALL_BULK - 1 ? authorId : user.id)) })

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
  {
    name: 'guarded-get',
    title: 'get by id, under rules',
    operations: variants((index) => ({ kind: 'get', id: index % 2 === 0 ? nth(DRAFTS_OF_TEAM, index) : nth(PUBLISHED, index * 7919) })),
    comparable: whole,
    guarded: { denied: FOREIGN_DRAFTS.map((id) => ({ kind: 'get', id })) },
  },
  { name: 'guarded-list', title: 'list 20 + author, under rules', operations: variants((index) => ({ kind: 'list', take: TAKE, skip: TAKE * (index % 20) })), comparable: withEmails, guarded: { denied: [] } },
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
  {
    name: 'guarded-create',
    title: 'create, under rules',
    operations: variants((index) => ({ kind: 'create', data: newPost(index, user.id) })),
    comparable: withoutGenerated,
    guarded: { denied: [{ kind: 'create', data: newPost(0, someoneElse) }] },
  },
  {
    name: 'guarded-update',
    title: 'update, under rules',
    operations: variants((index) => ({ kind: 'update', id: nth(OWN, index), data: { title: `Changed ${index}`, views: index } })),
    comparable: withoutUpdatedAt,
    // Posts of others, readable or not; a post that is given away, and one that is taken.
    guarded: { denied: [...updates([...FOREIGN_DRAFTS, ...PUBLISHED.slice(0, 2)], { title: 'Changed' }), ...updates(OWN.slice(0, 1), { authorId: someoneElse }), ...updates(PUBLISHED.slice(0, 1), { authorId: user.id })] },
  },
  {
    name: 'guarded-bulk',
    title: 'create of 100 at once, under rules',
    operations: variants((index) => bulkOf(index, user.id), 40),
    comparable: counted,
    guarded: { denied: [bulkOf(0, someoneElse)] },
    connections: 2,
  },
]

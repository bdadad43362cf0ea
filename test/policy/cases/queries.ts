// Questions about what somebody may see, and what follows for them from the rows alone.
import type { StoredRow } from '../policy-rows.ts'
import { mayAsk, readableRows } from '../policy-oracle.ts'
import type { Who } from '../principals.ts'

/** What a condition may look at: a row, and the readable rows that relations lead to. */
export interface Sight {
  /** Readable rows of a model whose field has a value. */
  many(model: string, field: string, value: unknown): readonly StoredRow[]
  /** The readable row of a model with this key; undefined where there is none. */
  one(model: string, id: unknown): StoredRow | undefined
}

/** A filter of a client, and what it means of a readable row. */
export interface FilterCase {
  readonly model: string
  readonly where: object
  readonly holds: (row: StoredRow, sight: Sight) => boolean
  /** Who may not name what the filter names: it answers them like an unknown field, at this path. */
  readonly unknownTo?: readonly Who[]
  readonly path?: string
}

/** What somebody sees. */
export function sightOf(who: Who): Sight {
  const rowsOf = (model: string): readonly StoredRow[] => (mayAsk(who, model) ? readableRows(who, model) : [])
  return {
    many: (model, field, value) => rowsOf(model).filter((row) => row[field] === value),
    one: (model, id) => rowsOf(model).find((row) => row['id'] === id),
  }
}

const EDITORS_ONLY: readonly Who[] = ['anonymous', 'ann', 'bob', 'eve', 'gus']
const ALL_BUT_ROOT: readonly Who[] = [...EDITORS_ONLY, 'dan']
const posts = (more: Omit<FilterCase, 'model'>): FilterCase => ({ model: 'Post', ...more })

/** Filters on rows, on fields of every visibility and through relations of every kind. */
export const FILTERS: readonly FilterCase[] = [
  posts({ where: {}, holds: () => true }),
  posts({ where: { id: 1005 }, holds: ({ id }) => id === 1005 }),
  posts({ where: { NOT: { id: 1005 } }, holds: ({ id }) => id !== 1005 }),
  posts({ where: { ownerId: null }, holds: ({ ownerId }) => ownerId === null }),
  posts({ where: { OR: [{ id: 1007 }, { published: false }] }, holds: ({ id, published }) => id === 1007 || published === false }),
  posts({ where: { code: { in: ['a', 'b', 'c', 'e', 'g'] } }, holds: ({ code }) => ['a', 'b', 'c', 'e', 'g'].includes(String(code)) }),
  // A client's `not` is Prisma's: null is neither.
  posts({ where: { code: { not: 'a' } }, holds: ({ code }) => code !== null && code !== 'a' }),
  posts({ where: { NOT: { code: 'a' } }, holds: ({ code }) => code !== null && code !== 'a' }),
  // To-one relations: a row that may not be read is null.
  posts({ where: { owner: null }, holds: ({ ownerId }, { one }) => !one('User', ownerId), unknownTo: ['anonymous'], path: 'where.owner' }),
  posts({ where: { owner: { is: null } }, holds: ({ ownerId }, { one }) => !one('User', ownerId), unknownTo: ['anonymous'], path: 'where.owner' }),
  posts({ where: { owner: { isNot: null } }, holds: ({ ownerId }, { one }) => one('User', ownerId) !== undefined, unknownTo: ['anonymous'], path: 'where.owner' }),
  posts({ where: { owner: { name: 'Eve' } }, holds: ({ ownerId }, { one }) => one('User', ownerId)?.['name'] === 'Eve', unknownTo: ['anonymous'], path: 'where.owner' }),
  posts({ where: { owner: { is: { name: { not: 'Ann' } } } }, holds: ({ ownerId }, { one }) => ![undefined, 'Ann'].includes(one('User', ownerId)?.['name'] as string | undefined), unknownTo: ['anonymous'], path: 'where.owner' }),
  posts({ where: { owner: { isNot: { name: 'Ann' } } }, holds: ({ ownerId }, { one }) => one('User', ownerId)?.['name'] !== 'Ann', unknownTo: ['anonymous'], path: 'where.owner' }),
  posts({ where: { NOT: { owner: { name: 'Eve' } } }, holds: ({ ownerId }, { one }) => one('User', ownerId)?.['name'] !== 'Eve', unknownTo: ['anonymous'], path: 'where.NOT.owner' }),
  // To-many relations: only rows that may be read are there.
  posts({ where: { comments: { some: {} } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).length > 0 }),
  posts({ where: { comments: { none: {} } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).length === 0 }),
  posts({ where: { comments: { some: { internal: true } } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).some(({ internal }) => internal === true) }),
  posts({ where: { comments: { none: { text: 'c2' } } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).every(({ text }) => text !== 'c2') }),
  posts({ where: { comments: { every: { internal: false } } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).every(({ internal }) => internal === false) }),
  posts({ where: { NOT: { comments: { some: { internal: true } } } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).every(({ internal }) => internal === false) }),
  posts({ where: { NOT: { comments: { every: { internal: false } } } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).some(({ internal }) => internal === true) }),
  posts({ where: { NOT: { comments: { none: {} } } }, holds: ({ id }, { many }) => many('Comment', 'postId', id).length > 0 }),
  posts({ where: { comments: { some: { author: { posts: { some: { published: false } } } } } }, holds: ({ id }, { many, one }) => many('Comment', 'postId', id).some(({ authorId }) => one('User', authorId) && many('Post', 'ownerId', authorId).some(({ published }) => published === false)), unknownTo: ['anonymous'], path: 'where.comments.some.author' }),
  posts({ where: { tags: { some: { name: 'hush' } } }, holds: ({ id }, { many }) => id === 1002 && many('Tag', 'name', 'hush').length > 0 }),
  posts({ where: { NOT: { tags: { some: { name: 'hush' } } } }, holds: ({ id }, { many }) => !(id === 1002 && many('Tag', 'name', 'hush').length > 0) }),
  posts({ where: { labels: { every: { secret: false } } }, holds: ({ id }, { many }) => !(id === 1002 && many('Label', 'name', 'dark').length > 0) }),
  posts({ where: { members: { some: { userId: 2 } } }, holds: ({ id }, { many }) => many('Member', 'postId', id).some(({ userId }) => userId === 2), unknownTo: ALL_BUT_ROOT, path: 'where.members' }),
  posts({ where: { NOT: { members: { none: {} } } }, holds: ({ id }, { many }) => many('Member', 'postId', id).length > 0, unknownTo: ALL_BUT_ROOT, path: 'where.NOT.members' }),
  // A field that is never readable.
  posts({ where: { remark: 'fine' }, holds: ({ remark }) => remark === 'fine', unknownTo: EDITORS_ONLY, path: 'where.remark' }),
  posts({ where: { NOT: { OR: [{ remark: { contains: 'i' } }] } }, holds: ({ remark }) => remark !== null && !String(remark).includes('i'), unknownTo: EDITORS_ONLY, path: 'where.NOT.OR.0.remark' }),
  { model: 'User', where: { posts: { some: { comments: { none: { post: { remark: null } } } } } }, holds: ({ id }, { many }) => many('Post', 'ownerId', id).some((post) => many('Comment', 'postId', post['id']).every(() => post['remark'] !== null)), unknownTo: EDITORS_ONLY, path: 'where.posts.some.comments.none.post.remark' },
  ...['pin', 'motto', 'nothing'].map((name): FilterCase => ({ model: 'User', where: { [name]: 'x' }, holds: () => false, unknownTo: [...ALL_BUT_ROOT, 'root'], path: `where.${name}` })),
  { model: 'Comment', where: { post: { is: null } }, holds: ({ postId }, { one }) => !one('Post', postId) },
  { model: 'Comment', where: { post: { title: { not: 'Alpha' } } }, holds: ({ postId }, { one }) => ![undefined, 'Alpha'].includes(one('Post', postId)?.['title'] as string | undefined) },
  { model: 'Comment', where: { post: { isNot: { title: 'Epsilon' } } }, holds: ({ postId }, { one }) => one('Post', postId)?.['title'] !== 'Epsilon' },
  // No part that fails it: one without a value does not.
  { model: 'Job', where: { parts: { every: { done: true } } }, holds: ({ id }, { many }) => many('Part', 'jobId', id).every(({ done }) => done !== false) },
  { model: 'Line', where: { page: { is: null } }, holds: ({ pageId }, { one }) => !one('Page', pageId) },
  { model: 'Item', where: { status: { not: 'OPEN' } }, holds: ({ status }) => status !== null && status !== 'OPEN' },
]

interface ConditionalCase extends FilterCase {
  readonly field: string
}

/** Filters on fields that can be read of some rows only: a leaf holds of no row where its field cannot be read, negated or not. */
export const CONDITIONAL: readonly ConditionalCase[] = [
  ...[
    [{ score: { gte: 0 } }, ({ score }: StoredRow) => score !== null],
    [{ score: 10 }, ({ score }: StoredRow) => score === 10],
    [{ score: { not: 10 } }, ({ score }: StoredRow) => score !== null && score !== 10],
    [{ NOT: { score: 10 } }, ({ score }: StoredRow) => score !== null && score !== 10],
    [{ NOT: { NOT: { score: { lt: 30 } } } }, ({ score }: StoredRow) => score !== null && Number(score) < 30],
    [{ NOT: { AND: [{ score: { lt: 1000 } }] } }, () => false],
    [{ score: { notIn: [10, 20] } }, ({ score }: StoredRow) => score !== null && ![10, 20].includes(Number(score))],
    [{ score: null }, ({ score }: StoredRow) => score === null],
    [{ NOT: { score: null } }, ({ score }: StoredRow) => score !== null],
    [{ score: { gt: { _ref: 'views' } } }, ({ score, views }: StoredRow) => score !== null && Number(score) > Number(views)],
    [{ views: { lt: { _ref: 'score' } } }, ({ score, views }: StoredRow) => score !== null && Number(score) > Number(views)],
    [{ NOT: { views: { lt: { _ref: 'score' } } } }, ({ score, views }: StoredRow) => score !== null && Number(score) <= Number(views)],
  ].map(([where, holds]) => ({ model: 'Post', field: 'score', where: where as object, holds: holds as (row: StoredRow) => boolean })),
  { model: 'User', field: 'salary', where: { NOT: { salary: { lt: 150 } } }, holds: ({ salary }) => salary !== null && Number(salary) >= 150 },
  { model: 'Entry', field: 'body', where: { body: 'b' }, holds: () => true },
  { model: 'Entry', field: 'body', where: { NOT: { body: 'x' } }, holds: () => true },
]

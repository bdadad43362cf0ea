import type { PrismaClientLike } from '../../packages/runtime-server/src/data/index.ts'

const LONG_AGO = new Date('2001-02-03T04:05:06.789Z')

/** What every sequence of writes begins with; each model before those that refer to it. */
const ROWS: readonly (readonly [model: string, rows: readonly object[]])[] = [
  ['User', [1, 2, 3].map((id) => ({ id, email: 'abc'[id - 1], points: id * 10, touched: LONG_AGO }))],
  ['Post', [1, 2, 3].map((id) => ({ id, title: `post ${id}`, mark: id === 3 ? null : 'abc'[id - 1], authorId: id === 3 ? 1 : id, editorId: id === 2 ? null : 2, touched: LONG_AGO }))],
  ['Comment', ['a', 'b', 'c'].map((code, index) => ({ code, postId: index === 2 ? 2 : 1, parentId: index === 1 ? 'a' : null }))],
  ['Tag', ['a', 'b', 'c'].map((name, score) => ({ name, score }))],
  ['Profile', [{ id: 1, bio: 'first', userId: 1 }, { id: 2, userId: 3 }]],
  ['Badge', [{ id: 1, email: 'a' }, { id: 2, email: null }, { id: 3, email: 'c' }]],
  ['Passport', [{ holderId: 2, number: 'a' }]],
  ['Stamp', [{ id: 1, holderId: 2 }, { id: 2, holderId: null }]],
  ['Group', [{ code: 'a', ownerId: 2 }, { code: 'b', ownerId: null }, { code: 'c', ownerId: 1 }]],
  ['Member', [{ userId: 1, groupCode: 'a', level: 1 }, { userId: 1, groupCode: 'b', level: 2 }, { userId: 2, groupCode: 'a', level: 3 }]],
  ['Person', [{ id: 1 }, { id: 2, managerId: 1, mentorId: 1 }, { id: 3, managerId: 1, mentorId: 2 }, { id: 4, managerId: 4 }]],
  ['Region', [{ country: 'a', code: 'a' }, { country: 'a', code: 'b' }, { country: 'b', code: 'a' }]],
  ['City', [{ id: 1, country: 'a', code: 'a' }, { id: 2, country: 'a', code: 'b' }]],
  ['Visit', [{ id: 1, country: 'a', code: 'a' }, { id: 2, country: 'a', code: null }, { id: 3, country: 'b', code: 'a' }]],
  ['Capital', [{ id: 1, country: 'a', code: 'a' }, { id: 2, country: null, code: 'b' }]],
  ['Space', [{ id: 'a' }, { id: 'b' }]],
  ['Folder', [{ spaceId: 'a', path: 'a' }, { spaceId: 'a', path: 'b' }, { spaceId: 'b', path: 'a' }]],
  ['Note', [{ id: 1, spaceId: 'a', path: 'a' }, { id: 2, spaceId: 'a', path: 'b' }, { id: 3, spaceId: 'b', path: 'a' }]],
  ['Thing', [{ handle: 'a', whole: 4, large: 5n, real: 0.5, exact: '2.5', flag: true, document: { a: 1 }, userId: 1 }, { handle: 'b', userId: null }, { handle: 'c', whole: null, userId: 1 }]],
]

/** Tables of pairs, which are no models: what their columns A and B refer to, and what they begin with. */
export const PAIRS: readonly { readonly table: string; readonly A: string; readonly B: string; readonly pairs: string }[] = [
  { table: '_PostToTag', A: 'Post', B: 'Tag', pairs: `(1, 'a'), (1, 'b'), (2, 'b')` },
  { table: '_friends', A: 'Person', B: 'Person', pairs: '(1, 2), (2, 3), (3, 3)' },
]

/** Fills empty tables. */
export async function seedWrites(client: PrismaClientLike): Promise<void> {
  for (const [model, data] of ROWS) await client.model(model).createMany({ data })
  await client.model('User').update({ where: { id: 2 }, data: { pinnedId: 1, touched: LONG_AGO } })
  for (const { table, pairs } of PAIRS) await client.$executeRawUnsafe(`INSERT INTO "${table}" ("A", "B") VALUES ${pairs}`)
}

/** The order in which tables can be emptied. */
export const MODELS_TO_EMPTY: readonly string[] = ROWS.map(([model]) => model).toReversed()

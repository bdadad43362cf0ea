// What is nested in a write, under the policy of the model that it touches.
import type { Effect, WriteCase } from '../expect-write.ts'
import type { Who } from '../principals.ts'

const OK = [200] as const
const DENIED = [403, 'POLICY.DENIED'] as const
/** One answer for what is not there and what may not be seen. */
const MISSING = [409, 'DATA.REFERENCED'] as const

type Sent = readonly [as: Who, path: string, body: object]
type Told = WriteCase['answers']

const patch = (it: string, [as, path, body]: Sent, answers: Told, effect?: Effect): WriteCase => ({ it, as, send: ['PATCH', `/api/${path}`, body], answers, ...(effect && { effect }) })
const post = (it: string, [as, path, body]: Sent, answers: Told, effect?: Effect): WriteCase => ({ it, as, send: ['POST', `/api/${path}?select=["id"]`, body], answers, ...(effect && { effect }) })

/** Records that are created within others. */
export const NESTED_CREATES: readonly WriteCase[] = [
  patch('an owner adds what its rule admits', ['ann', 'posts/1001', { comments: { create: { text: 'n' } } }], OK, { Comment: { new: [{ text: 'n', postId: 1001, authorId: 1 }] } }),
  patch('many at once too', ['ann', 'posts/1001', { comments: { createMany: { data: [{ text: 'n' }, { text: 'm', internal: true }] } } }], OK, { Comment: { new: [{ text: 'n', authorId: 1 }, { text: 'm', authorId: 1 }] } }),
  patch('nobody adds to a record that they may not change', ['gus', 'posts/1001', { comments: { create: { text: 'n' } } }], DENIED),
  patch('nor to one that they may not see', ['gus', 'posts/1002', { comments: { create: { text: 'n' } } }], [404, 'DATA.NOT_FOUND']),
  patch('a model that nobody may create is closed within others', ['ann', 'posts/1001', { title: 'x', labels: { create: { name: 'new' } } }], DENIED),
  patch('but not to an administrator', ['root', 'posts/1001', { labels: { create: { name: 'new' } } }], OK, { Label: { new: [{ name: 'new' }] }, Post: { 1001: { labels: ['free', 'new'] } } }),
  patch('a record that may be created is linked', ['ann', 'posts/1001', { tags: { create: { name: 'new' } } }], OK, { Tag: { new: [{ name: 'new' }] }, Post: { 1001: { tags: ['new', 'sea'] } } }),
  patch('a rule follows the relation to the record around', ['ann', 'pages/1001', { lines: { create: { text: 'n' } } }], OK, { Line: { new: [{ text: 'n', pageId: 1001 }] } }),
  patch('and excludes', ['ann', 'pages/1002', { lines: { create: { text: 'n' } } }], DENIED),
  patch('as the record around is in the end', ['ann', 'pages/1001', { title: 'Closed', lines: { create: { text: 'n' } } }], DENIED),
  patch('or admits them', ['ann', 'pages/1002', { title: 'x', lines: { createMany: { data: [{ text: 'n' }, { text: 'm' }] } } }], OK, { Page: { 1002: { title: 'x' } }, Line: { new: [{ text: 'n' }, { text: 'm' }] } }),
  patch('many at once are excluded together', ['ann', 'pages/1001', { title: 'Closed', lines: { createMany: { data: [{ text: 'n' }, { text: 'm' }] } } }], DENIED),
  patch('an owner is not sent as the record around either', ['ann', 'users/1', { posts: { create: { title: 'n' } } }], [400, { 'posts.create': 'REQUEST.SERVER_OWNED' }]),
  post('a new record may stand within another', ['bob', 'comments', { text: 'n', post: { create: { title: 'N' } } }], [201], { Post: { new: [{ title: 'N', ownerId: 2 }] }, Comment: { new: [{ text: 'n', authorId: 2 }] } }),
  post('and is judged as it is stored', ['bob', 'comments', { text: 'n', post: { create: { title: 'N', status: 'OPEN' } } }], DENIED),
  post('a field’s rule holds within', ['bob', 'comments', { text: 'n', post: { create: { title: 'N', rank: 1 } } }], [403, { 'post.create.rank': 'POLICY.DENIED' }]),
  post('and lets an editor through', ['dan', 'comments', { text: 'n', post: { create: { title: 'N', rank: 1 } } }], [201], { Post: { new: [{ rank: 1, ownerId: 4 }] }, Comment: { new: [{ authorId: 4 }] } }),
  post('a field that somebody can never read is none within', ['bob', 'comments', { text: 'n', post: { create: { title: 'N', remark: 'x' } } }], [400, { 'post.create.remark': 'REQUEST.UNKNOWN_FIELD' }]),
]

/** Links to records that are there, by keys of either side. */
export const CONNECTS: readonly WriteCase[] = [
  patch('whoever may change a record links it', ['bob', 'comments/1001', { post: { connect: { id: 1004 } } }], OK, { Comment: { 1001: { postId: 1004 } } }),
  patch('by its key too', ['bob', 'comments/1001', { postId: 1004 }], OK, { Comment: { 1001: { postId: 1004 } } }),
  patch('an unreadable target is not there', ['bob', 'comments/1001', { post: { connect: { id: 1005 } } }], MISSING),
  patch('nor by another unique', ['bob', 'comments/1001', { post: { connect: { code: 'e' } } }], MISSING),
  patch('nor by its key', ['bob', 'comments/1001', { postId: 1005 }], [409, { postId: 'DATA.REFERENCED' }]),
  patch('nor with the key of one that is not stored', ['bob', 'comments/1001', { postId: 999 }], [409, { postId: 'DATA.REFERENCED' }]),
  patch('a condition beside may ask what is known', ['ann', 'comments/1003', { post: { connect: { id: 1001, score: 10 } } }], OK, { Comment: { 1003: { postId: 1001 } } }),
  patch('and finds nothing where it is not', ['bob', 'comments/1001', { post: { connect: { id: 1004, score: 40 } } }], MISSING),
  patch('nor by its opposite', ['bob', 'comments/1001', { post: { connect: { id: 1004, NOT: { score: 41 } } } }], MISSING),
  post('a new record is linked alike', ['gus', 'comments', { text: 'n', post: { connect: { id: 1001 } } }], [201], { Comment: { new: [{ postId: 1001, authorId: 6 }] } }),
  post('and not with what is unreadable', ['gus', 'comments', { text: 'n', post: { connect: { id: 1005 } } }], MISSING),
  post('nor by its key', ['gus', 'comments', { text: 'n', postId: 1005 }], MISSING),
  patch('from the other side it is the far record that is changed', ['ann', 'posts/1001', { comments: { connect: { id: 1003 } } }], OK, { Comment: { 1003: { postId: 1001 } } }),
  patch('which must be allowed', ['ann', 'posts/1001', { comments: { connect: { id: 1006 } } }], DENIED),
  patch('and must be seen', ['ann', 'posts/1001', { comments: { connect: { id: 1007 } } }], MISSING),
  patch('what is linked already is not changed', ['ann', 'posts/1001', { comments: { connect: { id: 1001 } } }], OK),
  patch('a far record is not taken from somebody', ['ann', 'users/1', { assigned: { connect: { id: 1002 } } }], DENIED),
  patch('nor taken where it is nobody’s', ['ann', 'users/1', { assigned: { connect: { id: 1004 } } }], DENIED),
  patch('an administrator assigns it', ['root', 'users/1', { assigned: { connect: { id: 1004 } } }], OK, { Task: { 1004: { assigneeId: 1 } } }),
]

/** Links to records, which are created where there are none. */
export const CONNECTS_OR_CREATES: readonly WriteCase[] = [
  post('one that is seen is linked', ['gus', 'comments', { text: 'n', post: { connectOrCreate: { where: { code: 'a' }, create: { title: 'N', code: 'a' } } } }], [201], { Comment: { new: [{ postId: 1001 }] } }),
  post('one that is missing is created', ['gus', 'comments', { text: 'n', post: { connectOrCreate: { where: { code: 'new' }, create: { title: 'N', code: 'new' } } } }], [201], { Post: { new: [{ code: 'new', ownerId: 6 }] }, Comment: { new: [{ authorId: 6 }] } }),
  post('under its rule', ['gus', 'comments', { text: 'n', post: { connectOrCreate: { where: { code: 'new' }, create: { title: 'N', code: 'new', status: 'OPEN' } } } }], DENIED),
  post('one that is not seen is a taken value', ['gus', 'comments', { text: 'n', post: { connectOrCreate: { where: { code: 'e' }, create: { title: 'N', code: 'e' } } } }], [409, 'DATA.CONFLICT']),
  post('by a key that the server makes, none is created', ['gus', 'comments', { text: 'n', post: { connectOrCreate: { where: { id: 999 }, create: { title: 'N' } } } }], MISSING),
  post('whether there is one that is not seen or none', ['gus', 'comments', { text: 'n', post: { connectOrCreate: { where: { id: 1005 }, create: { title: 'N' } } } }], MISSING),
  patch('a mark that is seen is linked', ['ann', 'posts/1001', { tags: { connectOrCreate: { where: { name: 'sun' }, create: { name: 'sun' } } } }], OK, { Post: { 1001: { tags: ['sea', 'sun'] } } }),
  patch('one that is not seen is a taken value', ['ann', 'posts/1001', { tags: { connectOrCreate: { where: { name: 'hush' }, create: { name: 'hush' } } } }], [409, 'DATA.CONFLICT']),
]

/** Changes to records around which another is written. */
export const NESTED_CHANGES: readonly WriteCase[] = [
  patch('update: whoever may change it', ['ann', 'posts/1002', { comments: { update: { where: { id: 1003 }, data: { text: 'x' } } } }], OK, { Comment: { 1003: { text: 'x' } } }),
  patch('update: a readable one of somebody else is refused', ['ann', 'posts/1001', { title: 'x', comments: { update: { where: { id: 1001 }, data: { text: 'x' } } } }], DENIED),
  patch('update: an unreadable one is not there', ['ann', 'posts/1001', { comments: { update: { where: { id: 1002 }, data: { text: 'x' } } } }], MISSING),
  patch('update: a condition beside asks what is known', ['ann', 'labels/free', { posts: { update: { where: { id: 1001, NOT: { score: 11 } }, data: { title: 'x' } } } }], OK, { Post: { 1001: { title: 'x' } } }),
  patch('update: and finds nothing where it is not', ['bob', 'labels/free', { posts: { update: { where: { id: 1001, NOT: { score: 11 } }, data: { title: 'x' } } } }], MISSING),
  patch('update of the one record: its owner', ['ann', 'comments/1003', { post: { update: { title: 'x' } } }], OK, { Post: { 1002: { title: 'x' } } }),
  patch('update of the one record: nobody else', ['bob', 'comments/1001', { text: 'x', post: { update: { title: 'x' } } }], DENIED),
  patch('update of the one record: an unreadable one is not there', ['ann', 'comments/1004', { post: { update: { title: 'x' } } }], MISSING),
  patch('update of the one record: a field’s rule', ['ann', 'comments/1003', { post: { update: { rank: 5 } } }], [403, { 'post.update.rank': 'POLICY.DENIED' }]),
  patch('update of the one record: it is checked as it is then', ['ann', 'steps/1001', { task: { update: { assigneeId: 2 } } }], DENIED),
  patch('update of the one record: and passes', ['ann', 'steps/1001', { task: { update: { title: 'x' } } }], OK, { Task: { 1001: { title: 'x' } } }),
  patch('updateMany: only those that may be changed', ['ann', 'posts/1002', { comments: { updateMany: { where: {}, data: { text: 'x' } } } }], OK, { Comment: { 1003: { text: 'x' } } }),
  patch('updateMany: none is no refusal', ['ann', 'posts/1001', { comments: { updateMany: { where: {}, data: { text: 'x' } } } }], OK),
  patch('updateMany: a field that may not be set refuses all', ['ann', 'users/1', { posts: { updateMany: { where: {}, data: { rank: 1 } } } }], [403, { 'posts.updateMany.data.rank': 'POLICY.DENIED' }]),
  patch('updateMany: denies win', ['ann', 'users/1', { posts: { updateMany: { where: {}, data: { title: 'x' } } } }], OK, { Post: { 1001: { title: 'x' }, 1002: { title: 'x' } } }),
  patch('updateMany: also over an administrator', ['root', 'users/3', { posts: { updateMany: { where: {}, data: { title: 'x' } } } }], OK),
  patch('updateMany: by what is known only', ['bob', 'labels/free', { posts: { updateMany: { where: { score: { gte: 0 } }, data: { title: 'x' } } } }], OK, { Post: { 1003: { title: 'x' } } }),
  patch('updateMany: else of all that may be changed', ['bob', 'labels/free', { posts: { updateMany: { where: {}, data: { title: 'x' } } } }], OK, { Post: { 1002: { title: 'x' }, 1003: { title: 'x' } } }),
  patch('upsert: by a key that the server makes, none is created', ['ann', 'posts/1001', { comments: { upsert: { where: { id: 999 }, create: { text: 'n' }, update: { text: 'x' } } } }], MISSING),
  patch('upsert: an unreadable one is not there', ['ann', 'posts/1001', { comments: { upsert: { where: { id: 1002 }, create: { text: 'n' }, update: { text: 'x' } } } }], MISSING),
  patch('upsert: changes what may be changed', ['ann', 'posts/1002', { comments: { upsert: { where: { id: 1003 }, create: { text: 'n' }, update: { text: 'x' } } } }], OK, { Comment: { 1003: { text: 'x' } } }),
  patch('upsert: and nothing else', ['ann', 'posts/1001', { comments: { upsert: { where: { id: 1001 }, create: { text: 'n' }, update: { text: 'x' } } } }], DENIED),
  patch('upsert of the one record: changes it', ['ann', 'tasks/1001', { assignee: { upsert: { create: { id: 50, name: 'N', email: 'n@x' }, update: { motto: 'x' } } } }], OK, { User: { 1: { motto: 'x' } } }),
  patch('upsert of the one record: creates none that may not be', ['ann', 'comments/1004', { author: { upsert: { create: { id: 50, name: 'N', email: 'n@x' }, update: { salary: 1 } } } }], [400, { author: 'REQUEST.SERVER_OWNED' }]),
  patch('upsert of the one record: an administrator creates it', ['root', 'tasks/1004', { assignee: { upsert: { create: { id: 50, name: 'N', email: 'n@x' }, update: {} } } }], OK, { User: { new: [{ id: 50 }] }, Task: { 1004: { assigneeId: 50 } } }),
]

/** Links undone and records deleted around which another is written. */
export const NESTED_REMOVALS: readonly WriteCase[] = [
  patch('delete: whoever may delete it', ['ann', 'posts/1002', { comments: { delete: { id: 1003 } } }], OK, { Comment: { 1003: null } }),
  patch('delete: a readable one of somebody else is refused', ['ann', 'posts/1001', { comments: { delete: { id: 1001 } } }], DENIED),
  patch('delete: an unreadable one is not there', ['ann', 'posts/1001', { comments: { delete: { id: 1002 } } }], MISSING),
  patch('delete of the one record: refused', ['ann', 'tasks/1001', { assignee: { delete: true } }], DENIED),
  patch('deleteMany: only those that may be deleted', ['ann', 'posts/1002', { comments: { deleteMany: {} } }], OK, { Comment: { 1003: null } }),
  patch('deleteMany: none is no refusal', ['ann', 'posts/1001', { comments: { deleteMany: {} } }], OK),
  patch('deleteMany: softly where records are kept', ['ann', 'pages/1001', { lines: { deleteMany: {} } }], OK),
  patch('disconnect: nobody lets go of what they would not own then', ['ann', 'users/1', { assigned: { disconnect: { id: 1001 } } }], DENIED),
  patch('disconnect: an administrator does', ['root', 'users/1', { assigned: { disconnect: { id: 1001 } } }], OK, { Task: { 1001: { assigneeId: null } } }),
  patch('disconnect of the one record: is a change like any', ['ann', 'tasks/1001', { assignee: { disconnect: true } }], DENIED),
  patch('disconnect of the one record: by an administrator', ['root', 'tasks/1001', { assignee: { disconnect: true } }], OK, { Task: { 1001: { assigneeId: null } } }),
  patch('set: what is let go is a change', ['ann', 'users/1', { assigned: { set: [] } }], DENIED),
  patch('set: what is kept is none', ['ann', 'users/1', { assigned: { set: [{ id: 1001 }] } }], OK),
  patch('set: an unreadable one is not there', ['ann', 'users/1', { assigned: { set: [{ id: 1001 }, { id: 1003 }] } }], MISSING),
  patch('set: an administrator lets go', ['root', 'users/1', { assigned: { set: [{ id: 1004 }] } }], OK, { Task: { 1001: { assigneeId: null }, 1004: { assigneeId: 1 } } }),
]

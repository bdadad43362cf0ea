// Links of many to many, and relations as addresses.
import type { Effect, WriteCase } from '../expect-write.ts'
import type { Who } from '../principals.ts'

type Told = WriteCase['answers']

const OK = [200] as const
const DONE = [204] as const
const DENIED = [403, 'POLICY.DENIED'] as const
const MISSING = [409, 'DATA.REFERENCED'] as const
const ABSENT = [404, 'DATA.NOT_FOUND'] as const

const patch = (it: string, [as, path, body]: readonly [Who, string, object], answers: Told, effect?: Effect): WriteCase => ({ it, as, send: ['PATCH', `/api/${path}`, body], answers, ...(effect && { effect }) })
const send = (it: string, [as, method, path, body]: readonly [Who, string, string, object?], answers: Told, effect?: Effect): WriteCase => ({ it, as, send: body ? [method, `/api/${path}`, body] : [method, `/api/${path}`], answers, ...(effect && { effect }) })
const tags = (id: number, names: readonly string[]): Effect => ({ Post: { [id]: { tags: names } } })
const labels = (id: number, names: readonly string[]): Effect => ({ Post: { [id]: { labels: names } } })

/** Marks whose link asks for the right to change the post, and to read the mark. */
export const TAG_LINKS: readonly WriteCase[] = [
  patch('a mark that may be read is linked', ['ann', 'posts/1001', { tags: { connect: { name: 'sun' } } }], OK, tags(1001, ['sea', 'sun'])),
  patch('an unreadable one is not there', ['ann', 'posts/1001', { tags: { connect: { name: 'hush' } } }], MISSING),
  patch('not by who may not change the post', ['gus', 'posts/1001', { tags: { connect: { name: 'sun' } } }], DENIED),
  patch('a link is undone', ['ann', 'posts/1002', { tags: { disconnect: { name: 'sea' } } }], OK, tags(1002, ['hush'])),
  patch('of what is not seen, none is', ['ann', 'posts/1002', { tags: { disconnect: { name: 'hush' } } }], OK),
  patch('nor is it where all are', ['ann', 'posts/1002', { tags: { set: [] } }], OK, tags(1002, ['hush'])),
  patch('others are set beside it', ['ann', 'posts/1002', { tags: { set: [{ name: 'sun' }] } }], OK, tags(1002, ['hush', 'sun'])),
  patch('an administrator sees it', ['root', 'posts/1002', { tags: { set: [] } }], OK, tags(1002, [])),
  patch('the mark itself may not be changed with it', ['ann', 'posts/1001', { tags: { update: { where: { name: 'sea' }, data: { name: 'lake' } } } }], DENIED),
  patch('nor deleted', ['ann', 'posts/1001', { tags: { deleteMany: {} } }], OK),
  patch('from the mark, it must be allowed to change it', ['ann', 'tags/sea', { posts: { disconnect: { id: 1001 } } }], DENIED),
  patch('and the post', ['dan', 'tags/sea', { posts: { disconnect: { id: 1001 } } }], DENIED),
  patch('which it is to an administrator', ['root', 'tags/sea', { posts: { disconnect: { id: 1001 } } }], OK, tags(1001, [])),
]

/** Marks whose link asks for the right to change both. */
export const LABEL_LINKS: readonly WriteCase[] = [
  patch('one that may be changed is linked', ['ann', 'posts/1001', { labels: { set: [{ name: 'free' }] } }], OK),
  patch('one that may be read only is not', ['ann', 'posts/1001', { labels: { connect: { name: 'fast' } } }], DENIED),
  patch('one that may not be read is not there', ['ann', 'posts/1001', { labels: { connect: { name: 'dark' } } }], MISSING),
  patch('one that may be changed is unlinked', ['ann', 'posts/1002', { labels: { disconnect: { name: 'free' } } }], OK, labels(1002, ['dark', 'fast'])),
  patch('one that may be read only is not', ['ann', 'posts/1002', { labels: { disconnect: { name: 'fast' } } }], DENIED),
  patch('setting others refuses where one may be read only', ['ann', 'posts/1002', { labels: { set: [] } }], DENIED),
  patch('and leaves what is not seen', ['ann', 'posts/1002', { labels: { set: [{ name: 'fast' }] } }], OK, labels(1002, ['dark', 'fast'])),
  patch('from the label a post is unlinked by who may change it', ['bob', 'labels/free', { posts: { disconnect: { id: 1003 } } }], OK, labels(1003, [])),
  patch('and by nobody else', ['bob', 'labels/free', { posts: { disconnect: { id: 1001 } } }], DENIED),
  patch('nor linked', ['bob', 'labels/free', { posts: { connect: { id: 1006 } } }], DENIED),
  patch('nor one that is not seen', ['bob', 'labels/free', { posts: { connect: { id: 1005 } } }], MISSING),
  patch('nor from a label that may be read only', ['ann', 'labels/fast', { posts: { disconnect: { id: 1002 } } }], DENIED),
  patch('setting the posts of a label leaves those that are not seen', ['bob', 'labels/free', { posts: { set: [{ id: 1001 }, { id: 1002 }] } }], OK, labels(1003, [])),
]

/** Relations as addresses. */
export const ROUTES: readonly WriteCase[] = [
  send('creates under the rule of what is created', ['gus', 'POST', 'posts/1001/comments?select=["text"]', { text: 'n' }], [201, { data: { text: 'n' } }], { Comment: { new: [{ postId: 1001, authorId: 6 }] } }),
  send('not below what is not seen', ['gus', 'POST', 'posts/1002/comments', { text: 'n' }], ABSENT),
  send('not against the rule', ['ann', 'POST', 'pages/1002/lines', { text: 'n' }], DENIED),
  send('creates and links where both may be', ['ann', 'POST', 'posts/1001/tags', { name: 'new' }], [201], { Tag: { new: [{ name: 'new' }] }, ...tags(1001, ['new', 'sea']) }),
  send('not where the post may be read only', ['gus', 'POST', 'posts/1001/tags', { name: 'new' }], DENIED),
  send('asks nobody in particular to sign in', ['anonymous', 'POST', 'posts/1001/comments', { text: 'n' }], [401, 'AUTH.REQUIRED']),
  send('links', ['ann', 'PUT', 'posts/1001/tags/sun'], DONE, tags(1001, ['sea', 'sun'])),
  send('not who may read the post only', ['gus', 'PUT', 'posts/1001/tags/sun'], DENIED),
  send('not to what is not seen', ['ann', 'PUT', 'posts/1001/tags/hush'], ABSENT),
  send('not from what is not seen', ['gus', 'PUT', 'posts/1002/tags/sun'], ABSENT),
  send('not a label that may be read only', ['ann', 'PUT', 'posts/1001/labels/fast'], DENIED),
  send('moves what is one’s own', ['ann', 'PUT', 'posts/1001/comments/1003'], DONE, { Comment: { 1003: { postId: 1001 } } }),
  send('not what is somebody else’s', ['ann', 'PUT', 'posts/1001/comments/1006'], DENIED),
  send('nor what is not seen', ['ann', 'PUT', 'posts/1001/comments/1007'], ABSENT),
  send('unlinks', ['ann', 'DELETE', 'posts/1002/labels/free'], DONE, labels(1002, ['dark', 'fast'])),
  send('not a label that may be read only', ['ann', 'DELETE', 'posts/1002/labels/fast'], DENIED),
  send('nor one that is not seen', ['ann', 'DELETE', 'posts/1002/labels/dark'], ABSENT),
  send('nor what would be given away', ['ann', 'DELETE', 'users/1/assigned/1001'], DENIED),
  send('gives away for an administrator', ['root', 'DELETE', 'users/1/assigned/1001'], DONE, { Task: { 1001: { assigneeId: null } } }),
  send('knows no relation that somebody can never follow', ['ann', 'PUT', 'posts/1001/members/1'], [404, 'REQUEST.NO_ROUTE']),
  send('sets no owner', ['ann', 'PUT', 'users/1/posts/1006'], [400, 'REQUEST.SERVER_OWNED']),
]

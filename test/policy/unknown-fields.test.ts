// A field that somebody can never read is answered like one that does not exist, wherever a field may be named: byte by byte like a house whose fields have other names.
import { afterAll, describe, expect, it } from 'vitest'
import { effectOf } from './expect-write.ts'
import { openPolicyApp, type PolicyApp } from './open-policy-app.ts'
import type { Who } from './principals.ts'

const RENAMES: readonly (readonly [RegExp, string])[] = [
  [/\bremark\b/g, 'margin'],
  [/\bpin\b( +String)/g, 'zone$1'],
  [/\bmotto\b/g, 'device'],
  [/\bpassword\b/g, 'passphrase'],
  [/^ {2}members {3}Member/m, '  crowd     Member'],
  [/^ {2}members {2}Member/m, '  crowds   Member'],
  [/\bmembers\.exists/g, 'crowd.exists'],
  [/^ {2}owner {5}User/m, '  holder    User'],
  [/^ {2}box {3}Box/m, '  crate Box'],
  [/^ {2}parcels Parcel/m, '  packets Parcel'],
  [/\bboxId\b/g, 'crateId'],
]

const edit = (schema: string): string => RENAMES.reduce((text, [from, to]) => text.replace(from, to), schema)
const [house, other] = await Promise.all([openPolicyApp('SQLite'), openPolicyApp('SQLite', { edit })])
afterAll(() => Promise.all([house[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]))

type Request = readonly [method: string, path: string, body?: unknown]

interface Place {
  /** Path of the model that has the field, and a relation of another that leads there. */
  readonly path: string
  readonly outer: readonly [path: string, relation: string, list: boolean]
  readonly id: number | string
}

/** Every place at which a field of values may be named to read it. */
const fieldReads = (name: string, { path, outer: [far, relation, list] }: Place): readonly Request[] => [
  ...[{ [name]: 'x' }, { [name]: null }, { NOT: { [name]: { contains: 'x' } } }, { OR: [{ [name]: { in: ['x'] } }] }, { id: { equals: { _ref: name } } }].map((where): Request => ['POST', `/api/${path}/$query`, { where }]),
  ['GET', `/api/${path}?where[${name}]=x`],
  ['GET', `/api/${path}?where[${name}][startsWith]=x`],
  ['POST', `/api/${path}/$query`, { orderBy: { [name]: 'asc' } }],
  ['POST', `/api/${path}/$query`, { orderBy: [{ [name]: { sort: 'desc', nulls: 'first' } }] }],
  ['GET', `/api/${path}?sort=-${name}`],
  ['POST', `/api/${path}/$query`, { select: { [name]: true } }],
  ['GET', `/api/${path}?select=["${name}"]`],
  ['POST', `/api/${path}/$query`, { omit: { [name]: true } }],
  ['POST', `/api/${path}/$query`, { include: { [name]: true } }],
  ['POST', `/api/${path}/$query`, { distinct: [name] }],
  ['POST', `/api/${path}/$count`, { where: { [name]: 'x' } }],
  ...['_max', '_min', '_count', '_sum', '_avg'].map((figure): Request => ['POST', `/api/${path}/$aggregate`, { [figure]: { [name]: true } }]),
  ['GET', `/api/${path}/$group?by=${name}`],
  ['POST', `/api/${path}/$group`, { by: ['id'], having: { [name]: { _max: { gt: 'x' } } } }],
  ['POST', `/api/${path}/$group`, { by: ['id'], orderBy: { [name]: 'asc' } }],
  ['GET', `/api/${path}/$export?format=csv&select=["${name}"]`],
  ['GET', `/api/${path}/$export?format=json&sort=${name}`],
  ['GET', `/api/${path}/$by/${name}/x`],
  ['POST', `/api/${far}/$query`, { where: { [relation]: list ? { some: { [name]: 'x' } } : { is: { [name]: 'x' } } } }],
  ['POST', `/api/${far}/$query`, { where: { NOT: { [relation]: list ? { none: { [name]: 'x' } } : { isNot: { [name]: 'x' } } } } }],
  ['POST', `/api/${far}/$query`, { include: { [relation]: { select: { [name]: true } } } }],
  ['POST', `/api/${far}/$query`, { include: { [relation]: list ? { where: { [name]: 'x' } } : { omit: { [name]: true } } } }],
  ['POST', `/api/${far}/$query`, { orderBy: { [relation]: { [name]: 'asc' } } }],
]

/** Every place at which a write may name it. */
const fieldWrites = (name: string, { path, id }: Place): readonly Request[] => [
  ['POST', `/api/${path}`, { title: 'n', [name]: 'x' }],
  ['PATCH', `/api/${path}/${id}`, { [name]: 'x' }],
  ['PATCH', `/api/${path}/${id}?select=["${name}"]`, {}],
  ['POST', `/api/${path}/$create-many`, { data: [{ title: 'n', [name]: 'x' }] }],
  ['POST', `/api/${path}/$update-many`, { all: true, data: { [name]: 'x' } }],
  ['POST', `/api/${path}/$update-many`, { where: { [name]: 'x' }, data: { title: 'x' } }],
  ['POST', `/api/${path}/$delete-many`, { where: { [name]: 'x' } }],
  ['POST', `/api/${path}/$upsert`, { where: { [name]: 'x' }, create: { title: 'n' }, update: { title: 'x' } }],
  ['POST', `/api/${path}/$upsert`, { where: { id }, create: { title: 'n', [name]: 'x' }, update: { [name]: 'x' } }],
  ['POST', `/api/${path}/$import`, [{ title: 'n', [name]: 'x' }]],
  ['POST', '/api/$transaction', { operations: [{ model: 'Post', action: 'updateMany', args: { all: true, data: { [name]: 'x' } } }] }],
  ['POST', '/api/comments', { text: 'n', post: { create: { title: 'n', [name]: 'x' } } }],
  ['POST', '/api/comments', { text: 'n', post: { connect: { id: 1001, [name]: 'x' } } }],
  ['PATCH', '/api/comments/1003', { post: { update: { [name]: 'x' } } }],
]

/** Every place at which a relation may be named. */
const relationUses = (name: string, { path, id }: Place): readonly Request[] => [
  ...[{ [name]: null }, { [name]: { some: {} } }, { [name]: { is: { id: 1 } } }, { NOT: { [name]: { none: { id: 1 } } } }].map((where): Request => ['POST', `/api/${path}/$query`, { where }]),
  ['POST', `/api/${path}/$query`, { include: { [name]: true } }],
  ['POST', `/api/${path}/$query`, { select: { [name]: { select: { id: true } } } }],
  ['POST', `/api/${path}/$query`, { include: { _count: { select: { [name]: true } } } }],
  ['POST', `/api/${path}/$query`, { orderBy: { [name]: { _count: 'asc' } } }],
  ['GET', `/api/${path}/${id}?include={"${name}":true}`],
  ['GET', `/api/${path}/${id}/${name}`],
  ['POST', `/api/${path}/${id}/${name}`, { id: 77 }],
  ['PUT', `/api/${path}/${id}/${name}/1`],
  ['DELETE', `/api/${path}/${id}/${name}/1`],
  ['PATCH', `/api/${path}/${id}`, { [name]: { connect: { id: 1 } } }],
]

const POSTS: Place = { path: 'posts', outer: ['comments', 'post', false], id: 1001 }
const USERS: Place = { path: 'users', outer: ['tasks', 'assignee', false], id: 1 }
const PARCELS: Place = { path: 'parcels', outer: ['comments', 'post', false], id: 1 }
const BOXES: Place = { path: 'boxes', outer: ['comments', 'post', false], id: 1 }
const ENTRIES: Place = { path: 'entries', outer: ['comments', 'post', false], id: 1001 }

const CASES: readonly (readonly [what: string, who: readonly Who[], requests: readonly Request[]])[] = [
  ['a field that a rule hides from somebody', ['ann', 'bob', 'gus'], [...fieldReads('remark', POSTS), ...fieldWrites('remark', POSTS)]],
  ['a field that is hidden from everybody', ['ann', 'root'], [...fieldReads('pin', USERS), ...fieldWrites('pin', USERS).slice(0, 10)]],
  ['a field that is written and never read', ['ann', 'root'], fieldReads('motto', USERS)],
  ['a field of a telling name', ['ann', 'dan'], [...fieldReads('password', ENTRIES).slice(0, 24), ...fieldWrites('password', ENTRIES).slice(0, 10)]],
  ['a relation to records that nobody reads', ['ann', 'bob', 'dan'], relationUses('members', POSTS)],
  ['a key that a rule hides from somebody', ['ann', 'gus'], [...fieldReads('boxId', PARCELS).slice(0, 24), ...fieldWrites('boxId', PARCELS).slice(0, 10)]],
  ['a relation by a key that a rule hides from somebody', ['ann', 'gus'], [...relationUses('box', PARCELS), ...relationUses('parcels', BOXES)]],
  ['a relation to records that nobody in particular reads', ['anonymous'], relationUses('owner', POSTS)],
]

const answerOf = async (app: PolicyApp, who: Who, [method, path, body]: Request): Promise<unknown> => {
  const { status, headers, body: answered } = await app.call(who, method, path, body)
  const kept = ['content-type', 'cache-control', 'vary', 'allow'].map((name) => headers.get(name))
  return [status, kept, typeof answered === 'object' ? JSON.stringify({ ...Object(answered), requestId: '' }) : answered]
}

describe.each(CASES)('given %s', (_what, everybody, requests) => {
  it.each(everybody.flatMap((who) => requests.map((request) => [who, JSON.stringify(request).replaceAll('"', ''), request] as const)))('%s is answered as if it did not exist: %s', async (who, _request, request) => {
    const answer = await answerOf(house, who, request)
    expect(answer).toEqual(await answerOf(other, who, request))
    expect([400, 401, 403, 404]).toContain(Reflect.get(Object(answer), 0))
  })
})

describe('given all of these requests', () => {
  it('has written nothing', async () => expect(await effectOf(house)).toEqual({}))
})

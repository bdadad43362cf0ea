// Writes of many records, and of several in one transaction: all or nothing.
import { expect } from 'vitest'
import type { Effect, WriteCase } from '../expect-write.ts'
import type { Who } from '../principals.ts'

type Told = WriteCase['answers']

const DENIED = [403, 'POLICY.DENIED'] as const
const count = (rows: number): Told => [200, { data: { count: rows } }]

const send = (it: string, [as, path, body]: readonly [Who, string, object], answers: Told, effect?: Effect): WriteCase => ({ it, as, send: ['POST', `/api/${path}`, body], answers, ...(effect && { effect }) })
const titles = (...ids: readonly number[]): Effect => ({ Post: Object.fromEntries(ids.map((id) => [id, { title: 'x' }])) })
const ALL = { all: true } as const
const X = { title: 'x' } as const

export const CREATE_MANY: readonly WriteCase[] = [
  send('stores all that the rule admits', ['ann', 'comments/$create-many', { data: [{ text: 'n', postId: 1001 }, { text: 'm', postId: 1002 }] }], count(2), { Comment: { new: [{ text: 'n', authorId: 1 }, { text: 'm', authorId: 1 }] } }),
  send('none where one refers to what is not seen', ['gus', 'comments/$create-many', { data: [{ text: 'n', postId: 1001 }, { text: 'm', postId: 1002 }] }], [409, 'DATA.REFERENCED']),
  send('none where one is against the rule', ['bob', 'posts/$create-many', { data: [{ title: 'N' }, { title: 'M', status: 'OPEN' }] }], DENIED),
  send('none where one sends a field that may not be set', ['bob', 'posts/$create-many', { data: [{ title: 'N' }, { title: 'M', rank: 1 }] }], [403, { 'data.1.rank': 'POLICY.DENIED' }]),
  send('no owner', ['bob', 'posts/$create-many', { data: [{ title: 'N', ownerId: 1 }] }], [400, { 'data.0.ownerId': 'REQUEST.SERVER_OWNED' }]),
  send('passes over taken values, whoever holds them', ['bob', 'posts/$create-many', { skipDuplicates: true, data: [{ title: 'N', code: 'e' }, { title: 'M', code: 'a' }, { title: 'O', code: 'z' }] }], count(1), { Post: { new: [{ code: 'z', ownerId: 2 }] } }),
  send('asks nobody in particular to sign in', ['anonymous', 'comments/$create-many', { data: [] }], [401, 'AUTH.REQUIRED']),
]

export const UPDATE_MANY: readonly WriteCase[] = [
  send('reaches what may be changed', ['ann', 'posts/$update-many', { ...ALL, data: X }], count(2), titles(1001, 1002)),
  send('by rules on rows that are not seen', ['bob', 'posts/$update-many', { ...ALL, data: X }], count(2), titles(1002, 1003)),
  send('nothing is none', ['gus', 'posts/$update-many', { ...ALL, data: X }], count(0)),
  send('denies win over an administrator', ['root', 'posts/$update-many', { ...ALL, data: X }], count(5), titles(1001, 1002, 1003, 1005, 1006)),
  send('finds by what is known only', ['bob', 'posts/$update-many', { where: { score: { gte: 0 } }, data: X }], count(1), titles(1003)),
  send('nor by its opposite', ['bob', 'posts/$update-many', { where: { NOT: { score: 20 } }, data: X }], count(1), titles(1003)),
  send('finds through what is seen only', ['bob', 'posts/$update-many', { where: { comments: { some: { internal: true } } }, data: X }], count(1), titles(1003)),
  send('knows no field that may never be read', ['ann', 'posts/$update-many', { where: { remark: 'fine' }, data: X }], [400, { 'where.remark': 'REQUEST.UNKNOWN_FIELD' }]),
  send('sets no field that may not be set', ['ann', 'posts/$update-many', { ...ALL, data: { rank: 1 } }], [403, { 'data.rank': 'POLICY.DENIED' }]),
  send('none where a field of one may not be set', ['ann', 'entries/$update-many', { ...ALL, data: { note: 'x' } }], DENIED),
  send('all where it may of each', ['ann', 'entries/$update-many', { where: { kind: 'open' }, data: { note: 'x' } }], count(1), { Entry: { 1001: { note: 'x', editor: '1' } } }),
  send('none where one is against the rule afterwards', ['ann', 'tasks/$update-many', { ...ALL, data: { title: 'x', assigneeId: 2 } }], DENIED),
  send('all where none is', ['ann', 'tasks/$update-many', { ...ALL, data: X }], count(1), { Task: { 1001: X } }),
  send('each is checked against itself as it was', ['anonymous', 'tickets/$update-many', { ...ALL, data: { points: { increment: 1 } } }], count(2), { Ticket: { 1001: { points: 2 }, 1004: { points: 5 } } }),
  send('and refuses all', ['anonymous', 'tickets/$update-many', { ...ALL, data: { points: 2 } }], DENIED),
  send('refers to what is seen', ['ann', 'comments/$update-many', { ...ALL, data: { postId: 1004 } }], count(2), { Comment: { 1003: { postId: 1004 }, 1004: { postId: 1004 } } }),
  send('and to nothing else', ['ann', 'comments/$update-many', { ...ALL, data: { postId: 1005 } }], [409, { 'data.postId': 'DATA.REFERENCED' }]),
]

export const DELETE_MANY: readonly WriteCase[] = [
  send('reaches what may be deleted, and what cascades', ['ann', 'posts/$delete-many', ALL], count(3), { Post: { 1001: null, 1002: null, 1008: null }, Comment: { 1001: null, 1002: null, 1003: null }, Member: { 1: null } }),
  send('nothing is none', ['gus', 'posts/$delete-many', ALL], count(0)),
  send('denies win', ['eve', 'posts/$delete-many', ALL], count(0)),
  send('over an administrator', ['root', 'posts/$delete-many', { where: { ownerId: 3 } }], count(0)),
  send('finds by what is known only', ['bob', 'posts/$delete-many', { where: { score: { gte: 0 } } }], count(1), { Post: { 1003: null }, Comment: { 1007: null }, Member: { 2: null } }),
  send('softly what is kept', ['ann', 'pages/$delete-many', ALL], count(2), { Page: { 1001: { deletedAt: expect.any(Date) }, 1002: { deletedAt: expect.any(Date) } }, Line: { 1001: { deletedAt: expect.any(Date) } } }),
  send('closed where no rule opens it', ['ann', 'orgs/$delete-many', ALL], DENIED),
  send('asks nobody in particular to sign in', ['anonymous', 'posts/$delete-many', ALL], [401, 'AUTH.REQUIRED']),
]

const ID: unknown = expect.any(Number)
const N = { title: 'N' } as const

export const UPSERTS: readonly WriteCase[] = [
  send('changes what may be changed', ['ann', 'posts/$upsert?select=["title"]', { where: { code: 'a' }, create: N, update: X }], [200, { data: X }], titles(1001)),
  send('refuses what is seen and may not be', ['bob', 'posts/$upsert', { where: { code: 'a' }, create: N, update: X }], DENIED),
  send('creates what is missing', ['bob', 'posts/$upsert?select=["ownerId"]', { where: { code: 'new' }, create: { ...N, code: 'new' }, update: X }], [201, { data: { ownerId: 2 } }], { Post: { new: [{ code: 'new', ownerId: 2 }] } }),
  send('under its rule', ['bob', 'posts/$upsert', { where: { code: 'new' }, create: { ...N, status: 'OPEN' }, update: X }], DENIED),
  send('takes no value that somebody unseen holds', ['bob', 'posts/$upsert', { where: { code: 'e' }, create: { ...N, code: 'e' }, update: X }], [409, 'DATA.CONFLICT']),
  send('creates nothing by a key that the server makes', ['bob', 'posts/$upsert', { where: { id: 999 }, create: N, update: X }], [404, 'DATA.NOT_FOUND']),
  send('whether it is missing or unseen', ['bob', 'posts/$upsert', { where: { id: 1005 }, create: N, update: X }], [404, 'DATA.NOT_FOUND']),
  send('answers by its key what is created out of sight', ['ann', 'tickets/$upsert', { where: { code: 'zz' }, create: { ...N, code: 'zz', status: 'CLOSED' }, update: {} }], [201, { data: { id: ID } }], { Ticket: { new: [{ code: 'zz' }] } }),
  send('and what is changed out of sight', ['ann', 'tickets/$upsert', { where: { code: 't1' }, create: N, update: { status: 'CLOSED' } }], [200, { data: { id: 1001 } }], { Ticket: { 1001: { status: 'CLOSED' } } }),
  send('needs both rights', ['anonymous', 'tickets/$upsert', { where: { code: 't1' }, create: N, update: X }], [401, 'AUTH.REQUIRED']),
]

const together = (...operations: readonly (readonly [model: string, action: string, args: object])[]): object => ({ operations: operations.map(([model, action, args]) => ({ model, action, args })) })

export const TRANSACTIONS: readonly WriteCase[] = [
  send('writes one after the other', ['bob', '$transaction', together(['Post', 'create', { data: N, select: { id: true } }], ['Comment', 'create', { data: { text: 'n', postId: { _result: [0, 'id'] } }, select: { text: true } }])], [200, { data: [{ id: ID }, { text: 'n' }] }], { Post: { new: [{ ownerId: 2 }] }, Comment: { new: [{ text: 'n' }] } }),
  send('nothing where one is refused', ['bob', '$transaction', together(['Post', 'create', { data: N }], ['Post', 'update', { where: { id: 1001 }, data: X }])], DENIED),
  send('nothing where one is not seen', ['bob', '$transaction', together(['Post', 'create', { data: N }], ['Post', 'delete', { where: { id: 1005 } }])], [404, 'DATA.NOT_FOUND']),
  send('each is judged at its own end', ['ann', '$transaction', together(['Task', 'create', { data: { ...N, orgId: 1 } }], ['Step', 'create', { data: { text: 'go', taskId: { _result: [0, 'id'] } } }])], DENIED),
  send('of what is out of sight, the key is known', ['ann', '$transaction', together(['Ticket', 'create', { data: { ...N, status: 'CLOSED' } }])], [200, { data: [{ id: ID }] }], { Ticket: { new: [{ status: 'CLOSED' }] } }),
  send('many are reached as by themselves', ['gus', '$transaction', together(['Post', 'updateMany', { ...ALL, data: X }], ['Comment', 'deleteMany', ALL])], [200, { data: [{ count: 0 }, { count: 0 }] }]),
  send('a model that nobody may name is none', ['ann', '$transaction', together(['Ghost', 'deleteMany', ALL])], [400, { 'operations.0.model': 'REQUEST.BAD_VALUE' }]),
  send('a model that may not be written is refused', ['ann', '$transaction', together(['Org', 'updateMany', { ...ALL, data: { name: 'x' } }])], DENIED),
]

export const IMPORTS: readonly WriteCase[] = [
  send('stores all that the rule admits', ['gus', 'comments/$import', [{ text: 'n', postId: 1001 }]], [200, { data: { count: 1, failed: 0, errors: [] } }], { Comment: { new: [{ postId: 1001, authorId: 6 }] } }),
  send('none where one refers to what is not seen', ['gus', 'comments/$import', [{ text: 'n', postId: 1001 }, { text: 'm', postId: 1002 }]], [409, 'DATA.REFERENCED']),
  send('none where one is against the rule', ['bob', 'posts/$import', [{ title: 'N' }, { title: 'M', status: 'OPEN' }]], DENIED),
  send('knows no field that may never be read', ['bob', 'posts/$import', [{ title: 'N', remark: 'x' }]], [400, { 'line.1.remark': 'REQUEST.UNKNOWN_FIELD' }]),
  send('part by part stores what it may', ['bob', 'posts/$import?partial=true', [{ title: 'N' }, { title: 'M', status: 'OPEN' }, { title: 'O', rank: 1 }]], [200, { data: { count: 1, failed: 2, errors: [expect.objectContaining({ path: 'line.3.rank', code: 'POLICY.DENIED' }), expect.objectContaining({ path: 'line.2', code: 'POLICY.DENIED' })] } }], { Post: { new: [{ title: 'N', ownerId: 2 }] } }),
  send('closed where no rule opens it', ['ann', 'vaults/$import', [{ id: 2 }]], DENIED),
]

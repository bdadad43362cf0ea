// Fields that the server sets, and rows of tenants.
import { expect } from 'vitest'
import type { Effect, WriteCase } from '../expect-write.ts'
import type { Who } from '../principals.ts'

type Told = WriteCase['answers']

const ABSENT = [404, 'DATA.NOT_FOUND'] as const
const DENIED = [403, 'POLICY.DENIED'] as const
const owned = (...names: readonly string[]): Told => [400, Object.fromEntries(names.map((name) => [name, 'REQUEST.SERVER_OWNED']))]
const send = (it: string, [as, method, path, body]: readonly [Who, string, string, object?], answers: Told, effect?: Effect): WriteCase => ({ it, as, send: body ? [method, `/api/${path}`, body] : [method, `/api/${path}`], answers, ...(effect && { effect }) })

/** What the server sets of whoever writes, and what can be set once, or never read. */
export const SERVER_SET: readonly WriteCase[] = [
  send('sets who creates', ['ann', 'POST', 'entries?select=["editor","maker","ownerId","kind","seal"]', { text: 'text' }], [201, { data: { editor: '1', maker: 'MEMBER', ownerId: '1', kind: 'plain', seal: 'unbroken' } }], { Entry: { new: [{ editor: '1', ownerId: '1' }] } }),
  send('takes none of it from a body', ['ann', 'POST', 'entries', { text: 'text', editor: '2', maker: 'ADMIN', ownerId: '2', seal: 'broken' }], owned('editor', 'maker', 'ownerId', 'seal')),
  send('nor from an administrator, but the owner', ['root', 'POST', 'entries?select=["editor","ownerId"]', { text: 'text', ownerId: '2' }], [201, { data: { editor: '9', ownerId: '2' } }], { Entry: { new: [{ editor: '9', ownerId: '2' }] } }),
  send('an administrator’s own id is the owner’s else', ['root', 'POST', 'entries?select=["ownerId"]', { text: 'text' }], [201, { data: { ownerId: '9' } }], { Entry: { new: [{ ownerId: '9' }] } }),
  send('nor what `@set` sets', ['root', 'POST', 'entries', { text: 'text', editor: '2' }], owned('editor')),
  send('sets who changes', ['dan', 'PATCH', 'entries/1002?select=["editor","maker","ownerId"]', { text: 'other' }], [200, { data: { editor: '4', maker: null, ownerId: '2' } }], { Entry: { 1002: { text: 'other', editor: '4' } } }),
  send('also of many', ['dan', 'POST', 'entries/$update-many', { where: { id: 1002 }, data: { text: 'other' } }], [200, { data: { count: 1 } }], { Entry: { 1002: { text: 'other', editor: '4' } } }),
  send('an owner changes no more', ['ann', 'PATCH', 'entries/1002', { ownerId: '1' }], owned('ownerId')),
  send('what can be set once is set', ['ann', 'POST', 'entries?select=["kind"]', { text: 'text', kind: 'open' }], [201, { data: { kind: 'open' } }], { Entry: { new: [{ kind: 'open' }] } }),
  send('and no more', ['ann', 'PATCH', 'entries/1002', { kind: 'open' }], owned('kind')),
  send('a field’s own rule for creation holds instead of that for changes', ['ann', 'POST', 'entries?select=["note"]', { text: 'text', note: 'n' }], [201, { data: { note: 'n' } }], { Entry: { new: [{ note: 'n' }] } }),
  send('a field may be set where its rule holds', ['ann', 'PATCH', 'entries/1001?select=["note"]', { note: 'x' }], [200, { data: { note: 'x' } }], { Entry: { 1001: { note: 'x', editor: '1' } } }),
  send('and nowhere else', ['ann', 'PATCH', 'entries/1002', { text: 'other', note: 'x' }], DENIED),
  send('an administrator passes it', ['root', 'PATCH', 'entries/1002?select=["note"]', { note: 'x' }], [200, { data: { note: 'x' } }], { Entry: { 1002: { note: 'x', editor: '9' } } }),
  send('a denied field is absent from what is answered', ['root', 'PATCH', 'entries/1003?select=["id","body"]', { text: 'other' }], [200, { data: { id: 1003 } }], { Entry: { 1003: { text: 'other', editor: '9' } } }),
  send('a field of a telling name is none', ['ann', 'POST', 'entries', { text: 'text', password: 'p' }], [400, { password: 'REQUEST.UNKNOWN_FIELD' }]),
  send('an administrator sets it and never reads it', ['root', 'PATCH', 'entries/1002', { password: 'p' }], [200, { data: { id: 1002, text: 'text', kind: 'plain', seal: 'unbroken', editor: '9', maker: null, ownerId: '2', note: 'n', body: 'b' } }], { Entry: { 1002: { password: 'p', editor: '9' } } }),
  send('nobody in particular sets nothing', ['anonymous', 'POST', 'entries', { text: 'text' }], [401, 'AUTH.REQUIRED']),
]

/** Rows that belong to somebody’s tenant, or to one of several. */
export const TENANT_WRITES: readonly WriteCase[] = [
  send('a row is made in one’s own tenant', ['ann', 'POST', 'accounts?select=["orgId"]', { name: 'N' }], [201, { data: { orgId: 1 } }], { Account: { new: [{ name: 'N', orgId: 1 }] } }),
  send('which is not sent', ['ann', 'POST', 'accounts', { name: 'N', orgId: 1 }], owned('orgId')),
  send('also not by an administrator', ['root', 'POST', 'accounts', { name: 'N', orgId: 2 }], owned('orgId')),
  send('and is not left', ['ann', 'PATCH', 'accounts/1001', { orgId: 2 }], owned('orgId')),
  send('many are made alike', ['ann', 'POST', 'accounts/$create-many', { data: [{ name: 'N' }, { name: 'M' }] }], [200, { data: { count: 2 } }], { Account: { new: [{ orgId: 1 }, { orgId: 1 }] } }),
  send('a row of one’s tenant is changed', ['ann', 'PATCH', 'accounts/1001?select=["name"]', { name: 'x' }], [200, { data: { name: 'x' } }], { Account: { 1001: { name: 'x' } } }),
  send('one of another is not there', ['ann', 'PATCH', 'accounts/1002', { name: 'x' }], ABSENT),
  send('to an administrator neither', ['root', 'PATCH', 'accounts/1002', { name: 'x' }], ABSENT),
  send('nor to be deleted', ['ann', 'DELETE', 'accounts/1002'], ABSENT),
  send('many are those of one’s tenant', ['root', 'POST', 'accounts/$update-many', { all: true, data: { name: 'x' } }], [200, { data: { count: 2 } }], { Account: { 1001: { name: 'x' }, 1003: { name: 'x' } } }),
  send('whoever is of none has none', ['dan', 'POST', 'accounts', { name: 'N' }], DENIED),
  send('one of several is sent', ['ann', 'POST', 'ledgers?select=["teamId"]', { name: 'N', teamId: 2 }], [201, { data: { teamId: 2 } }], { Ledger: { new: [{ teamId: 2 }] } }),
  send('and must be', ['ann', 'POST', 'ledgers', { name: 'N' }], [400, { teamId: 'REQUEST.REQUIRED' }]),
  send('of one’s own', ['ann', 'POST', 'ledgers', { name: 'N', teamId: 3 }], DENIED),
  send('and is not left either', ['ann', 'PATCH', 'ledgers/1001', { teamId: 2 }], owned('teamId')),
  send('without the claim there is none', ['bob', 'POST', 'ledgers', { name: 'N', teamId: 1 }], DENIED),
  send('nor with an empty one', ['gus', 'POST', 'ledgers', { name: 'N', teamId: 1 }], DENIED),
  send('a target is of one’s own', ['ann', 'POST', 'accounts?select=["bookId"]', { name: 'N', book: { connect: { id: 1002 } } }], [201, { data: { bookId: 1002 } }], { Account: { new: [{ bookId: 1002 }] } }),
  send('by its key too', ['gus', 'POST', 'accounts', { name: 'N', bookId: 1001 }], [409, { bookId: 'DATA.REFERENCED' }]),
  send('a row of another tenant is no target', ['ann', 'PATCH', 'ledgers/1002', { accounts: { connect: { id: 1002 } } }], [409, 'DATA.REFERENCED']),
  send('within, a row is made in one’s own tenant', ['ann', 'PATCH', 'ledgers/1002?select=["id"]', { accounts: { create: { name: 'N' } } }], [200, { data: { id: 1002 } }], { Account: { new: [{ orgId: 1, bookId: 1002 }] } }),
  send('within, those of other tenants are not reached', ['ann', 'PATCH', 'ledgers/1002?select=["id"]', { accounts: { updateMany: { where: {}, data: { name: 'x' } } } }], [200, { data: { id: 1002 } }], { Account: { 1003: { name: 'x' } } }),
  send('nor let go', ['ann', 'PATCH', 'ledgers/1002?select=["id"]', { accounts: { set: [] } }], [200, { data: { id: 1002 } }], { Account: { 1003: { bookId: null } } }),
]

/** What is answered of a write is true: nothing is refused that was stored, and what is out of sight is its key. */
export const TRUTHS: readonly WriteCase[] = [
  send('selected fields of what is out of sight are not answered', ['ann', 'POST', 'tickets?select=["title","status"]', { title: 'N', status: 'CLOSED' }], [201, { data: { id: expect.any(Number) } }], { Ticket: { new: [{ status: 'CLOSED' }] } }),
  send('nor what is included of it', ['ann', 'PATCH', 'tasks/1001?include={"steps":true,"org":true}', { orgId: 2 }], [200, { data: { id: 1001 } }], { Task: { 1001: { orgId: 2 } } }),
  send('what is included of a record that is seen is what is seen', ['ann', 'PATCH', 'posts/1001?select={"title":true,"comments":{"select":{"id":true},"orderBy":{"id":"asc"}},"_count":{"select":{"comments":true}}}', { title: 'x' }], [200, { data: { title: 'x', comments: [{ id: 1001 }], _count: { comments: 1 } } }], { Post: { 1001: { title: 'x' } } }),
  send('a deleted record is answered as it was seen', ['root', 'DELETE', 'entries/1003?select=["id","kind","body"]'], [200, { data: { id: 1003, kind: 'veiled' } }], { Entry: { 1003: null } }),
]

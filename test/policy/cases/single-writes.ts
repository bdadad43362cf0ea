// Writes of one record: what a rule, a check or a field's rule makes of them.
import { expect } from 'vitest'
import type { WriteCase } from '../expect-write.ts'

const ID: unknown = expect.any(Number)
const made = (more: object): unknown => ({ data: { id: ID, ...more } })
const post = (more: object): object => ({ title: 'New', code: null, status: 'DRAFT', published: false, locked: false, views: 0, rank: 0, ...more })

/** Creates: judged as they are stored. */
export const CREATES: readonly WriteCase[] = [
  { it: 'nobody in particular is asked to sign in', as: 'anonymous', send: ['POST', '/api/posts', { title: 'New' }], answers: [401, 'AUTH.REQUIRED'] },
  { it: 'somebody without a rule is refused', as: 'ann', send: ['POST', '/api/vaults', { id: 2 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a default fulfils the rule, and the owner is who sends it', as: 'bob', send: ['POST', '/api/posts', { title: 'New' }], answers: [201, made(post({ ownerId: 2, score: null }))], effect: { Post: { new: [{ title: 'New', ownerId: 2, status: 'DRAFT' }] } } },
  { it: 'what is stored against the rule is undone', as: 'bob', send: ['POST', '/api/posts', { title: 'New', status: 'OPEN' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'an owner is not sent', as: 'bob', send: ['POST', '/api/posts', { title: 'New', ownerId: 1 }], answers: [400, { ownerId: 'REQUEST.SERVER_OWNED' }] },
  { it: 'an owner is not sent as a link either', as: 'bob', send: ['POST', '/api/posts', { title: 'New', owner: { connect: { id: 1 } } }], answers: [400, { owner: 'REQUEST.SERVER_OWNED' }] },
  { it: 'nor their own', as: 'bob', send: ['POST', '/api/posts', { title: 'New', ownerId: 2 }], answers: [400, { ownerId: 'REQUEST.SERVER_OWNED' }] },
  { it: 'an administrator may send the owner', as: 'root', send: ['POST', '/api/posts', { title: 'New', ownerId: 1, status: 'OPEN' }], answers: [201, made(post({ status: 'OPEN', ownerId: 1, score: null, remark: null }))], effect: { Post: { new: [{ ownerId: 1 }] } } },
  { it: 'a field’s rule for updates holds for creates too', as: 'bob', send: ['POST', '/api/posts', { title: 'New', rank: 1 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a field’s rule lets an editor through', as: 'dan', send: ['POST', '/api/posts', { title: 'New', rank: 1 }], answers: [201, made(post({ rank: 1, ownerId: 4, score: null, remark: null }))], effect: { Post: { new: [{ rank: 1, ownerId: 4 }] } } },
  { it: 'a field that somebody can never read is none', as: 'bob', send: ['POST', '/api/posts', { title: 'New', remark: 'x' }], answers: [400, { remark: 'REQUEST.UNKNOWN_FIELD' }] },
  { it: 'a hidden field is none, to an administrator too', as: 'root', send: ['POST', '/api/users', { id: 77, name: 'New', email: 'new@x', pin: '1' }], answers: [400, { pin: 'REQUEST.UNKNOWN_FIELD' }] },
  { it: 'a relation that somebody can never read is none', as: 'bob', send: ['POST', '/api/posts', { title: 'New', members: { create: { id: 9, userId: 2 } } }], answers: [400, { members: 'REQUEST.UNKNOWN_FIELD' }] },
  { it: 'what is nested in it counts', as: 'ann', send: ['POST', '/api/tasks', { title: 'New', orgId: 1, steps: { create: { text: 'go' } } }], answers: [201, made({ title: 'New', status: 'DRAFT', orgId: 1, assigneeId: null })], effect: { Task: { new: [{ title: 'New' }] }, Step: { new: [{ text: 'go' }] } } },
  { it: 'what is not nested in it is missed', as: 'ann', send: ['POST', '/api/tasks', { title: 'New', orgId: 1 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'what is nested in it and does not fulfil the rule undoes all', as: 'ann', send: ['POST', '/api/tasks', { title: 'New', orgId: 1, steps: { create: [{ text: '' }] } }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a foreign key is judged', as: 'ann', send: ['POST', '/api/tasks', { title: 'New', orgId: 2, steps: { create: { text: 'go' } } }], answers: [403, 'POLICY.DENIED'] },
  { it: 'of one that is out of sight only the key is answered', as: 'ann', send: ['POST', '/api/tickets', { title: 'New', status: 'CLOSED' }], answers: [201, { data: { id: ID } }], effect: { Ticket: { new: [{ status: 'CLOSED' }] } } },
  { it: 'of one of a model that is out of sight too', as: 'anonymous', send: ['POST', '/api/feedbacks', { text: 'good' }], answers: [201, { data: { id: ID } }], effect: { Feedback: { new: [{ text: 'good' }] } } },
  { it: 'a record that may be seen is a target', as: 'gus', send: ['POST', '/api/comments', { text: 'hi', postId: 1001 }], answers: [201, made({ text: 'hi', internal: false, postId: 1001, authorId: 6 })], effect: { Comment: { new: [{ postId: 1001, authorId: 6 }] } } },
  { it: 'rules of the configuration hold', as: 'anonymous', send: ['POST', '/api/bulletins', { id: 10, topic: 'NEW' }], answers: [201, { data: { id: 10 } }], effect: { Bulletin: { new: [{ id: 10 }] } } },
  { it: 'a deleted record is not there for a rule', as: 'ann', send: ['POST', '/api/lines', { text: 'x', pageId: 1003 }], answers: [409, 'DATA.REFERENCED'] },
  { it: 'a rule follows a relation of the new record', as: 'ann', send: ['POST', '/api/lines', { text: 'x', pageId: 1002 }], answers: [403, 'POLICY.DENIED'] },
]

/** Updates: the row before and the row afterwards. */
export const UPDATES: readonly WriteCase[] = [
  { it: 'nobody in particular is asked to sign in', as: 'anonymous', send: ['PATCH', '/api/posts/1001', { title: 'x' }], answers: [401, 'AUTH.REQUIRED'] },
  { it: 'a model without a rule is closed', as: 'ann', send: ['PATCH', '/api/orgs/1', { name: 'x' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'an owner may', as: 'ann', send: ['PATCH', '/api/posts/1001?select=["title"]', { title: 'x' }], answers: [200, { data: { title: 'x' } }], effect: { Post: { 1001: { title: 'x' } } } },
  { it: 'a readable record that the rule excludes is refused', as: 'gus', send: ['PATCH', '/api/posts/1001', { title: 'x' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a record without an owner is nobody’s', as: 'gus', send: ['PATCH', '/api/posts/1006', { title: 'x' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'an unreadable one is not there', as: 'gus', send: ['PATCH', '/api/posts/1002', { title: 'x' }], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'a rule sees rows that nobody can read', as: 'bob', send: ['PATCH', '/api/posts/1002?select=["id"]', { title: 'x' }], answers: [200, { data: { id: 1002 } }], effect: { Post: { 1002: { title: 'x' } } } },
  { it: 'and tells them apart', as: 'ann', send: ['PATCH', '/api/posts/1003', { title: 'x' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a deny wins over the owner', as: 'eve', send: ['PATCH', '/api/posts/1004', { title: 'x' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a deny wins over an administrator', as: 'root', send: ['PATCH', '/api/posts/1004', { title: 'x' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a deny of the configuration adds to those of the schema', as: 'ann', send: ['PATCH', '/api/posts/1008', { views: 1 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a deny judges the row as it was, not as it becomes', as: 'ann', send: ['PATCH', '/api/posts/1001?select=["title"]', { title: 'Unchangeable' }], answers: [200, { data: { title: 'Unchangeable' } }], effect: { Post: { 1001: { title: 'Unchangeable' } } } },
  { it: 'a record may be locked by who may change it', as: 'ann', send: ['PATCH', '/api/posts/1001?select=["locked"]', { locked: true }], answers: [200, { data: { locked: true } }], effect: { Post: { 1001: { locked: true } } } },
  { it: 'an administrator may change what no rule lets anybody', as: 'root', send: ['PATCH', '/api/orgs/1', { name: 'x' }], answers: [200, { data: { id: 1, name: 'x' } }], effect: { Org: { 1: { name: 'x' } } } },
  { it: 'nobody gives a row away', as: 'ann', send: ['PATCH', '/api/tasks/1001', { assigneeId: 2 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'nor by a link', as: 'ann', send: ['PATCH', '/api/tasks/1001', { assignee: { connect: { id: 2 } } }], answers: [403, 'POLICY.DENIED'] },
  { it: 'nor to nobody', as: 'ann', send: ['PATCH', '/api/tasks/1001', { assigneeId: null }], answers: [403, 'POLICY.DENIED'] },
  { it: 'what keeps the rule is stored', as: 'ann', send: ['PATCH', '/api/tasks/1001', { title: 'x', assigneeId: 1 }], answers: [200, { data: { id: 1001, title: 'x', status: 'DRAFT', orgId: 1, assigneeId: 1 } }], effect: { Task: { 1001: { title: 'x' } } } },
  { it: 'a row that goes out of sight is answered by its key', as: 'ann', send: ['PATCH', '/api/tasks/1001', { orgId: 2 }], answers: [200, { data: { id: 1001 } }], effect: { Task: { 1001: { orgId: 2 } } } },
  { it: 'an administrator gives rows away', as: 'root', send: ['PATCH', '/api/tasks/1001?select=["assigneeId"]', { assigneeId: 2 }], answers: [200, { data: { assigneeId: 2 } }], effect: { Task: { 1001: { assigneeId: 2 } } } },
  { it: 'a check of its own is about the row afterwards', as: 'anonymous', send: ['PATCH', '/api/tickets/1001', { status: 'DRAFT', points: 2 }], answers: [200, { data: { id: 1001, title: 'T1', code: 't1', status: 'DRAFT', points: 2 } }], effect: { Ticket: { 1001: { status: 'DRAFT', points: 2 } } } },
  { it: 'a check sees the row before', as: 'anonymous', send: ['PATCH', '/api/tickets/1001', { points: 0 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a check sees what is computed', as: 'anonymous', send: ['PATCH', '/api/tickets/1001', { points: { decrement: 1 } }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a reference is not counted up to what may be out of sight', as: 'bob', send: ['PATCH', '/api/comments/1001', { postId: { increment: 1 } }], answers: [400, { postId: 'REQUEST.BAD_VALUE' }] },
  { it: 'a computed value may fulfil it', as: 'anonymous', send: ['PATCH', '/api/tickets/1001?select=["points"]', { points: { increment: 1 } }], answers: [200, { data: { points: 2 } }], effect: { Ticket: { 1001: { points: 2 } } } },
  { it: 'what is updated out of sight is answered by its key', as: 'anonymous', send: ['PATCH', '/api/tickets/1001', { status: 'CLOSED' }], answers: [200, { data: { id: 1001 } }], effect: { Ticket: { 1001: { status: 'CLOSED' } } } },
  { it: 'a rule that a null does not fulfil is a refusal', as: 'anonymous', send: ['PATCH', '/api/tickets/1003', { points: 9 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'nothing out of sight is there', as: 'anonymous', send: ['PATCH', '/api/tickets/1002', { points: 9 }], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'a readable field that may not be written is named', as: 'ann', send: ['PATCH', '/api/posts/1001', { rank: 5 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'and refuses what else is sent', as: 'ann', send: ['PATCH', '/api/posts/1001', { title: 'x', rank: { increment: 1 } }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a field’s rule never makes a row reachable', as: 'dan', send: ['PATCH', '/api/posts/1001', { rank: 5 }], answers: [403, 'POLICY.DENIED'] },
  { it: 'an administrator passes the rules of fields', as: 'root', send: ['PATCH', '/api/posts/1001?select=["rank"]', { rank: 5 }], answers: [200, { data: { rank: 5 } }], effect: { Post: { 1001: { rank: 5 } } } },
  { it: 'nobody makes themselves an administrator', as: 'ann', send: ['PATCH', '/api/users/1', { role: 'ADMIN' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a role is an administrator’s to give', as: 'root', send: ['PATCH', '/api/users/1?select=["role"]', { role: 'EDITOR' }], answers: [200, { data: { role: 'EDITOR' } }], effect: { User: { 1: { role: 'EDITOR' } } } },
  { it: 'a field without a rule follows the row', as: 'ann', send: ['PATCH', '/api/users/1?select=["salary"]', { salary: 1 }], answers: [200, { data: { salary: 1 } }], effect: { User: { 1: { salary: 1 } } } },
  { it: 'what is written and never read is not answered', as: 'ann', send: ['PATCH', '/api/users/1', { motto: 'Never' }], answers: [200, { data: { id: 1, name: 'Ann', email: 'ann@x', role: 'MEMBER', salary: 100, orgId: 1 } }], effect: { User: { 1: { motto: 'Never' } } } },
  { it: 'rules of the configuration in Prisma’s shape hold', as: 'ann', send: ['PATCH', '/api/bulletins/6?select=["topic"]', { topic: 'x' }], answers: [200, { data: { topic: 'x' } }], effect: { Bulletin: { 6: { topic: 'x' } } } },
  { it: 'and exclude', as: 'ann', send: ['PATCH', '/api/bulletins/4', { published: true }], answers: [403, 'POLICY.DENIED'] },
  { it: 'and are checks', as: 'ann', send: ['PATCH', '/api/bulletins/6', { topic: 'FROZEN' }], answers: [403, 'POLICY.DENIED'] },
  { it: 'a denied record of theirs is not there', as: 'ann', send: ['PATCH', '/api/bulletins/3', { published: false }], answers: [404, 'DATA.NOT_FOUND'] },
]

/** Keys that only some know. */
export const HIDDEN_KEYS: readonly WriteCase[] = [
  { it: 'who knows a key sets it', as: 'dan', send: ['PATCH', '/api/parcels/1', { boxId: 2 }], answers: [200, { data: { id: 1, title: 'P1', boxId: 2 } }], effect: { Parcel: { 1: { boxId: 2 } } } },
  { it: 'and links by it', as: 'dan', send: ['PATCH', '/api/parcels/1?include={"box":true}', { box: { connect: { id: 2 } } }], answers: [200, { data: { id: 1, title: 'P1', boxId: 2, box: { id: 2, name: 'B2' } } }], effect: { Parcel: { 1: { boxId: 2 } } } },
  { it: 'who does not, changes the rest', as: 'ann', send: ['PATCH', '/api/parcels/1', { title: 'x' }], answers: [200, { data: { id: 1, title: 'x' } }], effect: { Parcel: { 1: { title: 'x' } } } },
  { it: 'and knows of no key', as: 'ann', send: ['PATCH', '/api/parcels/1', { boxId: 2 }], answers: [400, { boxId: 'REQUEST.UNKNOWN_FIELD' }] },
  { it: 'nor of a relation', as: 'ann', send: ['PATCH', '/api/parcels/1', { box: { connect: { id: 2 } } }], answers: [400, { box: 'REQUEST.UNKNOWN_FIELD' }] },
]

/** Deletions. */
export const DELETES: readonly WriteCase[] = [
  { it: 'an owner may, and what cascades needs no right', as: 'ann', send: ['DELETE', '/api/posts/1001?select=["id","title"]'], answers: [200, { data: { id: 1001, title: 'Alpha' } }], effect: { Post: { 1001: null }, Comment: { 1001: null, 1002: null } } },
  { it: 'links go without a right on the far side, hidden ones too', as: 'ann', send: ['DELETE', '/api/posts/1002?select=["id"]'], answers: [200, { data: { id: 1002 } }], effect: { Post: { 1002: null }, Comment: { 1003: null }, Member: { 1: null } } },
  { it: 'a readable record is refused', as: 'bob', send: ['DELETE', '/api/posts/1002'], answers: [403, 'POLICY.DENIED'] },
  { it: 'an unreadable one is not there', as: 'gus', send: ['DELETE', '/api/posts/1002'], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'a deny wins', as: 'eve', send: ['DELETE', '/api/posts/1007'], answers: [403, 'POLICY.DENIED'] },
  { it: 'also over an administrator', as: 'root', send: ['DELETE', '/api/posts/1007'], answers: [403, 'POLICY.DENIED'] },
  { it: 'the last state is masked', as: 'dan', send: ['DELETE', '/api/tickets/1001'], answers: [200, { data: { id: 1001, title: 'T1', code: 't1', status: 'OPEN', points: 1 } }], effect: { Ticket: { 1001: null } } },
  { it: 'a rule of the configuration that is false closes the model', as: 'ann', send: ['DELETE', '/api/bulletins/6'], answers: [403, 'POLICY.DENIED'] },
  { it: 'an administrator passes it', as: 'root', send: ['DELETE', '/api/bulletins/6?select=["id"]'], answers: [200, { data: { id: 6 } }], effect: { Bulletin: { 6: null } } },
  { it: 'a soft deletion needs the rule for deletions', as: 'bob', send: ['DELETE', '/api/pages/1001'], answers: [403, 'POLICY.DENIED'] },
  { it: 'not that for updates', as: 'bob', send: ['DELETE', '/api/pages/1004'], answers: [403, 'POLICY.DENIED'] },
  { it: 'nobody in particular is asked to sign in for it', as: 'anonymous', send: ['DELETE', '/api/pages/1001'], answers: [401, 'AUTH.REQUIRED'] },
  { it: 'a deleted one is restored by who may delete', as: 'ann', send: ['POST', '/api/pages/1003/$restore?select=["id","deletedAt"]'], answers: [200, { data: { id: 1003, deletedAt: null } }], effect: { Page: { 1003: { deletedAt: null } } } },
  { it: 'to everybody else it is not there', as: 'bob', send: ['POST', '/api/pages/1003/$restore'], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'and nobody in particular is asked to sign in', as: 'anonymous', send: ['POST', '/api/pages/1003/$restore'], answers: [401, 'AUTH.REQUIRED'] },
  { it: 'what was not deleted is not restored', as: 'ann', send: ['POST', '/api/pages/1001/$restore'], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'what was deleted is not deleted again', as: 'ann', send: ['DELETE', '/api/pages/1003'], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'nor changed', as: 'ann', send: ['PATCH', '/api/pages/1003', { title: 'x' }], answers: [404, 'DATA.NOT_FOUND'] },
  { it: 'its unique values stay taken', as: 'ann', send: ['POST', '/api/pages', { title: 'x', code: 'p3' }], answers: [409, 'DATA.CONFLICT'] },
  { it: 'its moment is the server’s', as: 'ann', send: ['PATCH', '/api/pages/1001', { deletedAt: null }], answers: [400, { deletedAt: 'REQUEST.SERVER_OWNED' }] },
]

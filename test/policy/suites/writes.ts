import { describe, expect, it } from 'vitest'
import { CONNECTS, CONNECTS_OR_CREATES, NESTED_CHANGES, NESTED_CREATES, NESTED_REMOVALS } from '../cases/nested-writes.ts'
import { LABEL_LINKS, ROUTES, TAG_LINKS } from '../cases/link-writes.ts'
import { CREATE_MANY, DELETE_MANY, IMPORTS, TRANSACTIONS, UPDATE_MANY, UPSERTS } from '../cases/many-writes.ts'
import { SERVER_SET, TENANT_WRITES, TRUTHS } from '../cases/server-set.ts'
import { CREATES, DELETES, HIDDEN_KEYS, UPDATES } from '../cases/single-writes.ts'
import { effectOf, expectWrite, type WriteCase } from '../expect-write.ts'
import type { PolicyApp } from '../open-policy-app.ts'

const CASES: Readonly<Record<string, readonly WriteCase[]>> = {
  'a create': CREATES,
  'an update': UPDATES,
  'a deletion': DELETES,
  'a key that only some know': HIDDEN_KEYS,
  'a record within another': NESTED_CREATES,
  'a link to a record': CONNECTS,
  'a link to a record that may be missing': CONNECTS_OR_CREATES,
  'changes within another record': NESTED_CHANGES,
  'removals within another record': NESTED_REMOVALS,
  'a link that needs the right to change one side': TAG_LINKS,
  'a link that needs the right to change both sides': LABEL_LINKS,
  'a relation’s address': ROUTES,
  'a create of many': CREATE_MANY,
  'an update of many': UPDATE_MANY,
  'a deletion of many': DELETE_MANY,
  'an upsert': UPSERTS,
  'several writes together': TRANSACTIONS,
  'an import': IMPORTS,
  'fields that the server sets': SERVER_SET,
  'rows of tenants': TENANT_WRITES,
  'what a write answers': TRUTHS,
}

/** Every write: who may, what is answered, and all that is stored afterwards. */
export function describeWrites(house: PolicyApp): void {
  describe.each(Object.entries(CASES))('%s', (_, cases) => {
    it.each(cases.map((one) => [one.it, one.as, one] as const))('%s (%s)', async (_it, _as, one) => void (await expectWrite(house, one)))
  })

  it('names the field that may not be written', async () => {
    const { body } = await house.call('ann', 'PATCH', '/api/posts/1001', { title: 'x', rank: 5 })
    expect(body).toMatchObject({ status: 403, code: 'POLICY.DENIED', errors: [{ path: 'rank', code: 'POLICY.DENIED' }] })
  })

  it('soft-deletes for who may delete, with what hangs below', async () => {
    const answer = await house.call('ann', 'DELETE', '/api/pages/1001')
    const effect = await effectOf(house)
    expect({ answer: answer.body, effect }).toEqual({ answer: { data: { id: 1001, title: 'Open', code: 'p1', ownerId: 1, deletedAt: null } }, effect: { Page: { 1001: { deletedAt: expect.any(Date) } }, Line: { 1001: { deletedAt: expect.any(Date) } } } })
  })

  it('answers nothing of a refusal but the model', async () => {
    for (const [who, method, path, body] of [['gus', 'PATCH', '/api/posts/1001', { title: 'x' }], ['gus', 'DELETE', '/api/posts/1001', undefined], ['ann', 'PATCH', '/api/tasks/1001', { assigneeId: 2 }], ['ann', 'POST', '/api/tasks', { title: 'New', orgId: 2 }]] as const) {
      const answer = await house.call(who, method, path, body)
      expect(JSON.stringify([answer.status, answer.body])).not.toMatch(/isOwner|auth\.|members|schema\.prisma|assigneeId ==|steps\.|1001/)
    }
  })
}

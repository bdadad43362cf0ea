// One record is written: who may, what is answered, and what is stored afterwards.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES, openPolicyApp, type PolicyApp } from './open-policy-app.ts'
import { CREATES, DELETES, UPDATES } from './single-writes.ts'
import { effectOf, expectWrite } from './write-cases.ts'

describe.each(DATABASES)('given rules over writes of a record on %s', (name) => {
  let house: PolicyApp
  beforeAll(async () => {
    house = await openPolicyApp(name)
  })
  afterAll(() => house?.[Symbol.asyncDispose]())

  it.each(CREATES.map((one) => [one.it, one.as, one] as const))('create: %s (%s)', async (_it, _as, one) => void (await expectWrite(house, one)))
  it.each(UPDATES.map((one) => [one.it, one.as, one] as const))('update: %s (%s)', async (_it, _as, one) => void (await expectWrite(house, one)))
  it.each(DELETES.map((one) => [one.it, one.as, one] as const))('delete: %s (%s)', async (_it, _as, one) => void (await expectWrite(house, one)))

  it('names the field that may not be written', async () => {
    const { body } = await house.call('ann', 'PATCH', '/api/posts/1001', { title: 'x', rank: 5 })
    expect(body).toMatchObject({ status: 403, code: 'POLICY.DENIED', errors: [{ path: 'rank', code: 'POLICY.DENIED' }] })
  })

  it('soft-deletes for who may delete, with what hangs below', async () => {
    const answer = await house.call('ann', 'DELETE', '/api/pages/1001')
    const effect = effectOf(await house.stored())
    await house.reset()
    expect({ answer: answer.body, effect }).toEqual({ answer: { data: { id: 1001, title: 'Open', code: 'p1', ownerId: 1, deletedAt: null } }, effect: { Page: { 1001: { deletedAt: expect.any(Date) } }, Line: { 1001: { deletedAt: expect.any(Date) } } } })
  })

  it('answers nothing of a refusal but the model', async () => {
    for (const [who, method, path, body] of [['gus', 'PATCH', '/api/posts/1001', { title: 'x' }], ['gus', 'DELETE', '/api/posts/1001', undefined], ['ann', 'PATCH', '/api/tasks/1001', { assigneeId: 2 }], ['ann', 'POST', '/api/tasks', { title: 'New', orgId: 2 }]] as const) {
      const answer = await house.call(who, method, path, body)
      expect(JSON.stringify([answer.status, answer.body])).not.toMatch(/isOwner|auth\.|members|schema\.prisma|assigneeId ==|steps\.|1001/)
    }
  })
})

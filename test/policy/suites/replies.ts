// Replies beside their bodies: tags of versions, repeated writes, and writes that are only tried.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Answer } from '../../create-app.ts'
import { effectOf, expectWrite } from '../expect-write.ts'
import type { PolicyApp } from '../open-policy-app.ts'
import type { Who } from '../principals.ts'

/** What replies tell beside what was asked. */
export function describeReplies(house: PolicyApp): void {
  const tagOf = async (who: Who): Promise<string | null> => (await house.call(who, 'GET', '/api/posts/1001?select=["id"]')).headers.get('etag')

  it('changes the tag of a record for those only who see the change', async () => {
    const before = [await tagOf('ann'), await tagOf('gus'), await tagOf('dan')]
    await house.call('root', 'PATCH', '/api/posts/1001', { score: 99 })
    const between = [await tagOf('ann'), await tagOf('gus'), await tagOf('dan')]
    await house.call('root', 'PATCH', '/api/posts/1001', { remark: 'better' })
    const after = [await tagOf('ann'), await tagOf('gus'), await tagOf('dan')]
    await effectOf(house)
    expect([between.map((tag, index) => tag !== before[index]), after.map((tag, index) => tag !== between[index])]).toEqual([[true, false, false], [false, false, true]])
  })

  it('lets nobody learn by a tag whether there is a record', async () => {
    const answers = await Promise.all(['1005', '999'].map((id) => house.call('gus', 'PATCH', `/api/posts/${id}`, { title: 'x' }, { 'if-match': '"none"' })))
    expect(answers.map(({ status, headers }) => [status, headers.get('etag')])).toEqual([[404, null], [404, null]])
  })

  it('answers a repeated write under the rights of then', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const write = (): Promise<Answer> => house.call('ann', 'PATCH', '/api/tasks/1001?select=["title"]', { title: 'x' }, headers)
    const first = await write()
    await house.call('root', 'PATCH', '/api/tasks/1001', { orgId: 2, title: 'secret' })
    const again = await write()
    expect(await effectOf(house)).toEqual({ Task: { 1001: { title: 'secret', orgId: 2 } } })
    expect([first.status, first.body, again.status, again.headers.get('idempotency-replayed')]).toEqual([200, { data: { title: 'x' } }, 200, 'true'])
    expect(JSON.stringify(again.body)).not.toMatch(/title|secret|orgId/)
  })

  it('answers a repeated write of what is never seen, too', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const write = (): Promise<Answer> => house.call('anonymous', 'POST', '/api/feedbacks', { text: 'good' }, headers)
    const [first, again] = [await write(), await write()]
    expect(await effectOf(house)).toEqual({ Feedback: { new: [expect.objectContaining({ text: 'good' })] } })
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true'])
    expect(JSON.stringify(again.body)).not.toContain('good')
  })

  it('repeats a write of nobody but whoever sent it', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const created = await house.call('ann', 'POST', '/api/comments?select=["authorId"]', { text: 'n', postId: 1002 }, headers)
    const other = await house.call('gus', 'POST', '/api/comments?select=["authorId"]', { text: 'n', postId: 1002 }, headers)
    await effectOf(house)
    expect([created.status, created.body, other.status, other.headers.get('idempotency-replayed')]).toEqual([201, { data: { authorId: 1 } }, 409, null])
  })

  it.each([
    ['a write that is tried only is answered as if it were done', 'ann', ['PATCH', '/api/posts/1001?select=["title"]', { title: 'x' }], [200, { data: { title: 'x' } }], 'dry-run'],
    ['and judged', 'ann', ['PATCH', '/api/tasks/1001', { assigneeId: 2 }], [403, 'POLICY.DENIED'], 'dry-run'],
    ['out of sight it is answered by its key', 'ann', ['PATCH', '/api/tasks/1001', { orgId: 2 }], [200, { data: { id: 1001 } }], 'dry-run'],
    ['of many, those count that may be written', 'bob', ['POST', '/api/posts/$update-many', { all: true, data: { title: 'x' } }], [200, { data: { count: 2 } }], 'dry-run'],
    ['a bound on many counts those that may be written', 'bob', ['POST', '/api/posts/$update-many', { all: true, data: { title: 'x' } }], [400, 'LIMIT.EXCEEDED'], 'max-affected=1'],
  ] as const)('%s', async (title, as, send, answers, prefer) => void (await expectWrite(house, { it: title, as, send, answers, headers: { prefer } })))

  it('stores as many as a bound allows', async () => {
    const answer = await house.call('bob', 'POST', '/api/posts/$update-many', { all: true, data: { title: 'x' } }, { prefer: 'max-affected=2' })
    expect([answer.body, await effectOf(house)]).toEqual([{ data: { count: 2 } }, { Post: { 1002: { title: 'x' }, 1003: { title: 'x' } } }])
  })
}

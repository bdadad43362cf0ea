import { afterAll, describe, expect, it } from 'vitest'
import type { HookContext } from '@ssot/runtime-server'
import { effectOf } from './expect-write.ts'
import { openPolicyApp } from './open-policy-app.ts'

type Hook = (context: HookContext) => unknown

let hook: Hook | null = null
// Once for each request: a hook that writes is told of that, too.
const once: Hook = (context) => {
  const run = hook
  hook = null
  return run?.(context)
}
const hooks = { beforeCreate: once, beforeUpdate: once }
const house = await openPolicyApp('SQLite', { configure: (config) => ({ ...config, extend: { hooks: { Post: hooks, Task: hooks, Entry: hooks } } }) })
afterAll(() => house[Symbol.asyncDispose]())

describe('given hooks under rules', () => {
  const during = async (run: Hook, ...[who, method, path, body]: Parameters<typeof house.call>): Promise<unknown> => {
    hook = run
    const answer = await house.call(who, method, path, body)
    return [answer.status, Reflect.get(Object(answer.body), 'code') ?? answer.body, await effectOf(house)]
  }

  it('gives them the calls of whoever writes, in the same transaction', async () => {
    const seen: unknown[] = []
    const look: Hook = async ({ db }) => void seen.push(await db['post']?.findMany({ select: { id: true }, orderBy: { id: 'asc' } }), await db['comment']?.count(), await db['post']?.findUnique({ where: { id: 1005 } }))
    expect(await during(look, 'bob', 'POST', '/api/posts?select=["title"]', { title: 'n' })).toEqual([201, { data: { title: 'n' } }, { Post: { new: [expect.objectContaining({ ownerId: 2 })] } }])
    expect(seen).toEqual([[1001, 1002, 1003, 1004, 1006, 1007].map((id) => ({ id })), 4, null])
  })

  it('undoes everything where they are refused', async () => {
    const write: Hook = ({ db }) => db['post']?.update({ where: { id: 1001 }, data: { title: 'x' } })
    expect(await during(write, 'bob', 'POST', '/api/posts', { title: 'n' })).toEqual([403, 'POLICY.DENIED', {}])
    const remove: Hook = ({ db }) => db['post']?.delete({ where: { id: 1005 } })
    expect(await during(remove, 'bob', 'POST', '/api/posts', { title: 'n' })).toEqual([404, 'DATA.NOT_FOUND', {}])
    const reach: Hook = ({ db }) => db['vault']?.create({ data: { id: 2 } })
    expect(await during(reach, 'bob', 'POST', '/api/posts', { title: 'n' })).toEqual([403, 'POLICY.DENIED', {}])
  })

  it('judges what they make of the data', async () => {
    expect(await during(({ data }) => ({ ...data, status: 'OPEN' }), 'bob', 'POST', '/api/posts', { title: 'n' })).toEqual([403, 'POLICY.DENIED', {}])
    expect(await during(({ data }) => ({ ...data, assigneeId: 2 }), 'ann', 'PATCH', '/api/tasks/1001', { title: 'x' })).toEqual([403, 'POLICY.DENIED', {}])
    expect(await during(({ data }) => ({ ...data, orgId: 2, steps: { create: { text: 'n' } } }), 'ann', 'POST', '/api/tasks', { title: 'n', orgId: 1 })).toEqual([403, 'POLICY.DENIED', {}])
  })

  it('lets them fill in what clients may not, where the rules of the row hold', async () => {
    const fill: Hook = ({ data }) => ({ ...data, seal: 'broken' })
    expect(await during(fill, 'ann', 'POST', '/api/entries?select=["seal","ownerId"]', { text: 'text' })).toEqual([201, { data: { seal: 'broken', ownerId: '1' } }, { Entry: { new: [expect.objectContaining({ seal: 'broken', ownerId: '1', editor: '1' })] } }])
  })

  it('does not let them write around what somebody may not see', async () => {
    const connect = (id: number): Hook => ({ data }) => ({ ...data, comments: { connect: { id } } })
    expect(await during(connect(1006), 'bob', 'PATCH', '/api/posts/1003', { title: 'x' })).toEqual([403, 'POLICY.DENIED', {}])
    expect(await during(connect(1002), 'bob', 'PATCH', '/api/posts/1003', { title: 'x' })).toEqual([409, 'DATA.REFERENCED', {}])
    expect(await during(connect(1001), 'bob', 'PATCH', '/api/posts/1003?select=["id"]', { title: 'x' })).toEqual([200, { data: { id: 1003 } }, { Post: { 1003: { title: 'x' } }, Comment: { 1001: { postId: 1003 } } }])
  })
})

import { describe, expect, it } from 'vitest'
import { GATE } from '../../packages/runtime-server/src/http/create-gate.ts'
import { createApp, faultsOf } from '../create-app.ts'
import { BLOG } from './blog.ts'

const MORE = 40

describe('given more requests at a time than the server can serve', () => {
  it('refuses what is too much with Retry-After, goes on answering /health, and serves the others and all that come later', async () => {
    let open = (): void => undefined
    const may = new Promise<void>((resolve) => (open = resolve))
    let begun = 0
    const authenticate = async (): Promise<{ id: string; role: string }> => {
      begun += 1
      await may
      return { id: 'root', role: 'ADMIN' }
    }
    await using app = await createApp(BLOG, { authenticate })
    const refused: unknown[] = []
    const answers = Array.from({ length: GATE.places + GATE.queue + MORE }, async () => {
      const answer = await app.call('GET', '/api/users')
      if (answer.status === 503) refused.push([faultsOf(answer), answer.headers.get('retry-after')])
      // When all are refused that will be, those inside may go on.
      if (refused.length === GATE.queue + MORE) open()
      return answer.status
    })
    expect((await app.call('GET', '/health')).status).toBe(200)
    const statuses = await Promise.all(answers)
    expect([statuses.filter((status) => status === 200).length, begun]).toEqual([GATE.places, GATE.places])
    expect(refused).toEqual(Array.from({ length: GATE.queue + MORE }, () => ['LIMIT.OVERLOADED', '1']))
    expect((await app.call('GET', '/api/users')).status).toBe(200)
  })
})

import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

describe('given a server that is told to close', () => {
  it('finishes what is in flight, and is not held up by a connection that sent nothing', async () => {
    let begin = (): void => undefined
    let go = (): void => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const may = new Promise<void>((resolve) => (go = resolve))
    const authenticate = async (): Promise<{ id: string; role: string }> => {
      begin()
      await may
      return { id: 'root', role: 'ADMIN' }
    }
    const app = await createApp(BLOG, { authenticate })
    const silent = connect(Number(new URL(app.url).port), '127.0.0.1')
    const closed = new Promise((resolve) => silent.once('close', resolve))
    const inFlight = app.call('GET', '/api/users')
    await begun
    const closing = app[Symbol.asyncDispose]()
    go()
    expect((await inFlight).status).toBe(200)
    await Promise.all([closing, closed])
  })
})

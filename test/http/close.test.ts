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

  it('is not ready, and refuses what still comes on a connection in use', async () => {
    const begun = defer()
    const may = defer()
    const authenticate = async (): Promise<{ id: string; role: string }> => {
      begun.resolve()
      await may.promise
      return { id: 'root', role: 'ADMIN' }
    }
    const app = await createApp(BLOG, { authenticate })
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    const chunks: string[] = []
    socket.on('data', (chunk) => chunks.push(String(chunk)))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const ask = (path: string): boolean => socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
    ask('/api/users')
    await begun.promise
    const closing = app[Symbol.asyncDispose]()
    const arrived = new Promise((resolve) => app.server.app.server.once('request', resolve))
    ask('/ready')
    await arrived
    may.resolve()
    await Promise.all([closing, closed])
    const [first = '', second = ''] = chunks.join('').split(/(?<=\})(?=HTTP)/)
    expect([first.slice(0, 15), second.slice(0, 12)]).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 503'])
    expect(second.toLowerCase()).toMatch(/retry-after: 1\r\n[^]*application\/problem\+json[^]*"limit.overloaded"/)
  })
})

function defer(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve: () => resolve() }
}

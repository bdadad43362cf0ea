import { describe, expect, it } from 'vitest'
import { createTurnQueue } from './turn-queue.ts'

const create = (waitMs = 1000): ReturnType<typeof createTurnQueue> => createTurnQueue({ waitMs, timeoutError: () => new Error('too long') })

describe('given a queue', () => {
  it('hands the turn over in the order of asking', async () => {
    const queue = create()
    const order: string[] = []
    const work = (name: string): Promise<void> => queue.run(async () => {
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
    })
    await Promise.all([work('a'), work('b'), work('c')])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('goes on after a failure', async () => {
    const queue = create()
    await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await queue.run(() => Promise.resolve('yes'))).toBe('yes')
  })

  it('tells who waits too long, and skips them', async () => {
    const queue = create(20)
    const done = await queue.take()
    const late = queue.take()
    await expect(late).rejects.toThrow('too long')
    const next = queue.take()
    done()
    done()
    const end = await next
    await expect(queue.take()).rejects.toThrow('too long')
    end()
    expect(await queue.run(() => Promise.resolve('free'))).toBe('free')
  })
})

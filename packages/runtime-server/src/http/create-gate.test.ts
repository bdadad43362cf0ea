import { describe, expect, it } from 'vitest'
import { createGate } from './create-gate.ts'

const open = (changes: Partial<Parameters<typeof createGate>[0]> = {}): ReturnType<typeof createGate> => createGate({ places: 1, queue: 1, waitMs: 60_000, isLagging: () => false, ...changes })
const never = { signal: () => new AbortController().signal }
const codeOf = (entering: Promise<unknown>): Promise<unknown> => entering.then(() => 'entered', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))

describe('given a gate with one place and one to wait for it', () => {
  it('gives a place that is left to the one who waits, once, and refuses the third', async () => {
    const gate = open()
    const leave = await gate.enter(never)
    const second = gate.enter(never)
    expect(await codeOf(gate.enter(never))).toBe('LIMIT.OVERLOADED')
    leave()
    leave()
    const leaveSecond = await second
    const third = gate.enter(never)
    leaveSecond()
    ;(await third)()
    expect(await codeOf(gate.enter(never))).toBe('entered')
  })

  it('refuses who waited too long', async () => {
    const gate = open({ waitMs: 1 })
    await gate.enter(never)
    expect(await codeOf(gate.enter(never))).toBe('LIMIT.OVERLOADED')
  })

  it('lets who hung up out of the queue, and makes room for another', async () => {
    const gate = open()
    const leave = await gate.enter(never)
    const client = new AbortController()
    const gone = codeOf(gate.enter({ signal: () => client.signal }))
    client.abort('hung up')
    expect(await gone).toBe('hung up')
    const next = codeOf(gate.enter(never))
    leave()
    expect(await next).toBe('entered')
    expect(await codeOf(gate.enter({ signal: () => AbortSignal.abort('gone before') }))).toBe('gone before')
  })

  it('lets fewer in while the process lags, but never nobody', async () => {
    const gate = open({ places: 16, isLagging: () => true })
    expect(await Promise.all([1, 2, 3].map(() => codeOf(gate.enter(never))))).toEqual(['entered', 'entered', 'LIMIT.OVERLOADED'])
  })

  it('refuses everyone when it is closed', async () => {
    const gate = open()
    await gate.enter(never)
    const waiting = codeOf(gate.enter(never))
    gate.close()
    expect([await waiting, await codeOf(gate.enter(never))]).toEqual(['LIMIT.OVERLOADED', 'LIMIT.OVERLOADED'])
  })
})

import { describe, expect, it } from 'vitest'
import type { PeerResult } from '../../bench/src/run-bench.ts'
import { outcomesOf } from '../../bench/src/targets.ts'

const result = (peer: string, requestsPerSecond: number, cpuMicrosPerRequest: number): PeerResult => {
  const sample = { requestsPerSecond, cpuMicrosPerRequest, p50Ms: 1, p99Ms: 1, faults: 0 }
  return { peer, title: peer, role: peer === 'ssot' ? 'ours' : peer === 'floor' ? 'floor' : 'peer', median: sample, samples: [sample] }
}

const scenarioOf = (scenario: string, peers: readonly PeerResult[]) => ({ database: 'sqlite', scenario, title: scenario, peers, absent: [], faults: [] })

describe('given the requests of a second of ours, of the best peer and of the floor', () => {
  it.each([
    [300, 100, 400, 'reached'],
    [299, 100, 400, 'not reached'],
    [299, 100, 299, 'out of reach of the floor'],
    [300, 100, 299, 'reached'],
  ] as const)('%d, %d and %d: three times the best peer is %s', (ours, best, floor, verdict) => {
    const outcomes = outcomesOf(scenarioOf('get', [result('ssot', ours, 25), result('remult', best, 50), result('zenstack', best - 1, 50), result('floor', floor, 10)]))
    expect(outcomes).toEqual([
      { text: "sqlite get: CPU 2.50× the floor's, at most 2.5×", verdict: 'reached' },
      { text: expect.stringContaining(`those of remult, at least 3×; the floor's ${(floor / best).toFixed(2)}×`), verdict },
    ])
  })
})

describe('given what was measured under rules', () => {
  it.each([
    [101, 49, 200, 'reached'],
    [100, 49, 200, 'not reached'],
    [101, 50, 200, 'not reached'],
    [100, 49, 100, 'out of reach of the floor'],
  ] as const)('ours with %d requests of a second and %d µs, floor with %d: being ahead of 100 and 50 is %s, whatever is written by hand', (requests, micros, floor, verdict) => {
    const ours = result('ssot', requests, micros)
    const peers = [ours, result('fastify-prisma', 1_000, 1), result('zenstack', 100, 50), result('remult', 100, 50), result('floor', floor, micros)]
    const outcomes = outcomesOf({ ...scenarioOf('guarded-bulk', peers), unguarded: ours })
    expect(outcomes.map(({ text, verdict: said }) => [text.split(':').slice(0, 2).join(':'), said])).toEqual([
      ['sqlite guarded-bulk: ahead of zenstack', verdict],
      ['sqlite guarded-bulk: ahead of remult', verdict],
    ])
  })
})

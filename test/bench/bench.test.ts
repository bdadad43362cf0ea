import { describe, expect, it } from 'vitest'
import { runBench } from './run-bench.ts'

const figures = { requestsPerSecond: expect.any(Number), cpuMicrosPerRequest: expect.any(Number), p50Ms: expect.any(Number), p99Ms: expect.any(Number), faults: 0 }
const peer = (name: string, title: string, role: string): unknown => ({ peer: name, title, role, median: figures, samples: [figures] })
const ratio = (name: string): unknown => ({ peer: name, requestsPerSecond: expect.any(Number), cpuMicrosPerRequest: expect.any(Number) })

describe('given a moment for each measurement', () => {
  it('compares the answers of all peers, measures them, says of each target whether it is reached, measures ours without rules beside what is under rules, and closes with a count', { timeout: 180_000 }, async () => {
    const { code, stdout, stderr } = await runBench('--db', 'sqlite', '--only', 'get', '--only', 'page-1000', '--only', 'guarded-get', '--seconds', '0.5', '--rounds', '1', '--json')
    const scenario = (name: string, title: string, { targets, isGuarded = false }: { readonly targets: number; readonly isGuarded?: boolean }): unknown => ({
      database: 'sqlite',
      scenario: name,
      title,
      peers: [
        peer('ssot', 'SSOT Runtime', 'ours'),
        peer('fastify-prisma', 'Fastify + Prisma, by hand', 'peer'),
        peer('zenstack', 'ZenStack', 'peer'),
        peer('remult', 'Remult', 'peer'),
        peer('floor', 'floor: prepared statements', 'floor'),
      ],
      ...(isGuarded && { unguarded: peer('ssot', 'SSOT Runtime', 'ours') }),
      absent: [],
      faults: [],
      ratios: [ratio('fastify-prisma'), ratio('zenstack'), ratio('remult'), ratio('floor')],
      targets: Array.from({ length: targets }, () => ({ text: expect.stringContaining(`sqlite ${title}: `), verdict: expect.stringMatching(/^(?:reached|not reached|out of reach of the floor)$/) })),
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/\n3 passed, 0 failed\n$/) })
    expect(JSON.parse(stdout)).toEqual({
      machine: { cores: expect.any(Number), load: expect.any(Number), memoryGiB: expect.any(Number), node: process.version, platform: expect.any(String) },
      load: { seconds: 0.5, rounds: 1, connections: 16 },
      results: [scenario('get', 'get by id', { targets: 2 }), scenario('page-1000', 'keyset page 1,000', { targets: 0 }), scenario('guarded-get', 'get by id, under rules', { targets: 3, isGuarded: true })],
      exports: [],
      passed: 3,
      failed: 0,
    })
  })
})

describe('given a name that means nothing', () => {
  it.each([
    [['--only', 'delete'], '--only takes get, list, filter, page-1, page-1000, include, guarded-get, guarded-list, create, update, upsert, bulk, guarded-create, guarded-update, guarded-bulk, export, not "delete".'],
    [['--db', 'oracle'], '--db takes sqlite, postgresql, not "oracle".'],
    [['--seconds', '0'], '--seconds takes a number above 0, not "0".'],
    [['--rounds', '1.5'], '--rounds takes a whole number above 0, not "1.5".'],
  ])('%j is refused with what is possible', async (argv, message) => {
    expect(await runBench(...argv)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})

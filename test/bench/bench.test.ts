import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const BENCH = fileURLToPath(new URL('../../bench/bin/bench.mjs', import.meta.url))

function bench(...argv: string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BENCH, ...argv], (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }))
  })
}

const figures = { requestsPerSecond: expect.any(Number), cpuMicrosPerRequest: expect.any(Number), p50Ms: expect.any(Number), p99Ms: expect.any(Number), faults: 0 }
const peer = (name: string, title: string): unknown => ({ peer: name, title, median: figures, samples: [figures] })

describe('given one second for each measurement', () => {
  it('compares the answers of all peers, measures them, and closes with a count', { timeout: 120_000 }, async () => {
    const { code, stdout, stderr } = await bench('--database', 'sqlite', '--seconds', '1', '--rounds', '1', '--json')
    const scenario = (name: string, title: string): unknown => ({
      database: 'sqlite',
      scenario: name,
      title,
      peers: [peer('ssot', 'SSOT Runtime'), peer('fastify-prisma', 'Fastify + Prisma, by hand')],
      faults: [],
      ratios: [{ peer: 'fastify-prisma', requestsPerSecond: expect.any(Number), cpuMicrosPerRequest: expect.any(Number) }],
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/\n3 passed, 0 failed\n$/) })
    expect(JSON.parse(stdout)).toEqual({
      machine: { cores: expect.any(Number), memoryGiB: expect.any(Number), node: process.version, platform: expect.any(String) },
      load: { seconds: 1, rounds: 1, connections: 16 },
      results: [scenario('get', 'get by id'), scenario('list', 'list 20 + author'), scenario('create', 'create')],
      passed: 3,
      failed: 0,
    })
  })
})

describe('given a name that means nothing', () => {
  it.each([
    [['--only', 'delete'], '--only takes get, list, create, not "delete".'],
    [['--seconds', '0'], '--seconds takes a whole number above 0, not "0".'],
  ])('%j is refused with what is possible', async (argv, message) => {
    expect(await bench(...argv)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})

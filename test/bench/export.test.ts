import { describe, expect, it } from 'vitest'
import { runBench } from './run-bench.ts'

const ROWS = 50_000

/** Pages in flight and what the collector leaves for later; the process may not hold more, however long the table is. */
const MOST_MEGABYTES = 100

interface Exported {
  readonly aboveIdleMegabytes: number
  readonly markAboveIdleMegabytes: number | null
}

describe(`given a table of ${ROWS} rows`, () => {
  it.each(['sqlite', 'postgresql'])('%s: it is exported whole and in order, by a server whose memory stays small', { timeout: 180_000 }, async (database) => {
    const { code, stdout, stderr } = await runBench('--only', 'export', '--rows', String(ROWS), '--db', database, '--json')
    if (stderr.includes('skipped: ')) return console.warn(`SKIPPED: ${stderr}`)
    const figures = (format: string): unknown => ({
      database,
      format,
      rows: ROWS,
      isInOrder: true,
      faults: [],
      seconds: expect.any(Number),
      megabytes: expect.any(Number),
      idleMegabytes: expect.any(Number),
      aboveIdleMegabytes: expect.any(Number),
      markAboveIdleMegabytes: process.platform === 'linux' ? expect.any(Number) : null,
    })
    const exports: readonly Exported[] = JSON.parse(stdout).exports
    expect({ code, exports }).toEqual({ code: 0, exports: [figures('ndjson'), figures('csv')] })
    expect(exports.filter(({ aboveIdleMegabytes, markAboveIdleMegabytes }) => Math.max(aboveIdleMegabytes, markAboveIdleMegabytes ?? 0) > MOST_MEGABYTES)).toEqual([])
  })
})

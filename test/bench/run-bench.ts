import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BENCH = fileURLToPath(new URL('../../bench/bin/bench.mjs', import.meta.url))

/** What a run of the benchmark answered. */
export interface BenchRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the benchmark's command. */
export function runBench(...argv: string[]): Promise<BenchRun> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BENCH, ...argv], { maxBuffer: 2 ** 24 }, (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }))
  })
}

import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'

/** What to mutate, and how. */
export interface MutateOptions {
  readonly patterns: readonly string[]
  readonly concurrency: number
  /** Results of earlier runs are not used. */
  readonly isFresh: boolean
}

/** A mutant and what became of it. */
export type MutantOutcome = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

const FOLDER = '.stryker'
const ROOT = join(import.meta.dirname, '..', '..')

/** Of the checkout, only the sources and tests of the two pure packages are needed in the sandbox. */
const NOT_COPIED = ['/apps', '/bench', '/docs', '/scripts', '/packages/plugins', '/packages/runtime-client', '/packages/runtime-ui', '/test/*', '!/test/mutate', 'dist', 'output', 'coverage', '.ssot', 'tsconfig*.json', '/packages/runtime-server/app']

/** Runs the tests against every mutant of the files; the checkout itself stays as it is. */
export async function mutate({ patterns, concurrency, isFresh }: MutateOptions): Promise<readonly MutantOutcome[]> {
  process.chdir(ROOT)
  const stryker = new Stryker({
    mutate: [...patterns],
    plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutate/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    // Words are not behaviour: a message may be said better without a test that spells it out.
    mutator: { excludedMutations: ['StringLiteral'] },
    incremental: true,
    incrementalFile: join(FOLDER, 'incremental.json'),
    force: isFresh,
    concurrency,
    tempDirName: FOLDER,
    ignorePatterns: NOT_COPIED,
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only', 'html'],
    htmlReporter: { fileName: join(FOLDER, 'report.html') },
    thresholds: { high: 95, low: 90, break: null },
    allowConsoleColors: process.stdout.isTTY,
  })
  return await stryker.runMutationTest()
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'
import type { Choice } from './areas.ts'
import { survives } from './report.ts'

/** How mutants are run. */
export interface MutateOptions {
  /** Processes at a time. */
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

/** Tests themselves, and what only they use. */
const NOT_MUTATED = ['!**/*.test.ts', '!**/*-fixture.ts', '!**/testing/**']

/** Runs an area's tests against every mutant that is chosen of it, in a copy of the sources: the checkout stays as it is. */
export async function mutate({ area, patterns, isWhole }: Choice, { concurrency, isFresh }: MutateOptions): Promise<readonly MutantOutcome[]> {
  process.chdir(ROOT)
  const results = join(FOLDER, `${area.name}.json`)
  if (isWhole) forgetSurvivors(results)
  const stryker = new Stryker({
    mutate: [...patterns, ...NOT_MUTATED],
    plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutate/vitest.config.ts', dir: area.folder },
    coverageAnalysis: 'perTest',
    // Words are not behaviour: a message may be said better without a test that spells it out.
    mutator: { excludedMutations: ['StringLiteral'] },
    // Only results of a whole area are kept: those of a part would be told among all that came before.
    incremental: isWhole,
    incrementalFile: results,
    force: isFresh,
    concurrency,
    tempDirName: FOLDER,
    ignorePatterns: NOT_COPIED,
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only', 'html'],
    htmlReporter: { fileName: join(FOLDER, `${area.name}.html`) },
    thresholds: { high: 95, low: 90, break: null },
    allowConsoleColors: process.stdout.isTTY,
  })
  return await stryker.runMutationTest()
}

// Stryker would keep what it once said of a mutant in a constant of a module, whatever tests have come since.
function forgetSurvivors(path: string): void {
  if (!existsSync(path)) return
  const report: Report = JSON.parse(readFileSync(path, 'utf8'))
  for (const file of Object.values(report.files)) file.mutants = file.mutants.filter((mutant) => !survives(mutant))
  writeFileSync(path, JSON.stringify(report))
}

interface Report {
  readonly files: Readonly<Record<string, { mutants: readonly Pick<MutantOutcome, 'status'>[] }>>
}

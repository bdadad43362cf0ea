// The command `pnpm mutate`: changes the sources of the pure parts one place at a time and asks whether a pure test notices.
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { AREAS, patternsOf } from './areas.ts'
import { describeSurvivor, describeScores, scoresOf, survives } from './report.ts'
import { mutate, type MutateOptions } from './mutate.ts'

const USAGE = `pnpm mutate [${Object.keys(AREAS).join(' | ')} | <file, folder or glob> …] [--concurrency <number>] [--fresh]

Mutates the sources of the named areas, of all without a name, and runs the pure tests that reach each mutant.
Ends with 0 where every area scores at least 90 %, with 1 where one does not, with 2 where it could not run.

  --concurrency <number>  processes that run tests at a time (1)
  --fresh                 runs every mutant; else those that nothing has touched since the last run keep their result
  --help                  prints this

  pnpm mutate request
  pnpm mutate packages/runtime-server/src/request/parse-where.ts:20-60

Results are kept in .stryker/, with a page to look at: .stryker/report.html.`

const LEAST = 90

/** Runs the command; answers its exit code: 0, 1 where a score is too low, 2 where it could not run. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const options = readOptions(args)
  if (options === null) {
    console.error(USAGE)
    return 2
  }
  try {
    const mutants = (await mutate(options)).map((mutant) => ({ ...mutant, fileName: relative(process.cwd(), mutant.fileName) }))
    const scores = scoresOf(mutants)
    mutants.filter(survives).forEach((mutant) => console.log(describeSurvivor(mutant)))
    console.log(describeScores(scores, LEAST))
    return scores.length > 0 && scores.every(({ score }) => score >= LEAST) ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 2
  }
}

function readOptions(args: readonly string[]): MutateOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((argument) => argument !== '--'),
      allowPositionals: true,
      options: { concurrency: { type: 'string', default: '1' }, fresh: { type: 'boolean', default: false } },
    })
    const concurrency = Number(values.concurrency)
    return Number.isSafeInteger(concurrency) && concurrency > 0 ? { patterns: patternsOf(positionals), concurrency, isFresh: values.fresh } : null
  } catch {
    return null
  }
}

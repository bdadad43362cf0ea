// The command `pnpm mutate`: changes the sources of the pure parts one place at a time and asks whether a pure test notices.
import { parseArgs } from 'node:util'
import { AREAS, chooseAreas, type Choice } from './areas.ts'
import { mutate, type MutateOptions } from './mutate.ts'
import { describeScore, describeSurvivor, scoreOf, survives, type Score } from './report.ts'

const USAGE = `pnpm mutate [${AREAS.map(({ name }) => name).join(' | ')} | <file, folder or glob in one of them> …] [--concurrency <number>] [--fresh]

Changes the sources of the named areas one place at a time, of all without a name, and runs the pure tests beside them
against each of these mutants. Lists those that no test notices, and the share of those that one does.
Ends with 0 where every area scores at least 90 %, with 1 where one does not, with 2 where it could not run.

  --concurrency <number>  processes that run tests at a time (1)
  --fresh                 runs every mutant; else those that a test caught in the area's last run, and nothing has touched since, keep their result
  --help                  prints this

  pnpm mutate request
  pnpm mutate packages/runtime-server/src/request/parse-where.ts:20-60

Results of a whole area are kept in .stryker/, beside a page to look at: .stryker/request.html.`

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
    const scores: Score[] = []
    for (const choice of options.choices) scores.push(await runArea(choice, options))
    scores.forEach((score) => console.log(describeScore(score, LEAST)))
    return scores.every(({ score }) => score >= LEAST) ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 2
  }
}

async function runArea(choice: Choice, options: MutateOptions): Promise<Score> {
  const mutants = await mutate(choice, options)
  mutants.filter(survives).forEach((mutant) => console.log(describeSurvivor(mutant)))
  return scoreOf(choice.area.name, mutants)
}

interface Options extends MutateOptions {
  readonly choices: readonly Choice[]
}

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((argument) => argument !== '--'),
      allowPositionals: true,
      options: { concurrency: { type: 'string', default: '1' }, fresh: { type: 'boolean', default: false } },
    })
    const [concurrency, choices] = [Number(values.concurrency), chooseAreas(positionals)]
    return Number.isSafeInteger(concurrency) && concurrency > 0 && choices ? { choices, concurrency, isFresh: values.fresh } : null
  } catch {
    return null
  }
}

// Owns the command line of the benchmark. Rejects names and numbers that mean nothing; it never judges a time.
import { parseArgs } from 'node:util'
import { DATABASES } from './databases.ts'
import { countOf, renderJson, renderTable } from './report.ts'
import { runBench, type BenchPlan } from './run-bench.ts'
import { SCENARIOS } from './scenarios.ts'

const HELP = `pnpm bench [options]
  --only <name>       one scenario or several: ${SCENARIOS.map(({ name }) => name).join(', ')}; may be repeated
  --database <name>   ${DATABASES.map(({ name }) => name).join(' or ')}; both where absent (BENCH_POSTGRES_URL names the server)
  --seconds <number>  length of each measurement (3)
  --rounds <number>   measurements of each peer, interleaved; the median counts (5)
  --connections <number>  of the load (16)
  --profile <folder>  write V8's CPU profiles of the servers there
  --json              figures as JSON on standard output; everything else on standard error`

const OPTIONS = {
  only: { type: 'string', multiple: true },
  database: { type: 'string', multiple: true },
  seconds: { type: 'string', default: '3' },
  rounds: { type: 'string', default: '5' },
  connections: { type: 'string', default: '16' },
  profile: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Runs the benchmark; answers the exit code: 0, 1 where something failed, 2 for wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const read = readArguments(argv)
  if ('code' in read) return read.code
  const { plan, json } = read
  const tell = (line: string): void => void process.stderr.write(`${line}\n`)
  const results = await runBench(plan, {
    skipped: (database) => tell(`skipped: ${database.title}, since none answers`),
    started: (database, scenario) => tell(`… ${database.title}: ${scenario.title}`),
  })
  process.stdout.write(`${json ? renderJson(results, plan.load) : `\n${renderTable(results, plan.load)}`}\n`)
  const { passed, failed } = countOf(results)
  ;(json ? process.stderr : process.stdout).write(`\n${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

function readArguments(argv: readonly string[]): { readonly plan: BenchPlan; readonly json: boolean } | { readonly code: number } {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS })
    if (values.help) {
      process.stdout.write(`${HELP}\n`)
      return { code: 0 }
    }
    const load = { seconds: positive(values.seconds, '--seconds'), rounds: positive(values.rounds, '--rounds'), connections: positive(values.connections, '--connections') }
    return { plan: { databases: named(DATABASES, values.database, '--database'), scenarios: named(SCENARIOS, values.only, '--only'), load, profile: values.profile }, json: values.json }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}\n`)
    return { code: 2 }
  }
}

function positive(text: string, option: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new RangeError(`${option} takes a whole number above 0, not "${text}".`)
}

function named<T extends { readonly name: string }>(entries: readonly T[], names: readonly string[] | undefined, option: string): readonly T[] {
  const unknown = names?.find((name) => !entries.some((entry) => entry.name === name))
  if (unknown !== undefined) throw new RangeError(`${option} takes ${entries.map(({ name }) => name).join(', ')}, not "${unknown}".`)
  return names === undefined ? entries : entries.filter(({ name }) => names.includes(name))
}

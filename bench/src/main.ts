// Owns the command line of the benchmark. Rejects names and numbers that mean nothing; it never judges a time.
import { parseArgs } from 'node:util'
import { DATABASES, type BenchDatabase } from './databases.ts'
import { countOf, renderJson, renderTable } from './report.ts'
import { EXPORT_ROWS, renderExports, runExport, type ExportResult } from './export/run-export.ts'
import { runBench, type BenchPlan, type ScenarioResult } from './run-bench.ts'
import { SCENARIOS } from './scenarios.ts'

/** What `--only` takes besides scenarios; it is measured otherwise, and only when it is asked for. */
const EXPORT = { name: 'export' } as const
const NAMES = [...SCENARIOS, EXPORT]

const HELP = `pnpm bench [options]
  --only <name>       one scenario or several: ${NAMES.map(({ name }) => name).join(', ')}; may be repeated. All but export where absent
  --db <name>         ${DATABASES.map(({ name }) => name).join(' or ')}; both where absent (BENCH_POSTGRES_URL names the server)
  --rows <number>     of an export (${EXPORT_ROWS})
  --seconds <number>  length of each measurement (2)
  --rounds <number>   measurements of each peer, interleaved; the median counts (3)
  --connections <number>  of the load (16)
  --profile <folder>  write V8's CPU profiles of the servers there
  --json              figures as JSON on standard output; everything else on standard error`

const OPTIONS = {
  only: { type: 'string', multiple: true },
  db: { type: 'string', multiple: true },
  rows: { type: 'string', default: String(EXPORT_ROWS) },
  seconds: { type: 'string', default: '2' },
  rounds: { type: 'string', default: '3' },
  connections: { type: 'string', default: '16' },
  profile: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Runs the benchmark; answers the exit code: 0, 1 where something failed, 2 for wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const read = readArguments(argv)
  if ('code' in read) return read.code
  const { plan, exported, json } = read
  const tell = (line: string): void => void process.stderr.write(`${line}\n`)
  const skipped = (database: BenchDatabase): void => tell(`skipped: ${database.title}, since none answers`)
  const results = plan.scenarios.length > 0 ? await runBench(plan, { skipped, started: (database, scenario) => tell(`… ${database.title}: ${scenario.title}`) }) : []
  const exports = exported ? await runExport({ ...plan, rows: exported.rows }, { skipped, tell }) : []
  process.stdout.write(`${json ? renderJson({ results, exports }, plan.load) : renderText(results, exports, plan)}\n`)
  const { passed, failed } = countOf([...results, ...exports])
  ;(json ? process.stderr : process.stdout).write(`\n${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

function renderText(results: readonly ScenarioResult[], exports: readonly ExportResult[], { load }: BenchPlan): string {
  return ['', ...(results.length > 0 ? [renderTable(results, load), ''] : []), ...(exports.length > 0 ? [renderExports(exports)] : [])].join('\n')
}

interface Arguments {
  readonly plan: BenchPlan
  readonly exported: { readonly rows: number } | undefined
  readonly json: boolean
}

function readArguments(argv: readonly string[]): Arguments | { readonly code: number } {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS })
    if (values.help) {
      process.stdout.write(`${HELP}\n`)
      return { code: 0 }
    }
    const load = { seconds: above0(values.seconds, '--seconds'), rounds: positive(values.rounds, '--rounds'), connections: positive(values.connections, '--connections') }
    const only = new Set(values.only === undefined ? SCENARIOS.map(({ name }) => name) : named(NAMES, values.only, '--only').map(({ name }) => name))
    return {
      plan: { databases: named(DATABASES, values.db, '--db'), scenarios: SCENARIOS.filter(({ name }) => only.has(name)), load, profile: values.profile },
      exported: only.has(EXPORT.name) ? { rows: positive(values.rows, '--rows') } : undefined,
      json: values.json,
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}\n`)
    return { code: 2 }
  }
}

function above0(text: string, option: string): number {
  const number = Number(text)
  if (Number.isFinite(number) && number > 0) return number
  throw new RangeError(`${option} takes a number above 0, not "${text}".`)
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

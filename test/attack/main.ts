// The command `pnpm attack`: sends the cases of a file to a server of its own and judges the answers.
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCases } from './attack-case.ts'
import { describeReport, describeResult } from './print-report.ts'
import { runCases } from './run-cases.ts'
import { DATABASES, type DatabaseName } from './std-schema.ts'

const USAGE = `pnpm attack [--cases <file.jsonl>] [--db ${DATABASES.join('|')}] [--only <area or id> …] [--slack <factor for times>] [--verbose]`

/** Runs the command; answers its exit code: 0, 1 where a case fails, 2 where it could not run. */
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
    const cases = await readCases(options.cases)
    const results = await runCases({ ...options, cases, onResult: (result) => describeResult(result, options.verbose).forEach((line) => console.log(line)) })
    console.log(describeReport(results, cases.length))
    return results.some(({ outcome }) => outcome === 'failed') || results.length < cases.length ? 1 : 0
  } catch (error) {
    console.error(error instanceof Error ? (options.verbose ? error.stack : error.message) : error)
    console.log('\n0 passed, 1 failed')
    return 1
  }
}

interface Options {
  readonly cases: string
  readonly database: DatabaseName
  readonly only: readonly string[]
  readonly slack: number
  readonly verbose: boolean
}

function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: {
      cases: { type: 'string', default: join(import.meta.dirname, 'cases.jsonl') },
      db: { type: 'string', default: 'sqlite' },
      only: { type: 'string', multiple: true, default: [] },
      slack: { type: 'string', default: '3' },
      verbose: { type: 'boolean', default: false },
    },
  })
  const database = DATABASES.find((name) => name === values.db)
  const slack = Number(values.slack)
  if (database === undefined || !(slack > 0)) return null
  return { cases: resolve(values.cases), database, only: values.only, slack, verbose: values.verbose }
}

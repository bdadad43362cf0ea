// The command `pnpm crud`: boots any schema and takes one record of every model through its life over HTTP.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeReport, describeResult } from './print-report.ts'
import { DATABASES, type DatabaseName } from './prepare-database.ts'
import { runCrud } from './run-crud.ts'

const USAGE = `pnpm crud --schema <file.prisma or folder> [--db ${DATABASES.join('|')}] [--seed <number>] [--sql <file.sql>] [--model <Name> …] [--verbose]`

/** Runs the command; answers its exit code: 0, 1 where a model fails, 2 where it could not run. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === null) {
    console.error(USAGE)
    return 2
  }
  try {
    const report = await runCrud({ ...options, onResult: (result) => console.log(describeResult(result, options.verbose)) })
    report.results.filter((result) => result.model.startsWith('(')).forEach((result) => console.log(describeResult(result, options.verbose)))
    console.log(describeReport(report))
    return report.results.some((result) => result.outcome === 'failed') ? 1 : 0
  } catch (error) {
    console.error(error instanceof Error ? (options.verbose ? error.stack : error.message) : error)
    console.log('\n0 passed, 1 failed')
    return 1
  }
}

type Options = Parameters<typeof runCrud>[0] & { readonly verbose: boolean }

function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: {
      schema: { type: 'string' },
      db: { type: 'string' },
      seed: { type: 'string', default: '1' },
      sql: { type: 'string' },
      model: { type: 'string', multiple: true },
      verbose: { type: 'boolean', default: false },
    },
  })
  const database = DATABASES.find((name) => name === values.db)
  const seed = Number(values.seed)
  if (values.schema === undefined || !Number.isSafeInteger(seed) || (values.db !== undefined && database === undefined)) return null
  return {
    schema: resolve(values.schema),
    seed,
    verbose: values.verbose,
    ...databaseOption(database),
    ...(values.sql !== undefined && { sql: resolve(values.sql) }),
    ...(values.model !== undefined && { models: values.model }),
  }
}

function databaseOption(database: DatabaseName | undefined): { readonly database?: DatabaseName } {
  return database === undefined ? {} : { database }
}

// The command `pnpm fuzz`: random requests, most of them wrong, against a server of its own; with --twin against two that differ where the caller may not see.
import { parseArgs } from 'node:util'
import { DATABASES, type DatabaseName } from '../attack/std-schema.ts'
import { describeFailure, describeReport, describeRequest, kindOf } from './print-report.ts'
import { openFuzzed, runFuzz, seedOf, type FuzzOptions, type FuzzReport } from './run-fuzz.ts'
import { shrink } from './shrink.ts'
import { runTwinCommand } from './twin/twin-main.ts'

const USAGE = `pnpm fuzz [--requests <number>] [--seed <number>] [--db ${DATABASES.join('|')}] [--only <number>] [--twin]`
const SHOWN = 20
const SHRINK_MS = 5000

/** Runs the command; answers its exit code: 0, 1 where something failed, 2 where it could not run. */
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
  console.log(`seed ${String(options.seed)}, ${options.only === undefined ? `${String(options.requests)} requests` : `request ${String(options.only)} alone`}, ${options.database}`)
  try {
    if (options.isTwin) return await runTwinCommand(options)
    return await runAlone(options)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.log('\n0 passed, 1 failed')
    return 1
  }
}

async function runAlone(options: Options): Promise<number> {
  const kinds = new Set<string>()
  const isTerminal = process.stdout.isTTY
  const report = await runFuzz({
    ...options,
    onFailure: (failure) => {
      const isNew = !kinds.has(kindOf(failure))
      kinds.add(kindOf(failure))
      if (isNew && kinds.size <= SHOWN) console.log(describeFailure(failure, options.seed))
    },
    onProgress: (sent) => void (isTerminal ? process.stdout.write(`\r${String(sent)} `) : sent % 10_000 === 0 && console.log(`${String(sent)} sent`)),
  })
  await printShrunk(report, options)
  const { text, faults } = describeReport(report)
  console.log(text)
  return faults > 0 ? 1 : 0
}

async function printShrunk({ failures }: FuzzReport, { database, seed }: FuzzOptions): Promise<void> {
  const first = [...new Map(failures.toReversed().map((failure) => [kindOf(failure), failure])).values()].slice(0, 5)
  if (first.length === 0) return
  await using fuzzed = await openFuzzed(database)
  for (const { number } of first) {
    const smallest = await shrink(fuzzed, seedOf(seed, number), SHRINK_MS)
    console.log(smallest === null ? `Number ${String(number)} does not fail alone.` : `Number ${String(number)} shrinks to ${describeRequest(smallest)}`)
    if (fuzzed.target.ended() !== null) return
  }
}

interface Options extends FuzzOptions {
  readonly database: DatabaseName
  /** To two servers whose rows differ where the caller may not see. */
  readonly isTwin: boolean
}

function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: { requests: { type: 'string' }, seed: { type: 'string', default: '1' }, db: { type: 'string', default: 'sqlite' }, only: { type: 'string' }, twin: { type: 'boolean', default: false } },
  })
  const database = DATABASES.find((name) => name === values.db)
  const [requests, seed, only] = [Number(values.requests ?? (values.twin ? 100_000 : 200_000)), Number(values.seed), values.only === undefined ? undefined : Number(values.only)]
  const isSound = [requests, seed, only ?? 0].every(Number.isSafeInteger) && requests > 0
  return database === undefined || !isSound ? null : { requests, seed, database, isTwin: values.twin, ...(only !== undefined && { only }) }
}

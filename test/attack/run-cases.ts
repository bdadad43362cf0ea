// Owns a run: boots the fixture and its twin, takes each case in turn, and gathers what came of it.
import type { AttackCase } from './attack-case.ts'
import type { Bench, CaseResult } from './bench.ts'
import { reasonToSkip } from './choose-cases.ts'
import type { TargetDescription } from './describe-target.ts'
import { runCase } from './run-case.ts'
import type { Variant } from './seed-std.ts'
import { createAgent } from './send-raw.ts'
import { createPlace, startTarget, type Target, type TargetOptions } from './start-target.ts'
import { stdSchema, type DatabaseName } from './std-schema.ts'

/** What a run is asked for. */
export interface AttackOptions {
  readonly cases: readonly AttackCase[]
  readonly database: DatabaseName
  /** Areas or ids; empty: all that can be run as things stand. */
  readonly only?: readonly string[]
  /** By how much the times of the cases are stretched; default: infinite, so that times are not judged. */
  readonly slack?: number
  readonly onResult?: (result: CaseResult) => void
}

const SOCKETS = 64

/** Runs the cases one after the other on fresh databases. @throws where the fixture does not boot */
export async function runCases({ cases, database, only = [], slack = Infinity, onResult }: AttackOptions): Promise<readonly CaseResult[]> {
  const isTwinned = cases.some((attack) => attack.expect.inv?.includes('twin') === true && reasonToSkip(attack, { database, only }) === null)
  const [base, other] = await Promise.all([startStd(database, 'base'), isTwinned ? startStd(database, 'twin') : null])
  await using target = base
  await using twin = other ?? base
  const description = (await target.ask('describe')) as TargetDescription
  const bench: Bench = { database, target, twin, twinVariant: 'twin', description, slack, agent: createAgent(SOCKETS), sent: [] }
  const results: CaseResult[] = []
  for (const attack of cases) {
    const reason = reasonToSkip(attack, { database, only })
    const result = reason === null ? await runSafely(bench, attack) : skipped(attack, reason)
    onResult?.(result)
    results.push(result)
    if (target.ended() !== null) break
  }
  bench.agent.destroy()
  return results
}

/** Starts a server with the fixture on a new database, filled; disposing it removes both. */
export async function startStd(database: DatabaseName, variant: Variant, more: Partial<TargetOptions> = {}): Promise<Target> {
  const place = await createPlace(database)
  const target = await startTarget({ schema: stdSchema(database), joinTables: ['_PostToTag'], databaseUrl: place.databaseUrl, folder: place.folder, ...more })
  await target.ask('seed', variant)
  return {
    ...target,
    [Symbol.asyncDispose]: async () => {
      await target[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    },
  }
}

async function runSafely(bench: Bench, attack: AttackCase): Promise<CaseResult> {
  try {
    return await runCase(bench, attack)
  } catch (error) {
    return { ...skipped(attack, ''), outcome: 'failed', skipped: [], failures: [`expected the case to run, came ${error instanceof Error ? error.message : String(error)}`] }
  }
}

function skipped(attack: AttackCase, reason: string): CaseResult {
  return { attack, outcome: 'skipped', failures: [], skipped: [reason], unchecked: [], note: null, requests: 0 }
}

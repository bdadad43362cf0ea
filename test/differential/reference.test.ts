// Writes that the Prisma client cannot express, such as key fields beside links, and duplicates passed over on SQLite, against a reference in memory.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presentRow } from '../../packages/runtime-server/src/data/records/present-row.ts'
import { storedSelection } from '../../packages/runtime-server/src/request/stored-selection.ts'
import { PUSHABLE } from '../data/databases.ts'
import { writeByRecords } from './carry-out-write.ts'
import { generateWrite } from './generate-write.ts'
import { openTwins, type Twins } from './open-twins.ts'
import { writeByReference, type Tables } from './reference-writes.ts'
import { PAIRS } from './seed-writes.ts'
import type { Draw } from './seed-rows.ts'

const RUNS = Number(process.env['WRITES_RUNS'] ?? 60)
const SEED = Number(process.env['WRITES_SEED'] ?? 20_261_120)
const LENGTH = 10

async function readTables({ registry, ours: { client } }: Twins): Promise<Tables> {
  const tables: Tables = { rows: new Map(), pairs: new Map() }
  for (const model of registry.models.values()) {
    const rows = await client.model(model.name).findMany()
    tables.rows.set(model.name, rows.map((row) => JSON.parse(JSON.stringify(presentRow(row, storedSelection(model))))))
  }
  for (const { table } of PAIRS) {
    const rows = await client.$queryRawUnsafe(`SELECT "A", "B" FROM "${table}"`)
    const numbers = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)
    tables.pairs.set(table.slice(1), new Set(rows.map((row) => JSON.stringify([numbers(row['A']), numbers(row['B'])]))))
  }
  return tables
}

// Numbers that the database counts and moments of the write are left out.
function linesOf({ rows, pairs }: Tables): readonly string[] {
  const lines = [...rows].flatMap(([model, list]) => list.map((row) => `${model} ${JSON.stringify({ ...row, touched: null, ...(model === 'Comment' && { number: null }) })}`))
  return [...lines, ...[...pairs].flatMap(([relation, set]) => [...set].map((pair) => `${relation} ${pair}`))].toSorted()
}

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given random rows on %s', (_name, under) => {
  let twins: Twins
  beforeAll(async () => {
    twins = await openTwins(under, 'foreignKeys')
  })
  afterAll(() => twins?.[Symbol.asyncDispose]())

  it(`stores what the reference does with ${RUNS} writes, or nothing where it refuses (WRITES_SEED=${SEED})`, { timeout: 7_200_000 }, async () => {
    let written = 0
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw: Draw = (count) => (count <= 1 ? 0 : gen((max: number) => fc.noBias(fc.nat(max)), count - 1))
        await twins.ours.reset()
        let before = await readTables(twins)
        for (let index = 0; index < LENGTH; index++) {
          const write = generateWrite({ registry: twins.registry, draw, canSkip: true, forReference: true })
          const expected = writeByReference(twins.registry, before, write)
          const outcome = await writeByRecords(twins.registry, twins.records, write)
          const after = await readTables(twins)
          const told = 'failure' in outcome ? `${outcome.failure} ${String(outcome.cause)}` : JSON.stringify(outcome.answer)
          const context = `${JSON.stringify(write)} → ${told} on\n  ${linesOf(before).join('\n  ')}`
          expect('failure' in outcome, context).toBe(expected === null)
          expect(linesOf(after), context).toEqual(linesOf(expected ?? before))
          written += Number(linesOf(after).join() !== linesOf(before).join())
          before = after
        }
      }),
      { numRuns: Math.ceil(RUNS / LENGTH), seed: SEED, endOnFailure: process.env['WRITES_SHRINK'] === undefined },
    )
    expect(written).toBeGreaterThan(RUNS / 5)
  })
})

// The Prisma client is the oracle of the aggregates that are compiled.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PUSHABLE, type DatabaseUnderTest } from '../data/databases.ts'
import { describeAggregate, describeGroups } from '../../packages/runtime-server/src/data/sql/describe-shape.ts'
import { generateAggregate, generateGroups, type Admits } from './generate-aggregate.ts'
import type { Generating } from './generate-query.ts'
import { drawFrom, openBoth, type Both } from './open-both.ts'
import { seedRows, type Draw } from './seed-rows.ts'

const RUNS = Number(process.env['READS_RUNS'] ?? 120)
const SEED = Number(process.env['READS_SEED'] ?? 20_261_120)

/*
 * Left out of the comparison:
 * - sums and averages of floats: they depend on the order in which the database adds;
 * - decimals on SQLite: the Prisma client cuts off what an aggregate has after the point;
 * - sums of BigInt, which the Prisma client refuses where they pass 64 bits, and SQLite as well;
 * - types of PostgreSQL that have an order but no `min` and `max`, which fail in the Prisma client.
 */
const UNFIT: ReadonlySet<string> = new Set(['Uuid', 'Bit', 'VarBit', 'Money', 'Oid', 'Timetz', 'Inet'])

const admitsOf = (name: DatabaseUnderTest['name']): Admits => (of, { kind, list, native }) => {
  if (of === '_count') return !list && native?.name !== 'Xml' && kind !== 'json'
  if (UNFIT.has(native?.name ?? '') || kind === 'boolean') return false
  if (kind === 'decimal' && name === 'SQLite') return false
  return of === '_min' || of === '_max' ? kind !== 'float' : kind === 'int' || kind === 'decimal'
}

const text = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' || typeof part === 'symbol' ? String(part) : part))
const keys = { listWidth: (count: number) => count }

// An average is rounded elsewhere by each of the two.
function rounded(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) => (typeof value === 'string' && /^-?\d+\.\d{10,}$/.test(value) ? Number(value).toPrecision(10) : typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(10) : value))
}

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given random rows on %s', (name, under) => {
  let both: Both
  beforeAll(async () => {
    both = await openBoth(under)
    await seedRows(both.registry, both.opened.client, { draw: drawFrom(SEED), count: 12 })
  }, 300_000)
  afterAll(() => both?.[Symbol.asyncDispose]())

  const generatingOf = (gen: fc.GeneratorValue): Generating => {
    const draw: Draw = (count) => (count <= 1 ? 0 : gen(fc.nat, count - 1))
    return { registry: both.registry, draw, isExcluded: () => true, isReferenceExcluded: () => true, isTestExcluded: () => true }
  }

  it(`answers ${RUNS} random aggregates as the Prisma client does (READS_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const query = generateAggregate(generatingOf(gen), admitsOf(name))
        expect(rounded(await both.sql.aggregate(query)), text(describeAggregate(keys, query))).toEqual(rounded(await both.prisma.aggregate(query)))
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    )
  })

  it(`answers ${RUNS} random groups as the Prisma client does (READS_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const query = generateGroups(generatingOf(gen), admitsOf(name))
        const ours = await both.sql.group(query)
        const theirs = await both.prisma.group(query)
        expect([rounded(ours.json), ours.hasMore], text(describeGroups(keys, query))).toEqual([rounded(theirs.json), theirs.hasMore])
        found += Number(ours.json !== '[]')
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    )
    expect(found).toBeGreaterThan(RUNS / 3)
  })
})

// The Prisma client is the oracle of the reads that are compiled: random queries over random rows are answered both ways.
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import { describeList } from '../../packages/runtime-server/src/data/sql/describe-shape.ts'
import type { ListQuery, RecordKey, Where } from '../../packages/runtime-server/src/request/query.ts'
import { PUSHABLE, type DatabaseUnderTest } from '../data/databases.ts'
import { generateList, type FieldReference, type Generating, type JsonTest } from './generate-query.ts'
import { drawFrom, openBoth, type Both } from './open-both.ts'
import { sampleValues } from './sample-values.ts'
import { seedRows, type Draw } from './seed-rows.ts'

const RUNS = Number(process.env['READS_RUNS'] ?? 300)
const SEED = Number(process.env['READS_SEED'] ?? 20_261_120)

/*
 * Differences from the Prisma client that are wanted or are faults of it, left out of the comparison:
 * - a float of more than 15 digits is rounded in a list by the Prisma client;
 * - SQLite: `contains`, `startsWith` and `endsWith` take `%` and `_` as patterns, and a backslash as itself, in the Prisma client;
 * - PostgreSQL: case-insensitive `equals` takes them as patterns;
 * - PostgreSQL: filters on a list of bytes compare with the base64 text in the Prisma client;
 * - PGlite: filters on a list of an enum fail in the Prisma client's adapter;
 * - `string_starts_with` and `string_ends_with` of a whole document see its quotes in the Prisma client;
 * - SQLite: the Prisma client does not order values of a document, nor look into its lists;
 * - patterns that are another field's: they are texts here, patterns in the Prisma client.
 */
function isExcluded(name: DatabaseUnderTest['name'], { field, by, value, insensitive }: Extract<Where, { op: 'compare' }>): boolean {
  if (field.kind === 'float' && Array.isArray(value) && value.some(isLong)) return true
  const isPattern = typeof value === 'string' && /[%_\\]/.test(value)
  if (name === 'SQLite') return isPattern && (by === 'contains' || by === 'startsWith' || by === 'endsWith')
  if (insensitive && by === 'equals') return isPattern
  return field.list && (field.kind === 'bytes' || (field.kind === 'enum' && name === 'PGlite'))
}

function isReferenceExcluded({ by }: FieldReference): boolean {
  return by === 'contains' || by === 'startsWith' || by === 'endsWith'
}

const NOT_ON_SQLITE: ReadonlySet<string> = new Set(['lt', 'lte', 'gt', 'gte', 'array_contains'])

function isTestExcluded(name: DatabaseUnderTest['name'], { by, path }: JsonTest): boolean {
  if (path.length === 0 && (by === 'string_starts_with' || by === 'string_ends_with')) return true
  return name === 'SQLite' && NOT_ON_SQLITE.has(by)
}

function isLong(value: unknown): boolean {
  return typeof value === 'number' && Number(value.toPrecision(15)) !== value
}

async function answerList(records: Pick<Records, 'list'>, query: ListQuery): Promise<{ readonly count: number; readonly rows: unknown }> {
  // The Prisma client tells no places in the order.
  const { json, ends: _, ...page } = await records.list(query)
  return { ...page, rows: JSON.parse(json) }
}

async function answerRecord({ sql, prisma }: Both, { model, selection }: ListQuery, key: RecordKey): Promise<readonly unknown[]> {
  const texts = [(await sql.get(model, key, selection))?.json ?? null, await prisma.get(model, key, selection)]
  return texts.map((text): unknown => (text === null ? null : JSON.parse(text)))
}

function keyOf({ registry, draw }: Generating, { model }: ListQuery): RecordKey {
  const key = model.uniques[draw(model.uniques.length)]
  if (!key) throw new Error(`${model.name} has no unique.`)
  const values = key.fields.map((name) => {
    const field = model.fields.get(name)
    const samples = field ? sampleValues(registry, field) : []
    return [name, samples[draw(samples.length)]] as const
  })
  return { key, values: Object.fromEntries(values) }
}

function describeQuery(query: ListQuery): string {
  const { key, values } = describeList({ listWidth: (count) => count }, query)
  return `${key} ${JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value))}`
}

const FAR_KEYS = fileURLToPath(new URL('../fixture/far-keys.postgresql.prisma', import.meta.url))

/** Each database with the fixture of every kind, and PostgreSQL with relations over unusual keys; READS_SCHEMA names another schema for all. */
const CASES = [
  ...PUSHABLE.map((under) => ({ name: under.name, under, schema: process.env['READS_SCHEMA'], runs: RUNS })),
  ...PUSHABLE.filter((under) => under.name === 'PostgreSQL').map((under) => ({ name: under.name, under, schema: FAR_KEYS, runs: Math.ceil(RUNS / 3) })),
]

describe.each(CASES.map((one) => [one.name, one] as const))('given random rows on %s', (name, { under, schema, runs }) => {
  let both: Both
  beforeAll(async () => {
    both = await openBoth(under, schema)
    await seedRows(both.registry, both.opened.client, { draw: drawFrom(SEED), count: 12 })
  })
  afterAll(() => both?.[Symbol.asyncDispose]())

  it(`answers ${runs} random queries as the Prisma client does (READS_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw: Draw = (count) => (count <= 1 ? 0 : gen(fc.nat, count - 1))
        const generating: Generating = { registry: both.registry, draw, isExcluded: (compare) => isExcluded(name, compare), isReferenceExcluded, isTestExcluded: (test) => isTestExcluded(name, test) }
        const query = generateList(generating)
        const answer = await answerList(both.sql, query)
        expect(answer, describeQuery(query)).toEqual(await answerList(both.prisma, query))
        const key = keyOf(generating, query)
        const [record, expected] = await answerRecord(both, query, key)
        found += Number(answer.count > 0) + Number(record !== null)
        expect(record, `${describeQuery(query)} ${String(Object.entries(key.values))}`).toEqual(expected)
      }),
      { numRuns: runs, seed: SEED, endOnFailure: process.env['READS_SHRINK'] === undefined },
    )
    // Answers that are mostly empty would prove little.
    expect(found).toBeGreaterThan(runs / 2)
  })
})

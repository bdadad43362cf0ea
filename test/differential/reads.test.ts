// The Prisma client is the oracle of the reads that are compiled: random queries over random rows are answered both ways.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseSchema, push, readIndexNames } from '../../packages/runtime-server/src/data/index.ts'
import { createPrismaRecords } from '../../packages/runtime-server/src/data/records/prisma-records.ts'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import { describeList } from '../../packages/runtime-server/src/data/sql/describe-shape.ts'
import { createSqlRecords } from '../../packages/runtime-server/src/data/sql/create-sql-records.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { buildUi } from '../../packages/runtime-server/src/registry/ui/build-ui.ts'
import type { ListQuery, RecordKey, Where } from '../../packages/runtime-server/src/request/query.ts'
import { openClient, PUSHABLE, type DatabaseUnderTest, type Opened, type TestTarget } from '../data/databases.ts'
import { generateList, type Generating } from './generate-query.ts'
import { sampleValues } from './sample-values.ts'
import { seedRows, type Draw } from './seed-rows.ts'

const RUNS = Number(process.env['READS_RUNS'] ?? 350)
const SEED = Number(process.env['READS_SEED'] ?? Date.now() % 2 ** 31)

/*
 * Differences from the Prisma client that are wanted or are faults of it, left out of the comparison:
 * - SQLite: `contains`, `startsWith` and `endsWith` take `%` and `_` as patterns, and a backslash as itself, in the Prisma client;
 * - PostgreSQL: case-insensitive `equals` takes them as patterns;
 * - PostgreSQL: filters on a list of bytes compare with the base64 text in the Prisma client;
 * - PGlite: filters on a list of an enum fail in the Prisma client's adapter.
 */
function isExcluded(name: DatabaseUnderTest['name'], { field, by, value, insensitive }: Extract<Where, { op: 'compare' }>): boolean {
  const isPattern = typeof value === 'string' && /[%_\\]/.test(value)
  if (name === 'SQLite') return isPattern && (by === 'contains' || by === 'startsWith' || by === 'endsWith')
  if (insensitive && by === 'equals') return isPattern
  return field.list && (field.kind === 'bytes' || (field.kind === 'enum' && name === 'PGlite'))
}

interface Both extends AsyncDisposable {
  readonly registry: Registry
  readonly prisma: Records
  readonly sql: Records
}

async function openBoth(under: DatabaseUnderTest): Promise<Both> {
  const path = `kinds.${under.provider}.prisma`
  const { schema } = await parseSchema([{ path, text: readFileSync(new URL(`../fixture/${path}`, import.meta.url), 'utf8') }])
  if (!schema) throw new Error(`${path} has a fault.`)
  const test: TestTarget = await under.create()
  const opened: Opened = await openClient(test.target, schema)
  await push(opened.database, schema, { acceptDataLoss: true })
  const { registry } = buildRegistry({ datamodel: schema.dmmf, provider: schema.provider, relationMode: schema.relationMode, schemaHash: schema.hash, annotations: [], descriptions: new Map(), buildUi: (models) => buildUi({ ui: undefined, models }) })
  await seedRows(registry, opened.client, { draw: drawFrom(SEED), count: 12 })
  const prisma = createPrismaRecords(registry, opened.client, readIndexNames(schema))
  return {
    registry,
    prisma,
    sql: createSqlRecords(registry, opened.database, prisma),
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await test[Symbol.asyncDispose]()
    },
  }
}

// A small linear congruential generator: rows are the same for the same seed.
function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
}

async function answerList(records: Records, query: ListQuery): Promise<unknown> {
  const { json, ...page } = await records.list(query)
  return { ...page, rows: JSON.parse(json) }
}

async function answerRecord(records: Records, query: ListQuery, key: RecordKey): Promise<unknown> {
  const json = await records.get(query.model, key, query.selection)
  return json === null ? null : JSON.parse(json)
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

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given random rows on %s', (name, under) => {
  let both: Both
  beforeAll(async () => {
    both = await openBoth(under)
  })
  afterAll(() => both?.[Symbol.asyncDispose]())

  it(`answers ${RUNS} random queries as the Prisma client does (READS_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw: Draw = (count) => (count <= 1 ? 0 : gen(fc.nat, count - 1))
        const generating: Generating = { registry: both.registry, draw, isExcluded: (compare) => isExcluded(name, compare) }
        const query = generateList(generating)
        expect(await answerList(both.sql, query), describeQuery(query)).toEqual(await answerList(both.prisma, query))
        const key = keyOf(generating, query)
        expect(await answerRecord(both.sql, query, key), `${describeQuery(query)} ${String(Object.entries(key.values))}`).toEqual(await answerRecord(both.prisma, query, key))
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: process.env['READS_SHRINK'] === undefined },
    )
  })
})

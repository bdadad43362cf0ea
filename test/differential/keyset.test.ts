// A walk of keyset pages sees what one long page shows, in both directions, over every kind of field that lists are ordered by, with NULLs and ties.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALWAYS } from '../../packages/runtime-server/src/request/combine-where.ts'
import type { ListQuery, OrderBy } from '../../packages/runtime-server/src/request/query.ts'
import type { Model } from '../../packages/runtime-server/src/registry/registry.ts'
import { PUSHABLE } from '../data/databases.ts'
import { generateOrderBy, isSortable } from './generate-query.ts'
import { drawFrom, openBoth, type Both } from './open-both.ts'
import { seedOne, seedRows } from './seed-rows.ts'
import { keysOf, walkPages } from './walk-pages.ts'

const RUNS = Number(process.env['READS_RUNS'] ?? 25)
const SEED = Number(process.env['READS_SEED'] ?? 20_261_120)

/** Rows as other programs write them, by provider. */
const FOREIGN: Readonly<Record<string, readonly { readonly model: string; readonly sql: string }[]>> = {
  sqlite: [{ model: 'OptionalScalars', sql: `INSERT INTO "OptionalScalars" ("id", "moment", "exact", "large", "real") VALUES (901, 1582979696789, 5, 7, 1), (902, CURRENT_TIMESTAMP, 5.5, 9223372036854775806, 0.1), (903, 1582979696789.25, 9007199254740993, 9223372036854775807, 0.30000000000000004), (904, '2024-01-02', 1e300, 0, 9e999), (905, '', 1e-300, 1, -9e999), (906, 'it''s', 0.1, 2, 0.3)` }],
  postgresql: [
    { model: 'OptionalNative', sql: `INSERT INTO "OptionalNative" ("id", "timestamptz", "real", "money", "char") SELECT 900 + n, '2024-01-02 03:04:05.678+00'::timestamptz + n * interval '1 microsecond', 0.1 + n * 1e-8, n / 3.0, 'a' FROM generate_series(1, 9) n` },
    { model: 'OptionalScalars', sql: `INSERT INTO "OptionalScalars" ("id", "real", "exact", "text") VALUES (901, 'NaN', 'NaN', ''), (902, 'Infinity', 0.000000000000000000000000000001, 'NULL'), (903, '-Infinity', 1e30, E'a\\nb'), (904, 0.1, 1.50, '''')` },
  ],
}

function keyFields(model: Model): ListQuery['selection']['fields'] {
  return (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
}

function listOf(model: Model, orderBy: readonly OrderBy[], take: number): ListQuery {
  return { model, where: ALWAYS, orderBy, distinct: [], selection: { fields: keyFields(model), relations: [], counts: [] }, take, skip: 0, count: 'none' }
}

function withKey(model: Model, terms: readonly OrderBy[]): readonly OrderBy[] {
  const direction = terms.at(-1)?.direction ?? 'asc'
  return [...terms, ...keyFields(model).map((field): OrderBy => ({ via: [], field, direction }))]
}

/** Orders by each field of a model, in each direction and with every placement of NULL that can be asked for. */
function ordersOf(model: Model): readonly (readonly OrderBy[])[] {
  return [...model.fields.values()].filter(isSortable).flatMap((field) =>
    (['asc', 'desc'] as const).flatMap((direction) =>
      (field.required ? [undefined] : [undefined, 'first', 'last'] as const).map((nulls) => withKey(model, [{ via: [], field, direction, ...(nulls && { nulls }) }])),
    ),
  )
}

function describeOrder(query: ListQuery): string {
  return `${query.model.name} by ${query.orderBy.map(({ via, field, direction, nulls }) => [...via.map(({ name }) => name), field.name, direction, nulls].join(' ')).join(', ')}`
}

async function expectWalks({ sql }: Both, query: ListQuery): Promise<number> {
  const { json } = await sql.list({ ...query, take: 500 })
  const all = keysOf(json)
  const forth = await walkPages({ records: sql, query })
  expect(forth.pages.flat(), describeOrder(query)).toEqual(all)
  if (!forth.last) return 0
  const back = await walkPages({ records: sql, query, cursor: { ...forth.last, direction: 'prev', inclusive: true } })
  expect(back.pages.toReversed().flat(), `${describeOrder(query)}, backwards`).toEqual(all)
  return all.length
}

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given many records with ties and NULLs on %s', (_name, under) => {
  let both: Both
  beforeAll(async () => {
    both = await openBoth(under)
    await seedRows(both.registry, both.opened.client, { draw: drawFrom(SEED), count: 20 })
  }, 300_000)
  afterAll(() => both?.[Symbol.asyncDispose]())

  it('a walk by any one field shows every record once, forth and back', { timeout: 600_000 }, async () => {
    const models = [...both.registry.models.values()].filter((model) => model.key && model.kind === 'model')
    let seen = 0
    for (const model of models) for (const orderBy of ordersOf(model)) seen += await expectWalks(both, listOf(model, orderBy, 3))
    expect(seen).toBeGreaterThan(1000)
  })

  it(`a walk by ${RUNS} random orders, through relations too, shows every record once (READS_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
    const generating = { registry: both.registry, draw: drawFrom(SEED + 1) }
    const models = [...both.registry.models.values()].filter((model) => model.key && model.kind === 'model')
    for (let run = 0; run < RUNS; run++) {
      const model = models[generating.draw(models.length)]
      if (model) await expectWalks(both, listOf(model, generateOrderBy(generating, model), 1 + generating.draw(5)))
    }
  })

  it('a walk tells values apart that the wire cannot: parts of a millisecond, numbers of different storage', { timeout: 60_000 }, async () => {
    for (const { model: name, sql } of FOREIGN[under.provider] ?? []) {
      await both.opened.client.$executeRawUnsafe(sql)
      const model = both.registry.models.get(name)
      if (!model) throw new Error(`The fixture has no ${name}.`)
      for (const orderBy of ordersOf(model)) await expectWalks(both, listOf(model, orderBy, 1))
    }
  })

  it.each(['next', 'prev'] as const)('a walk to the %s pages shows every record that stays, once, while others come and go', { timeout: 600_000 }, async (direction) => {
    const model = both.registry.models.get('OptionalScalars')
    if (!model) throw new Error('The fixture has no OptionalScalars.')
    const draw = drawFrom(SEED + 2)
    const rows = both.opened.client.model('OptionalScalars')
    for (const orderBy of ordersOf(model)) {
      for (let count = 0; count < 4; count++) await seedOne(both.registry, both.opened.client, { draw, model })
      const query = listOf(model, orderBy, 3)
      const before = keysOf((await both.sql.list({ ...query, take: 500 })).json)
      const deleted = new Set<string>()
      const seen: string[] = []
      const onPage = async (page: readonly string[]): Promise<void> => {
        seen.push(...page)
        const victim = before[draw(before.length)]
        if (victim !== undefined && !deleted.has(victim)) {
          deleted.add(victim)
          await rows.delete({ where: JSON.parse(victim) })
        }
        if (draw(2) === 0) await seedOne(both.registry, both.opened.client, { draw, model })
      }
      const end = (await walkPages({ records: both.sql, query })).last
      await walkPages({ records: both.sql, query, onPage, ...(direction === 'prev' && end && { cursor: { ...end, direction, inclusive: true } }) })
      expect(new Set(seen).size, describeOrder(query)).toBe(seen.length)
      expect(before.filter((key) => !deleted.has(key) && !seen.includes(key)), describeOrder(query)).toEqual([])
    }
  })
})

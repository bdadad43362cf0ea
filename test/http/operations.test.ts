// Every operation on every kind of field, over HTTP, on each database; what is expected is worked out here from what was sent.
import { fileURLToPath } from 'node:url'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSameValue } from '../crud/compare-values.ts'
import { prepareDatabase, type DatabaseName, type RunDatabase } from '../crud/prepare-database.ts'
import { readSchema } from '../crud/run-crud.ts'
import { readSchemaModel, type CrudField } from '../crud/schema-model.ts'
import { domainOf } from '../crud/value-domain.ts'
import { createApp, type TestApp } from '../create-app.ts'
import { mariadbUrl, postgresUrl } from '../services.ts'
import { compareValues, filterCases, isOrdered, isSum, listCases, type FilterCase } from './field-semantics.ts'

interface Under {
  readonly name: DatabaseName
  readonly provider: 'sqlite' | 'postgresql' | 'mysql'
  readonly models: readonly string[]
}

const ALL: readonly (Under & { readonly isThere: boolean })[] = [
  { name: 'sqlite', provider: 'sqlite', models: ['OptionalScalars'], isThere: true },
  { name: 'pglite', provider: 'postgresql', models: ['OptionalScalars', 'OptionalNative', 'Lists'], isThere: true },
  { name: 'postgres', provider: 'postgresql', models: ['OptionalScalars', 'OptionalNative', 'Lists'], isThere: postgresUrl !== null },
  { name: 'mysql', provider: 'mysql', models: ['OptionalScalars'], isThere: mariadbUrl !== null },
]

interface Case extends Under {
  readonly model: string
  readonly field: CrudField
}

function fixture(provider: string, ending: 'prisma' | 'sql'): string {
  return fileURLToPath(new URL(`../fixture/kinds.${provider}.${ending}`, import.meta.url))
}

const CASES: readonly Case[] = []
for (const under of ALL.filter(({ isThere }) => isThere)) {
  const { models } = readSchemaModel(await readSchema(fixture(under.provider, 'prisma')))
  Object.assign(CASES, [...CASES, ...under.models.flatMap((model) => [...(models.get(model)?.fields.values() ?? [])].filter(({ isId }) => !isId).map((field): Case => ({ ...under, model, field })))])
}

interface Stored {
  readonly id: number
  readonly value: unknown
}

/** One field of one model, over HTTP. */
function reach(app: TestApp, { model, field }: Case) {
  const base = `/api/${app.server.registry.models.get(model)?.path ?? ''}`
  const ask = async (method: string, path: string, body?: unknown): Promise<{ readonly data: unknown; readonly meta: unknown }> => {
    const answer = await app.call(method, `${base}${path}`, body)
    expect(answer.status, `${method} ${base}${path} ${JSON.stringify(body)} → ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return { data: Reflect.get(Object(answer.body), 'data'), meta: Reflect.get(Object(answer.body), 'meta') }
  }
  const storedOf = (row: unknown): Stored => ({ id: Number(Reflect.get(Object(row), 'id')), value: Reflect.get(Object(row), field.name) })
  return {
    ask,
    write: async (method: 'POST' | 'PATCH', path: string, value: unknown): Promise<Stored> => storedOf((await ask(method, path, { [field.name]: value })).data),
    read: async (id: number): Promise<Stored> => storedOf((await ask('GET', `/${id}`)).data),
    list: async (args: object): Promise<{ readonly rows: readonly Stored[]; readonly total: unknown }> => {
      const { data, meta } = await ask('POST', '/$query', { take: 100, count: 'exact', orderBy: { id: 'asc' }, ...args })
      return { rows: Array.isArray(data) ? data.map(storedOf) : [], total: Reflect.get(Object(meta), 'total') }
    },
  }
}

type Reach = ReturnType<typeof reach>

function expectValue({ field }: Case, got: unknown, sent: unknown): void {
  expect(isSameValue(field, sent, got), `${JSON.stringify(sent)} was sent, ${JSON.stringify(got)} is answered`).toBe(true)
}

async function store(one: Case, { write, read }: Reach, values: readonly unknown[]): Promise<readonly Stored[]> {
  const rows: Stored[] = []
  for (const value of values) {
    const created = await write('POST', '', value)
    expectValue(one, created.value, value)
    expect(await read(created.id)).toEqual(created)
    rows.push({ id: created.id, value })
  }
  return rows
}

async function expectFilters({ field }: Case, { list, ask }: Reach, { rows, cases }: { readonly rows: readonly Stored[]; readonly cases: readonly FilterCase[] }): Promise<void> {
  const id = { in: rows.map((row) => row.id) }
  for (const { filter, passes } of cases) {
    const isNullTest = JSON.stringify(filter).startsWith('{"null"')
    const expected = rows.filter(({ value }) => (value !== null || isNullTest) && passes(value)).map((row) => row.id)
    const where = { id, [field.name]: filter }
    const answer = await list({ where })
    expect({ ids: answer.rows.map((row) => row.id), total: answer.total }, JSON.stringify(filter)).toEqual({ ids: expected, total: expected.length })
    expect((await ask('POST', '/$count', { where })).data, JSON.stringify(filter)).toBe(expected.length)
  }
}

async function expectOrders(one: Case, { list }: Reach, rows: readonly Stored[]): Promise<void> {
  const where = { id: { in: rows.map((row) => row.id) } }
  for (const direction of ['asc', 'desc'] as const) {
    const sign = direction === 'asc' ? 1 : -1
    const placed = one.provider === 'mysql' ? [undefined] : ([undefined, 'first', 'last'] as const)
    for (const nulls of placed) {
      const isFirst = nulls === undefined ? (one.provider === 'postgresql') === (direction === 'desc') : nulls === 'first'
      const expected = rows.toSorted((a, b) => (a.value === null || b.value === null ? (Number(a.value !== null) - Number(b.value !== null)) * (isFirst ? 1 : -1) : sign * compareValues(one.field, a.value, b.value)) || a.id - b.id)
      const { rows: answered } = await list({ where, orderBy: [{ [one.field.name]: nulls === undefined ? direction : { sort: direction, nulls } }, { id: 'asc' }] })
      expect(answered.map((row) => row.id), `${direction} ${String(nulls)}`).toEqual(expected.map((row) => row.id))
    }
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'BigInt', 'Float', 'Decimal'])

async function expectAggregates(one: Case, { ask }: Reach, rows: readonly Stored[]): Promise<void> {
  const { field } = one
  const asked = { [field.name]: true }
  const isNumber = NUMBERS.has(field.type)
  const { data } = await ask('POST', '/$aggregate', { where: { id: { in: rows.map((row) => row.id) } }, _count: { _all: true, ...asked }, ...(isOrdered(field) && { _min: asked, _max: asked }), ...(isNumber && { _sum: asked, _avg: asked }) })
  const told = (name: string): unknown => Reflect.get(Object(Reflect.get(Object(data), name)), field.name)
  const values = rows.map((row) => row.value).filter((value) => value !== null)
  expect(Reflect.get(Object(data), '_count')).toEqual({ _all: rows.length, [field.name]: values.length })
  const sorted = values.toSorted((a, b) => compareValues(field, a, b))
  if (isOrdered(field)) for (const [name, value] of [['_min', sorted[0]], ['_max', sorted.at(-1)]] as const) expectValue(one, told(name), value)
  if (!isNumber) return
  expect(isSum(field, told('_sum'), values), `_sum is ${String(told('_sum'))}`).toBe(true)
  expect((Number(told('_avg')) * values.length) / Number(told('_sum')), '_avg').toBeCloseTo(1, 5)
}

async function expectChanges(one: Case, { write, read, ask, list }: Reach, { rows, values }: { readonly rows: readonly Stored[]; readonly values: readonly [unknown, unknown] }): Promise<void> {
  const [row] = rows
  if (!row) throw new Error('Nothing was stored.')
  for (const value of [values[0], null, values[1]]) {
    expectValue(one, (await write('PATCH', `/${row.id}`, value)).value, value)
    expectValue(one, (await read(row.id)).value, value)
  }
  const where = { id: { in: rows.map(({ id }) => id) } }
  expect((await ask('POST', '/$update-many', { where, data: { [one.field.name]: values[0] } })).data).toEqual({ count: rows.length })
  for (const { value } of (await list({ where })).rows) expectValue(one, value, values[0])
}

async function expectArithmetic(one: Case, { write }: Reach, id: number): Promise<void> {
  const isText = one.field.type === 'BigInt' || one.field.type === 'Decimal'
  const wire = (value: number): unknown => (isText ? String(value) : value)
  for (const [change, expected] of [[10, 10], [{ increment: wire(4) }, 14], [{ decrement: wire(2) }, 12], [{ multiply: wire(3) }, 36], [{ divide: wire(2) }, 18], [{ set: wire(7) }, 7]] as const) {
    expectValue(one, (await write('PATCH', `/${id}`, typeof change === 'number' ? wire(change) : change)).value, wire(expected))
  }
}

async function expectDeletion({ ask, list }: Reach, rows: readonly Stored[]): Promise<void> {
  const where = { id: { in: rows.map(({ id }) => id) } }
  const [row, ...others] = rows
  await ask('DELETE', `/${row?.id}`)
  expect((await list({ where })).rows.map(({ id }) => id)).toEqual(others.map(({ id }) => id))
  expect((await ask('POST', '/$delete-many', { where })).data).toEqual({ count: others.length })
  expect(await list({ where })).toEqual({ rows: [], total: 0 })
}

describe.each(ALL.filter(({ isThere }) => isThere).map((under) => [under.name, under] as const))('given every kind of field on %s', (_name, under) => {
  let database: RunDatabase
  let app: TestApp
  beforeAll(async () => {
    const path = fixture(under.provider, 'prisma')
    database = await prepareDatabase(under.name, await readSchema(path), under.provider === 'mysql' ? fixture('mysql', 'sql') : null)
    app = await createApp(await readFile(path, 'utf8'), { database: { url: database.url } }, { push: 'always', acceptDataLoss: true })
  }, 120_000)
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })

  const cases = CASES.filter(({ name }) => name === under.name)

  it.each(cases.filter(({ field }) => !field.list).map((one) => [`${one.model}.${one.field.name}`, one] as const))('%s is stored, found, ordered, aggregated, changed and deleted', async (_field, one) => {
    const reached = reach(app, one)
    const { at } = domainOf(one.field)
    const rows = await store(one, reached, [at(3), at(1), at(2), at(1), null])
    await expectFilters(one, reached, { rows, cases: filterCases(one.field, { middle: at(2), other: at(3) }) })
    if (isOrdered(one.field)) await expectOrders(one, reached, rows)
    await expectAggregates(one, reached, rows)
    await expectChanges(one, reached, { rows, values: [at(4), at(5)] })
    if (NUMBERS.has(one.field.type)) await expectArithmetic(one, reached, rows[0]?.id ?? 0)
    await expectDeletion(reached, rows)
  })

  it.each(cases.filter(({ field }) => field.list).map((one) => [`${one.model}.${one.field.name}`, one] as const))('%s is stored, found, extended and emptied', async (_field, one) => {
    const reached = reach(app, one)
    const { at } = domainOf({ ...one.field, list: false })
    const rows = await store(one, reached, [[at(1)], [at(1), at(2)], [at(2), at(1), at(2)], []])
    if (one.field.type !== 'Json') await expectFilters(one, reached, { rows, cases: listCases(one.field, { first: at(1), second: at(2) }) })
    const id = rows[0]?.id ?? 0
    for (const [change, expected] of [[{ push: at(2) }, [at(1), at(2)]], [{ push: [at(1), at(1)] }, [at(1), at(2), at(1), at(1)]], [{ set: [at(2)] }, [at(2)]], [[], []]] as const) {
      expectValue(one, (await reached.write('PATCH', `/${id}`, change)).value, expected)
    }
    await expectDeletion(reached, rows)
  })
})

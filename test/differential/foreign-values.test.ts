import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALWAYS } from '../../packages/runtime-server/src/request/combine-where.ts'
import type { ListQuery } from '../../packages/runtime-server/src/request/query.ts'
import { PUSHABLE } from '../data/databases.ts'
import { openBoth, type Both } from './open-both.ts'

/** Rows as other programs write them, by provider. */
const STATEMENTS: Readonly<Record<string, readonly { readonly model: string; readonly sql: string }[]>> = {
  sqlite: [
    { model: 'OptionalScalars', sql: `INSERT INTO "OptionalScalars" ("id", "moment") VALUES (1, 1582979696789), (2, CURRENT_TIMESTAMP), (3, '2024-01-02 03:04:05'), (4, '2024-01-02T03:04:05.678Z'), (5, '2024-01-02T03:04:05+02:00')` },
    { model: 'OptionalScalars', sql: `INSERT INTO "OptionalScalars" ("id", "exact", "large", "document") VALUES (11, 5, 7, '{"a" :  1}'), (12, 9007199254740993, 1, '[1.50, 2e3]'), (13, 1e-7, 1, 'null'), (14, 1e25, -9223372036854775808, '"x"')` },
  ],
  postgresql: [
    { model: 'Lists', sql: `INSERT INTO "Lists" ("id", "texts", "larges", "colors", "documents") VALUES (1, NULL, NULL, NULL, NULL), (2, '{a,"b c"}', '{1,2}', '{green,RED}', '{}')` },
    { model: 'OptionalScalars', sql: `INSERT INTO "OptionalScalars" ("id", "real", "exact", "document") VALUES (1, 'NaN', 1.500000, '{"a" : 1.50}'), (2, 'Infinity', 0.000000000000000000000000000001, 'null'), (3, -1.25, 1e30, '12345678901234567890')` },
    { model: 'OptionalNative', sql: `INSERT INTO "OptionalNative" ("id", "timestamptz", "timetz", "money", "json", "char", "real") VALUES (1, '2024-01-02 03:04:05.678999+02', '03:04:05.678+02', '1234567.89', '{"a" :\n 1, "b": [1.0]}', 'a', '1e-7'), (2, '0044-01-02 03:04:05+00', '23:59:59.999-11', '-0.01', 'null', 'abcde', '3.4e38')` },
  ],
}

function listAll(both: Both, name: string): ListQuery {
  const model = both.registry.models.get(name)
  const id = model?.fields.get('id')
  if (!model || !id) throw new Error(`${name} has no id.`)
  return { model, where: ALWAYS, orderBy: [{ via: [], field: id, direction: 'asc' }], distinct: [], selection: { fields: [...model.fields.values()], relations: [], counts: [] }, take: 100, skip: 0, count: 'none' }
}

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given values that others wrote to %s', (_name, under) => {
  let both: Both
  const statements = STATEMENTS[under.provider] ?? []
  beforeAll(async () => {
    both = await openBoth(under)
    for (const { sql } of statements) await both.opened.client.$executeRawUnsafe(sql)
  })
  afterAll(() => both?.[Symbol.asyncDispose]())

  it.each([...new Set(statements.map((statement) => statement.model))])('reads %s as the Prisma client does', async (model) => {
    const query = listAll(both, model)
    expect(JSON.parse((await both.sql.list(query)).json)).toEqual(JSON.parse((await both.prisma.list(query)).json))
  })
})

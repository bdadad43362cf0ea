import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSchema, push, readIndexNames } from '../../packages/runtime-server/src/data/index.ts'
import { aggregateByPrisma, groupByPrisma } from '../../packages/runtime-server/src/data/records/prisma-aggregates.ts'
import { getByPrisma, listByPrisma } from '../../packages/runtime-server/src/data/records/prisma-reads.ts'
import { whereContextOf } from '../../packages/runtime-server/src/data/records/where-to-prisma.ts'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import { createSqlRecords } from '../../packages/runtime-server/src/data/sql/create-sql-records.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import type { RecordKey, Selection } from '../../packages/runtime-server/src/request/query.ts'
import { buildUi } from '../../packages/runtime-server/src/registry/ui/build-ui.ts'
import { openClient, type DatabaseUnderTest, type Opened, type TestTarget } from '../data/databases.ts'
import type { Draw } from './seed-rows.ts'

/** Reads through the Prisma client. */
export interface Oracle extends Pick<Records, 'list' | 'aggregate' | 'group'> {
  /** A record as JSON text. */
  get(model: Model, key: RecordKey, selection: Selection): Promise<string | null>
}

/** One database, read in two ways. */
export interface Both extends AsyncDisposable {
  readonly registry: Registry
  readonly opened: Opened
  readonly prisma: Oracle
  readonly sql: Records
}

/** Opens a fresh database with the tables of `schemaPath`, by default of the fixture that has every kind of field. */
export async function openBoth(under: DatabaseUnderTest, schemaPath?: string): Promise<Both> {
  const path = schemaPath ?? fileURLToPath(new URL(`../fixture/kinds.${under.provider}.prisma`, import.meta.url))
  const { schema } = await parseSchema([{ path, text: readFileSync(path, 'utf8') }])
  if (!schema) throw new Error(`${path} has a fault.`)
  const test: TestTarget = await under.create()
  const opened: Opened = await openClient(test.target, schema)
  await push(opened.database, schema, { acceptDataLoss: true })
  const { registry } = buildRegistry({ datamodel: schema.dmmf, provider: schema.provider, relationMode: schema.relationMode, schemaHash: schema.hash, annotations: [], descriptions: new Map(), buildUi: (models) => buildUi({ ui: undefined, models }) })
  const context = whereContextOf(registry, opened.client)
  const sql = createSqlRecords(registry, { database: opened.database, indexes: readIndexNames(schema) })
  if (!sql) throw new Error(`There are no statements of our own for ${under.name}.`)
  return {
    registry,
    opened,
    prisma: {
      list: (query) => listByPrisma(context, opened.client, query),
      aggregate: (query) => aggregateByPrisma(context, opened.client, query),
      group: (query) => groupByPrisma(context, opened.client, query),
      get: (model, key, selection) => getByPrisma(context, opened.client, { model, key, selection }),
    },
    sql,
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await test[Symbol.asyncDispose]()
    },
  }
}

/** A small linear congruential generator: rows are the same for the same seed. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
}


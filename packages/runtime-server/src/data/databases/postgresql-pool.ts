import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { PostgresqlSettings } from './postgresql-settings.ts'

/** Makes a pool. A connection that breaks while nobody uses it is replaced by the next use; without listeners it would end the process. */
export function createPool({ pool: config }: PostgresqlSettings): pg.Pool {
  const pool = new pg.Pool(config)
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Makes a pool for the schema engine: the type "char" of the catalogue is unknown to Prisma's adapter, so that it is announced as text. */
export function createMigrationPool(settings: PostgresqlSettings): pg.Pool {
  const pool = createPool(settings)
  pool.on('connect', (client) => {
    const connection: unknown = Reflect.get(client, 'connection')
    if (connection instanceof EventEmitter) connection.prependListener('rowDescription', readCharAsText)
  })
  return pool
}

const CHAR = 18
const TEXT = 25

function readCharAsText(description: { readonly fields: readonly { dataTypeID: number }[] }): void {
  for (const field of description.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT
}

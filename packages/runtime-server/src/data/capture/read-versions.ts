// Owns reading back what triggers wrote of a record.
import type { FieldKind, Json, Row } from '@ssot/contract'
import type { Field, Model } from '../../registry/registry.ts'
import type { Database } from '../database.ts'
import { decimalText } from '../databases/sqlite-values.ts'
import { mapDatabaseError } from '../map-database-error.ts'
import { presentValue } from '../records/present-row.ts'
import type { Executor } from '../sql/executor.ts'
import { keyFields } from './image-fields.ts'
import type { ReadVersions, Version, VersionQuery } from './version.ts'

/** How one database is asked, and how values that its triggers write in another form are brought into that of the wire, and into theirs. */
interface Reading {
  readonly sql: (schemaName: string, isContinued: boolean) => string
  readonly toWire: Presenting
  readonly toImage: Presenting
}

type Presenting = Readonly<Partial<Record<FieldKind, (value: unknown) => unknown>>>

const READINGS: Readonly<Record<Database['provider'], Reading | null>> = {
  sqlite: {
    sql: (_, isContinued) => `SELECT id, op, at, actor_kind, actor_id, cause, "before", "after", unseen FROM "_ssot_audit" WHERE model = ? AND "key" = ?${isContinued ? ' AND id < ?' : ''} ORDER BY id DESC LIMIT ?`,
    toWire: { bytes: (hex) => Buffer.from(String(hex), 'hex').toString('base64'), decimal: (text) => (/^-?\d+$/.test(String(text)) ? text : decimalText(Number(text))) },
    toImage: { bytes: (base64) => Buffer.from(String(base64), 'base64').toString('hex').toUpperCase(), decimal: (text) => withPoint(Number(text)) },
  },
  postgresql: {
    // Without its table, `id` in the order would be the text of the answer.
    sql: (schemaName, isContinued) => `SELECT v.id::text, op, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor_kind, actor_id, cause, before::text, after::text, unseen::text FROM "${schemaName.replaceAll('"', '""')}"."_ssot_audit" v WHERE model = $1 AND key = $2::jsonb${isContinued ? ' AND v.id < $3::int8 ORDER BY v.id DESC LIMIT $4' : ' ORDER BY v.id DESC LIMIT $3'}`,
    toWire: {},
    toImage: {},
  },
  mysql: null,
}

// SQLite keeps decimals as floats, and writes those with a point.
function withPoint(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? number.toFixed(1) : String(number)
}

/** Reads versions over a database or a transaction; null where the database captures nothing. */
export function createVersions(provider: Database['provider'], schemaName: string | null): ((executor: Executor) => ReadVersions) | null {
  const reading = READINGS[provider]
  return reading && ((executor) => async (query) => {
    const { model, before, take } = query
    const sql = reading.sql(schemaName ?? 'public', before !== null)
    const args = [model.name, keyText(query, reading), ...(before === null ? [] : [BigInt(before)]), take]
    try {
      return (await executor.rows(sql, args)).map((row) => versionOf(row, model, reading))
    } catch (error) {
      throw mapDatabaseError(error, model).problem
    }
  })
}

// Letter by letter what the triggers write.
function keyText({ model, key }: VersionQuery, { toImage }: Reading): string {
  const members = keyFields(model).map((field) => `${JSON.stringify(field.name)}:${JSON.stringify(present(toImage, field, presentValue(field, key[field.name])))}`)
  return `{${members.join(',')}}`
}

function present(presenting: Presenting, { kind, list }: Field, value: unknown): unknown {
  const make = presenting[kind]
  if (!make || value === null || value === undefined) return value
  return list && Array.isArray(value) ? value.map(make) : make(value)
}

function versionOf([position, op, at, kind, id, cause, before, after, unseen]: readonly unknown[], model: Model, reading: Reading): Version {
  const names: readonly string[] = JSON.parse(String(unseen))
  return {
    position: String(position),
    op: op === 'create' || op === 'delete' ? op : 'update',
    at: String(at),
    actor: typeof kind === 'string' ? { kind, id: textOf(id) } : null,
    cause: textOf(cause),
    before: imageOf(before, model, reading),
    after: imageOf(after, model, reading),
    unseen: names,
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function imageOf(text: unknown, model: Model, { toWire }: Reading): Row | null {
  if (typeof text !== 'string') return null
  const image: { readonly [name: string]: Json } = JSON.parse(text)
  return Object.fromEntries(Object.entries(image).map(([name, value]) => {
    const field = model.fields.get(name)
    return [name, field ? present(toWire, field, value) : value]
  }))
}

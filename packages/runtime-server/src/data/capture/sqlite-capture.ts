// Owns what SQLite is told to capture changes: one trigger for each table and operation. Other programs fire them too, so that they use
// functions that every SQLite has.
import type { Field, Model, Registry } from '../../registry/registry.ts'
import { quoteText } from '../sql/dialect.ts'
import { createSqliteDialect } from '../sql/sqlite-dialect.ts'
import { capturedModels, sinksOf, type Sink } from './capture-sinks.ts'
import type { CaptureObject } from './capture-object.ts'
import { imageFields, keyFields, piecesOf, storedFields, unseenFields } from './image-fields.ts'

/** What the names of all our triggers begin with. */
export const TRIGGER_PREFIX = '_ssot_capture:'

const COLUMNS = 'id INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, "key" TEXT NOT NULL, op TEXT NOT NULL, "before" TEXT, "after" TEXT, unseen TEXT NOT NULL, actor_kind TEXT, actor_id TEXT, cause TEXT, at TEXT NOT NULL'
const CONTEXT = 'CREATE TABLE "_ssot_context" (id INTEGER PRIMARY KEY CHECK (id = 1), actor_kind TEXT, actor_id TEXT, cause TEXT)'

/** Everything that must stand in the database, in the order in which it is made. */
export function sqliteCapture(registry: Registry): readonly CaptureObject[] {
  const models = capturedModels(registry)
  const sinks = [...new Set(models.flatMap((model) => sinksOf(registry, model)))]
  if (models.length === 0) return []
  return [{ kind: 'table', name: '_ssot_context', sql: CONTEXT }, ...sinks.flatMap(tableOf), ...models.flatMap((model) => triggersOf(registry, model))]
}

function tableOf(sink: Sink): readonly CaptureObject[] {
  return [
    { kind: 'table', name: sink, sql: `CREATE TABLE "${sink}" (${COLUMNS})` },
    { kind: 'index', name: `${sink}_record`, sql: `CREATE INDEX "${sink}_record" ON "${sink}" (model, "key", id)` },
  ]
}

interface Rows {
  readonly op: 'create' | 'update' | 'delete'
  readonly before: boolean
  readonly after: boolean
  readonly when?: string
}

// A changed key is a record that went and one that came.
function triggersOf(registry: Registry, model: Model): readonly CaptureObject[] {
  const { name: quote } = createSqliteDialect({ registry, schemaName: null })
  const same = keyFields(model).map(({ column }) => `OLD.${quote(column)} IS NEW.${quote(column)}`).join(' AND ')
  const changed = storedFields(model).map(({ column }) => `OLD.${quote(column)} IS NOT NEW.${quote(column)}`).join(' OR ')
  const insert = (rows: Rows): string => insertsOf(registry, model, rows).join(' ')
  const created: Rows = { op: 'create', before: false, after: true }
  const deleted: Rows = { op: 'delete', before: true, after: false }
  const moved = { when: `NOT (${same})` }
  const update = [{ op: 'update', before: true, after: true, when: same } as const, { ...deleted, ...moved }, { ...created, ...moved }]
  const trigger = (event: string, when: string, body: string): CaptureObject => {
    const name = `${TRIGGER_PREFIX}${model.table}:${event.toLowerCase()}`
    // On one line: a script in which a line begins with BEGIN is taken for one that opens a transaction.
    return { kind: 'trigger', name, sql: `CREATE TRIGGER ${quote(name)} AFTER ${event} ON ${quote(model.table)} ${when}BEGIN ${body} END` }
  }
  return [trigger('INSERT', '', insert(created)), trigger('UPDATE', `WHEN ${changed} `, update.map(insert).join(' ')), trigger('DELETE', '', insert(deleted))]
}

function insertsOf(registry: Registry, model: Model, { op, before, after, when }: Rows): readonly string[] {
  const row = after ? 'NEW' : 'OLD'
  const images = [before ? imageOf(registry, imageFields(model), 'OLD') : 'NULL', after ? imageOf(registry, imageFields(model), 'NEW') : 'NULL']
  const values = [quoteText(model.name), imageOf(registry, keyFields(model), row), quoteText(op), ...images, op === 'update' ? unseenOf(registry, model) : NONE, 'c.actor_kind', 'c.actor_id', 'c.cause', "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"]
  return sinksOf(registry, model).map((sink) => `INSERT INTO "${sink}" (model, "key", op, "before", "after", unseen, actor_kind, actor_id, cause, at) SELECT ${values.join(', ')} FROM (SELECT 1) LEFT JOIN "_ssot_context" c${when === undefined ? '' : ` WHERE ${when}`};`)
}

const NONE = "'[]'"

// A JSON list with the names of the fields that changed and of which nothing else is kept.
function unseenOf(registry: Registry, model: Model): string {
  const { name: quote } = createSqliteDialect({ registry, schemaName: null })
  const names = unseenFields(model).map(({ name, column }) => `CASE WHEN OLD.${quote(column)} IS NOT NEW.${quote(column)} THEN ',"${name}"' ELSE '' END`)
  return names.length === 0 ? NONE : `'[' || substr(${names.join(' || ')}, 2) || ']'`
}

/** An old SQLite gives a function 127 arguments. */
const MAX_PAIRS = 60

function imageOf(registry: Registry, fields: readonly Field[], row: 'OLD' | 'NEW'): string {
  const dialect = createSqliteDialect({ registry, schemaName: null })
  const [first = [], ...more] = piecesOf(fields.map((field): readonly [string, string] => [field.name, valueOf(dialect, field, `${row}.${dialect.name(field.column)}`)]), MAX_PAIRS)
  return more.reduce((object, members) => `json_insert(${object}, ${members.map(([name, value]) => `'$."${name}"', ${value}`).join(', ')})`, dialect.object(first))
}

// Bytes are written as digits: base64 is a function of our own connections. What JSON cannot hold must not make the write fail.
function valueOf(dialect: ReturnType<typeof createSqliteDialect>, field: Field, column: string): string {
  if (field.kind === 'bytes') return `CASE WHEN ${column} IS NOT NULL THEN hex(${column}) END`
  if (field.kind === 'decimal') return `CASE WHEN typeof(${column}) = 'real' AND CAST(CAST(${column} AS TEXT) AS REAL) <> ${column} THEN printf('%!.17g', ${column}) ELSE CAST(${column} AS TEXT) END`
  if (field.kind === 'json') return `CASE WHEN json_valid(${column}) THEN json(${column}) END`
  if (field.kind === 'string' || field.kind === 'enum') return dialect.present(field, `CAST(${column} AS TEXT)`)
  return dialect.present(field, column)
}

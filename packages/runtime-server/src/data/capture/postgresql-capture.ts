// Owns what PostgreSQL is told to capture changes: one function for each table, in the schema `ssot`, and a trigger that calls it.
// It reads rows as JSON, so that one of an older form, while a migration changes the table, does not fail.
import { createHash } from 'node:crypto'
import type { Field, Model, Registry } from '../../registry/registry.ts'
import { quoteText, type SqlDialect } from '../sql/dialect.ts'
import { createPostgresqlDialect } from '../sql/postgresql-dialect.ts'
import { capturedModels, sinksOf, type Sink } from './capture-sinks.ts'
import { imageFields, keyFields, piecesOf, unseenFields } from './image-fields.ts'

/** The name of our trigger on each table. */
export const TRIGGER = '_ssot_capture'

/** A table whose changes are captured: its trigger's function, and the function's text. */
export interface CapturedTable {
  readonly schema: string
  readonly table: string
  readonly functionName: string
  readonly body: string
}

/** What stands or is to stand in a database. */
export interface PostgresqlCapture {
  readonly sinks: readonly Sink[]
  readonly tables: readonly CapturedTable[]
}

/** What is to stand in the database; `schemaName` is the one of tables that name none, and of the tables that are written to. */
export function postgresqlCapture(registry: Registry, schemaName: string): PostgresqlCapture {
  const models = capturedModels(registry)
  const dialect = createPostgresqlDialect({ registry, schemaName })
  return {
    sinks: [...new Set(models.flatMap((model) => sinksOf(registry, model)))],
    tables: models.map((model) => {
      const schema = model.schema ?? schemaName
      return { schema, table: model.table, functionName: functionNameOf(schema, model.table), body: bodyOf(model, dialect, { schemaName, sinks: sinksOf(registry, model) }) }
    }),
  }
}

/** The statements that make a table to write to. */
export function sinkStatements(sink: Sink, schemaName: string): readonly string[] {
  const table = `${quoteName(schemaName)}."${sink}"`
  const columns = 'id bigserial PRIMARY KEY, model text NOT NULL, key jsonb NOT NULL, op text NOT NULL, before jsonb, after jsonb, unseen jsonb NOT NULL, actor_kind text, actor_id text, cause text, at timestamptz NOT NULL'
  return [`CREATE TABLE IF NOT EXISTS ${table} (${columns})`, `CREATE INDEX IF NOT EXISTS "${sink}_record" ON ${table} (model, key, id)`]
}

/** The statement that makes a table's function; it runs with the rights of who made it, since other roles change rows too. */
export function functionStatement({ functionName, body }: CapturedTable): string {
  return `CREATE OR REPLACE FUNCTION "ssot".${quoteName(functionName)}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS ${DELIMITER}${body}${DELIMITER}`
}

/** The statements that make a table's trigger. */
export function triggerStatements({ schema, table, functionName }: CapturedTable): readonly string[] {
  const on = `${quoteName(schema)}.${quoteName(table)}`
  return [`DROP TRIGGER IF EXISTS "${TRIGGER}" ON ${on}`, `CREATE TRIGGER "${TRIGGER}" AFTER INSERT OR UPDATE OR DELETE ON ${on} FOR EACH ROW EXECUTE FUNCTION "ssot".${quoteName(functionName)}()`]
}

/** The statements that remove a table's trigger and its function. */
export function removalStatements({ schema, table, functionName }: Omit<CapturedTable, 'body'>): readonly string[] {
  return [`DROP TRIGGER IF EXISTS "${TRIGGER}" ON ${quoteName(schema)}.${quoteName(table)}`, `DROP FUNCTION IF EXISTS "ssot".${quoteName(functionName)}()`]
}

const DELIMITER = '$ssot_capture$'

/** What the names of the functions of a schema's tables begin with, but for those that are too long. */
export function functionPrefix(schema: string): string {
  return `capture ${schema}.`
}

/** Names are cut by PostgreSQL at 63 bytes. */
function functionNameOf(schema: string, table: string): string {
  const name = `${functionPrefix(schema)}${table}`
  return Buffer.byteLength(name) <= 63 ? name : `capture ${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
}

// A changed key is a record that went and one that came. What a statement left as it was is no change.
function bodyOf(model: Model, dialect: SqlDialect, { schemaName, sinks }: { readonly schemaName: string; readonly sinks: readonly Sink[] }): string {
  const key = (row: string): string => imageOf(dialect, keyFields(model), row)
  const image = (row: string): string => imageOf(dialect, imageFields(model), row)
  const unseen = unseenOf(model)
  const insert = (op: string, [of, before, after]: readonly [string, string, string]): string =>
    sinks.map((sink) => `INSERT INTO ${quoteName(schemaName)}."${sink}" (model, key, op, before, after, unseen, actor_kind, actor_id, cause, at) VALUES (${quoteText(model.name)}, ${key(of)}, '${op}', ${before}, ${after}, ${op === 'update' ? unseen : NONE}, ${setting('actor_kind')}, ${setting('actor_id')}, ${setting('cause')}, clock_timestamp());`).join(' ')
  return `
DECLARE o jsonb; n jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN o := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN n := to_jsonb(NEW); END IF;
  IF o = n THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND ${key('o')} = ${key('n')} THEN
    ${insert('update', ['n', image('o'), image('n')])}
    RETURN NULL;
  END IF;
  IF o IS NOT NULL THEN ${insert('delete', ['o', image('o'), 'NULL'])} END IF;
  IF n IS NOT NULL THEN ${insert('create', ['n', 'NULL', image('n')])} END IF;
  RETURN NULL;
END
`
}

const NONE = "'[]'"

// Names of the fields that changed and of which nothing else is kept.
function unseenOf(model: Model): string {
  const names = unseenFields(model).map(({ name, column }) => `CASE WHEN o->${quoteText(column)} IS DISTINCT FROM n->${quoteText(column)} THEN ${quoteText(name)} END`)
  return names.length === 0 ? NONE : `to_jsonb(array_remove(ARRAY[${names.join(', ')}]::text[], NULL))`
}

function setting(name: string): string {
  return `nullif(current_setting('ssot.${name}', true), '')`
}

/** A function takes 100 arguments. */
const MAX_PAIRS = 50

function imageOf(dialect: SqlDialect, fields: readonly Field[], row: string): string {
  const pieces = piecesOf(fields.map((field) => `${quoteText(field.name)}, ${valueOf(dialect, field, row)}`), MAX_PAIRS)
  return `(${pieces.map((pairs) => `jsonb_build_object(${pairs.join(', ')})`).join(' || ')})`
}

/** Of kinds whose values in a row's JSON are not what travels: the types that their texts are read as. */
const READ_AS: Readonly<Partial<Record<Field['kind'], string>>> = { bigint: 'int8', decimal: 'numeric', datetime: 'timestamp', bytes: 'bytea', enum: 'text' }
const NATIVE_READ_AS: Readonly<Record<string, string>> = { Oid: 'oid', Money: 'money', Timestamptz: 'timestamptz', Date: 'date', Time: 'time', Timetz: 'timetz' }

function valueOf(dialect: SqlDialect, field: Field, row: string): string {
  const name = quoteText(field.column)
  const type = NATIVE_READ_AS[field.native?.name ?? ''] ?? READ_AS[field.kind]
  if (field.list) return listOf(dialect, field, { list: `CASE jsonb_typeof(${row}->${name}) WHEN 'array' THEN ${row}->${name} ELSE '[]' END`, type })
  if (type !== undefined) return dialect.present(field, `(${row}->>${name})::${type}`)
  // JSON has no number for the others, which stand there as texts.
  return field.kind === 'float' ? `CASE jsonb_typeof(${row}->${name}) WHEN 'number' THEN ${row}->${name} END` : `${row}->${name}`
}

function listOf(dialect: SqlDialect, field: Field, { list, type }: { readonly list: string; readonly type: string | undefined }): string {
  if (type === undefined) return list
  return `(SELECT coalesce(jsonb_agg(${dialect.present({ ...field, list: false }, `e.item::${type}`)} ORDER BY e.place), '[]') FROM jsonb_array_elements_text(${list}) WITH ORDINALITY e (item, place))`
}

/** An identifier, quoted. */
export function quoteName(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

// Owns that a database captures what it is to capture: compares what stands there with what is wanted, and makes it so.
import type { Registry } from '../../registry/registry.ts'
import type { Database } from '../database.ts'
import { quoteText } from '../sql/dialect.ts'
import type { CapturePlan } from './capture-object.ts'
import { functionPrefix, functionStatement, postgresqlCapture, quoteName, removalStatements, sinkStatements, TRIGGER, triggerStatements, type CapturedTable } from './postgresql-capture.ts'
import { sqliteCapture, TRIGGER_PREFIX } from './sqlite-capture.ts'

/** Says what would have to be done; changes nothing. What stands as it should is left alone. */
export async function planCapture(database: Database, registry: Registry): Promise<CapturePlan> {
  return PLANS[database.provider](database, registry)
}

type Planning = (database: Database, registry: Registry) => Promise<CapturePlan>

const PLANS: Readonly<Record<Database['provider'], Planning>> = { sqlite: planSqlite, postgresql: planPostgresql, mysql: async () => ({ statements: [], holds: true }) }

async function planSqlite({ adapter }: Database, registry: Registry): Promise<CapturePlan> {
  const wanted = sqliteCapture(registry)
  const sql = `SELECT name, sql FROM sqlite_master WHERE substr(name, 1, 6) = '_ssot_'`
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] })
  const standing = new Map(rows.map(([name, text]) => [String(name), String(text)]))
  const differs = wanted.filter(({ kind, name, sql: text }) => (kind === 'trigger' ? standing.get(name) !== text : !standing.has(name)))
  const kept = new Set(wanted.filter((object) => !differs.includes(object)).map(({ name }) => name))
  const drops = [...standing.keys()].filter((name) => name.startsWith(TRIGGER_PREFIX) && !kept.has(name)).map((name) => `DROP TRIGGER "${name.replaceAll('"', '""')}"`)
  return { statements: [...drops, ...differs.map(({ sql: text }) => text)], holds: differs.length === 0 }
}

async function planPostgresql(database: Database, registry: Registry): Promise<CapturePlan> {
  const schemaName = database.schemaName ?? 'public'
  const wanted = postgresqlCapture(registry, schemaName)
  const schemas = new Set([schemaName, ...[...registry.models.values()].flatMap(({ schema }) => schema ?? [])])
  const standing = await findTriggers(database, [...schemas])
  const sinks = await findSinks(database, schemaName)
  const same = (table: CapturedTable): CapturedTable | undefined => standing.find((other) => other.schema === table.schema && other.table === table.table && other.functionName === table.functionName)
  const makes = wanted.sinks.filter((sink) => !sinks.includes(sink)).flatMap((sink) => sinkStatements(sink, schemaName))
  const captures = wanted.tables.flatMap((table) => {
    const other = same(table)
    return [...(other?.body === table.body ? [] : [functionStatement(table)]), ...(other ? [] : triggerStatements(table))]
  })
  const removes = standing.filter((table) => !wanted.tables.some((other) => other.schema === table.schema && other.table === table.table)).flatMap(removalStatements)
  const needed = [...makes, ...captures]
  const left = (await findLeftFunctions(database, [...schemas])).filter((name) => !wanted.tables.some(({ functionName }) => functionName === name))
  return { statements: [...removes, ...left.map((name) => `DROP FUNCTION IF EXISTS "ssot".${quoteName(name)}()`), ...(captures.length > 0 ? ['CREATE SCHEMA IF NOT EXISTS "ssot"'] : []), ...needed], holds: needed.length === 0 }
}

async function findTriggers({ adapter }: Database, schemas: readonly string[]): Promise<readonly CapturedTable[]> {
  const from = 'pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid'
  const sql = `SELECT n.nspname, c.relname, p.proname, p.prosrc FROM ${from} WHERE t.tgname = '${TRIGGER}' AND t.tgparentid = 0 AND t.tgenabled <> 'D' AND n.nspname IN (${schemas.map(quoteText).join(', ')})`
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] })
  return rows.map(([schema, table, functionName, body]) => ({ schema: String(schema), table: String(table), functionName: String(functionName), body: String(body) }))
}

// A table that is dropped takes its trigger with it, and leaves the function behind.
async function findLeftFunctions({ adapter }: Database, schemas: readonly string[]): Promise<readonly string[]> {
  const names = schemas.map((schema) => `starts_with(p.proname, ${quoteText(functionPrefix(schema))})`)
  const sql = `SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'ssot' AND p.prorettype = 'trigger'::regtype AND (${names.join(' OR ')}) AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgfoid = p.oid)`
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] })
  return rows.map(([name]) => String(name))
}

async function findSinks({ adapter }: Database, schemaName: string): Promise<readonly string[]> {
  const sql = `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${quoteText(schemaName)} AND left(c.relname, 6) = '_ssot_' AND c.relkind IN ('r', 'p')`
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] })
  return rows.map(([name]) => String(name))
}

// Owns: Prisma's schema engine, from its WebAssembly build. What it throws becomes DATABASE.MIGRATION.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { isProblem, problem } from '@ssot/contract'
import type { Database } from '../database.ts'
import type { SchemaFile } from './normalise-schema.ts'
import { stripColours } from './read-validation-errors.ts'

type Bindings = typeof engineBindings

/** The schema engine of one piece of work. */
export type SchemaEngine = engineBindings.SchemaEngine

/** Instantiated once per process: a second instance breaks the bindings, which are shared. */
let loaded: Promise<Bindings> | undefined

/** Does a piece of work with a schema engine over a database's migration connection. Raises DATABASE.MIGRATION, or the problem that the work raises. */
export async function withSchemaEngine<T>(files: readonly SchemaFile[], database: Pick<Database, 'migrationAdapterFactory'>, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= load()
  const { SchemaEngine: Engine } = await loaded
  const datamodels = files.map((file): [string, string] => [file.path, file.text])
  const { factory, disposeAll } = disposeTogether(database.migrationAdapterFactory)
  let engine: SchemaEngine | undefined
  try {
    engine = await Engine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory))
    return await work(engine)
  } catch (error) {
    throw isProblem(error) ? error : describeEngineError(error)
  } finally {
    engine?.free()
    await disposeAll()
  }
}

// The engine does not dispose the adapter that it works with.
function disposeTogether(base: SqlMigrationAwareDriverAdapterFactory): { readonly factory: SqlMigrationAwareDriverAdapterFactory; readonly disposeAll: () => Promise<void> } {
  const connected: SqlDriverAdapter[] = []
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await base.connect()
    connected.push(adapter)
    return adapter
  }
  const factory = { provider: base.provider, adapterName: base.adapterName, connect, connectToShadowDb: () => base.connectToShadowDb() }
  return { factory, disposeAll: async () => { await Promise.all(connected.map((adapter) => adapter.dispose())) } }
}

/** Schema files as the engine takes them. */
export function toEngineFiles(files: readonly SchemaFile[]): { readonly path: string; readonly content: string }[] {
  return files.map((file) => ({ path: file.path, content: file.text }))
}

function describeEngineError(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  const [summary = ''] = stripColours(message).split(/\n\s+0: /)
  return problem('DATABASE.MIGRATION', { detail: summary.trim(), cause: error })
}

async function load(): Promise<Bindings> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bindings: Bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = await WebAssembly.compile(await readFile(join(dirname(path), 'schema_engine_bg.wasm')))
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...bindings, ...unrefTimers(bindings) } })
  bindings.__wbg_set_wasm(exports)
  const start = exports['__wbindgen_start']
  if (typeof start === 'function') start()
  return bindings
}

// The engine leaves a timer of a minute behind, which would keep a process from ending.
function unrefTimers(bindings: object): Record<string, (callback: () => void, ms: number) => NodeJS.Timeout> {
  const names = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout'))
  return Object.fromEntries(names.map((name) => [name, (callback, ms) => setTimeout(callback, ms >>> 0).unref()]))
}

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { Database } from '../database.ts'
import type { SchemaFile } from './normalise-schema.ts'

type Bindings = typeof engineBindings

/** Instantiated once per process: a second instance breaks the bindings, which are shared. */
let loaded: Promise<Bindings> | undefined

/** Makes a schema engine for a database. Free it when done. */
export async function createSchemaEngine(files: readonly SchemaFile[], database: Pick<Database, 'migrationAdapterFactory'>): Promise<engineBindings.SchemaEngine> {
  loaded ??= load()
  const { SchemaEngine: Engine } = await loaded
  const datamodels = files.map((file): [string, string] => [file.path, file.text])
  return Engine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(database.migrationAdapterFactory))
}

async function load(): Promise<Bindings> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bindings: Bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = await WebAssembly.compile(await readFile(join(dirname(path), 'schema_engine_bg.wasm')))
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(exports)
  const start = exports['__wbindgen_start']
  if (typeof start === 'function') start()
  return bindings
}

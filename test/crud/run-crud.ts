// Owns one run: boots a schema on an empty database, exercises every model over real HTTP, and cleans up.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createSsotServer, type SsotConfig, type SsotServer } from '@ssot/runtime-server'
import { findSchemaFiles } from '../../packages/runtime-server/src/data/prisma/find-schema-files.ts'
import { parseSchema, type PrismaSchema } from '../../packages/runtime-server/src/data/prisma/parse-schema.ts'
import type { Bench, ModelResult } from './bench.ts'
import { exerciseModel } from './exercise-model.ts'
import { connectHttpApi, expectStatus, type HttpApi } from './http-api.ts'
import { defaultDatabase, prepareDatabase, splitStatements, type DatabaseName, type RunDatabase } from './prepare-database.ts'
import { createRecordStore, type RecordStore } from './record-store.ts'
import { readSchemaModel } from './schema-model.ts'

/** What a run is asked for. */
export interface CrudOptions {
  /** Path of a schema file, or of a folder of them. */
  readonly schema: string
  readonly database?: DatabaseName
  readonly seed?: number
  /** SQL file: on MySQL the tables, elsewhere what a push does not create (views), run after the boot. */
  readonly sql?: string
  /** Only these models. */
  readonly models?: readonly string[]
  /** Told of each model as it is done. */
  readonly onResult?: (result: ModelResult) => void
}

/** What came of a run. */
export interface CrudReport {
  readonly database: DatabaseName
  /** What was left out for every model. */
  readonly notes: readonly string[]
  readonly results: readonly ModelResult[]
  readonly requests: number
  readonly seconds: number
}

const CONFIG: SsotConfig = {
  authenticate: () => ({ id: 'root', role: 'ADMIN' }),
  auth: { isAdmin: "auth.role == 'ADMIN'" },
}

/** Runs every model of a schema through its life. @throws where the schema cannot be parsed or the server does not boot */
export async function runCrud(options: CrudOptions): Promise<CrudReport> {
  const started = performance.now()
  const schema = await readSchema(options.schema)
  const name = options.database ?? defaultDatabase(schema.provider)
  await using database = await prepareDatabase(name, schema, options.sql ?? null)
  const server = await bootServer(schema, database)
  try {
    const isSqlAfterwards = options.sql !== undefined && name !== 'mysql'
    if (options.sql !== undefined && isSqlAfterwards) await runSql(server, await readFile(options.sql, 'utf8'))
    const { url } = await server.listen({ host: '127.0.0.1', port: 0 })
    const exercise = await exerciseServer(url, schema, { ...options, hasViews: options.sql !== undefined })
    return { ...exercise, database: name, seconds: (performance.now() - started) / 1000 }
  } finally {
    await server.close()
  }
}

async function offersUniques(api: HttpApi): Promise<boolean> {
  const [model] = Object.values(api.manifest.models)
  const answer = model && (await api.send('GET', `${model.path}/$by/${model.key.join('_')}/0`))
  return answer !== undefined && Reflect.get(Object(answer.body), 'code') !== 'REQUEST.NO_ROUTE'
}

/** What a run on a running server is asked for. */
export interface ExerciseOptions extends Pick<CrudOptions, 'seed' | 'models' | 'onResult'> {
  /** Whether the database has the schema's views. */
  readonly hasViews: boolean
}

/** Exercises a server that is running already, by its address; its principal must be an administrator, and its database empty. */
export async function exerciseServer(origin: string, schema: PrismaSchema, options: ExerciseOptions): Promise<Pick<CrudReport, 'notes' | 'results' | 'requests'>> {
  const api = await connectHttpApi(origin)
  const model = readSchemaModel(schema)
  const store = createRecordStore(model, api, options.seed ?? 1)
  const bench: Bench = { schema: model, api, store, hasViews: options.hasViews, offersUniques: await offersUniques(api) }
  const notes = bench.offersUniques ? [] : ['The server has no route $by: reads by unique were not exercised.']
  const results: ModelResult[] = []
  for (const each of model.models.values()) {
    if (options.models !== undefined && !options.models.includes(each.name)) continue
    const result = await exerciseModel(bench, each)
    options.onResult?.(result)
    results.push(result)
  }
  return { notes, results: [...results, ...(await cleanUp(bench))], requests: api.count() }
}

// What was made for others to refer to goes last, newest first, so that nothing is deleted that is still needed.
async function cleanUp({ api, store }: { readonly api: Bench['api']; readonly store: RecordStore }): Promise<readonly ModelResult[]> {
  const reasons: string[] = []
  for (const record of store.all().toReversed()) {
    try {
      const answer = await api.send('DELETE', record.path)
      // A cascade may have taken it already.
      if (answer.status !== 404) expectStatus(answer, 200, `DELETE /${record.path}`)
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error))
    }
  }
  return reasons.length === 0 ? [] : [{ model: '(clean-up)', outcome: 'failed', steps: [], reasons }]
}

/** Parses a schema file or folder. @throws with every finding */
export async function readSchema(path: string): Promise<PrismaSchema> {
  const paths = await findSchemaFiles(path)
  if (paths.length === 0) throw new Error(`There is no schema at ${path}.`)
  const files = await Promise.all(paths.map(async (file) => ({ path: file, text: await readFile(file, 'utf8') })))
  const { schema, findings } = await parseSchema(files)
  if (schema === null) throw new Error(findings.map((finding) => `${finding.file ?? path}:${String(finding.line ?? 1)} ${finding.message}`).join('\n'))
  return schema
}

// Booted from a copy, so that neither a .env nor a config beside the schema has a say.
async function bootServer(schema: PrismaSchema, database: RunDatabase): Promise<SsotServer> {
  const folder = join(database.folder, 'schema')
  await mkdir(folder)
  for (const [index, file] of schema.files.entries()) await writeFile(join(folder, `${String(index)}-${basename(file.path)}`), file.text)
  forgetUrls(schema)
  const config = { ...CONFIG, database: { url: database.url } }
  return createSsotServer(folder, config, { cwd: database.folder, development: true, push: 'always', acceptDataLoss: true, ui: false, logLevel: 'error' })
}

// The environment wins over a configuration: a variable of the surroundings must not lead a test run to a real database.
function forgetUrls({ url, directUrl }: PrismaSchema): void {
  for (const written of [{ env: 'DATABASE_URL' }, url, directUrl]) {
    if (written !== null && 'env' in written) Reflect.deleteProperty(process.env, written.env)
  }
}

async function runSql(server: SsotServer, text: string): Promise<void> {
  for (const statement of splitStatements(text)) await server.system('views of the crud command').$executeRawUnsafe(statement)
}

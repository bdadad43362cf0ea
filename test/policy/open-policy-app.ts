import type { SsotConfig } from '@ssot/runtime-server'
import { createOpenApp, type Answer, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'
import { POLICIES, policySchema } from './policy-schema.ts'
import { LINKS, ROWS, type StoredRow } from './policy-rows.ts'
import { headersOf, identityOf, type Who } from './principals.ts'

export type DatabaseName = 'SQLite' | 'PGlite' | 'PostgreSQL'

/** Whether a database answers on this machine. */
export const isThere = (name: DatabaseName): boolean => name !== 'PostgreSQL' || postgresUrl !== null

/** What is stored of models; posts with the names of their tags and labels. */
export type Stored = Readonly<Record<string, readonly StoredRow[]>>

/** What became of the rows of a model, by key: changed fields, or null where a row is gone; `new` are rows that came. */
export type Effect = Readonly<Record<string, Readonly<Record<string, StoredRow | null | readonly StoredRow[]>>>>

/** The house on a database of its own. */
export interface PolicyApp extends AsyncDisposable {
  readonly app: TestApp
  /** Whether somebody asks everything here: elsewhere only one does, since conditions are compiled once for everybody. */
  asksAll(who: Who): boolean
  call(who: Who, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** The rows of models that are not as they were. */
  changed(): Promise<Stored>
  /** Stores the rows of the seed again, where they are not any more as they were. */
  restore(effect: Effect): Promise<void>
}

/** What a house may be opened with. */
export interface PolicyAppOptions {
  /** Changes the text of its schema. */
  readonly edit?: (schema: string) => string
  /** Changes its configuration. */
  readonly configure?: (config: SsotConfig) => SsotConfig
}

const MODELS = Object.keys(ROWS)

/** Boots the house. */
export async function openPolicyApp(name: DatabaseName, { edit = (schema) => schema, configure = (config) => config }: PolicyAppOptions = {}): Promise<PolicyApp> {
  const database = name === 'PostgreSQL' ? await createPostgresDatabase() : null
  const config: SsotConfig = {
    authenticate: (request) => identityOf(request.headers['x-user']),
    auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'", claims: { teamIds: 'number[]', level: 'number' } },
    policies: POLICIES,
    limits: { requestsPerMinute: 1_000_000, writesPerMinute: 1_000_000 },
    ...(database && { database: { url: database.url } }),
  }
  const schema = edit(policySchema(name === 'SQLite' ? 'sqlite' : 'postgresql'))
  const app = await createOpenApp(schema, configure(config), { push: 'always', onFinding: () => undefined })
  const client = app.server.system('test: what is stored')
  // A field that was edited away has no values.
  const known = (model: string, row: StoredRow): StoredRow => Object.fromEntries(Object.entries(row).filter(([field]) => app.server.registry.models.get(model)?.fields.has(field)))
  for (const model of MODELS) await client.model(model).createMany({ data: (ROWS[model] ?? []).map((row) => known(model, row)) })
  for (const post of ROWS['Post'] ?? []) await link(app, post['id'])
  const dispose = async (): Promise<void> => {
    await app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  }
  return policyAppOf({ name, app, before: await textsOf(app), dispose })
}

interface Opened {
  readonly name: DatabaseName
  readonly app: TestApp
  /** All that is stored, as text by model. */
  readonly before: ReadonlyMap<string, unknown>
  readonly dispose: () => Promise<void>
}

function policyAppOf({ name, app, before, dispose }: Opened): PolicyApp {
  const client = app.server.system('test: what is stored')
  return {
    app,
    asksAll: (who) => name === 'SQLite' || who === 'ann',
    call: (who, method, path, body, headers) => app.call(method, path, body, { headers: { authorization: '', ...headersOf(who), ...headers } }),
    changed: async () => {
      const changed = [...(await textsOf(app))].filter(([model, text]) => before.get(model) !== text).map(([model]) => model)
      const models = await Promise.all(changed.map(async (model) => [model, await client.model(model).findMany({ orderBy: { [keyOf(model)]: 'asc' }, ...(model === 'Post' && { include: { tags: true, labels: true } }) })] as const))
      return Object.fromEntries(models.map(([model, rows]) => [model, rows.map(withNames)]))
    },
    restore: (effect) => restore(app, effect),
    [Symbol.asyncDispose]: dispose,
  }
}

// One statement, however many tables: links count as posts.
async function textsOf(app: TestApp): Promise<ReadonlyMap<string, unknown>> {
  const { models } = app.server.registry
  const columns = (model: string): string => [...(models.get(model)?.fields.values() ?? [])].filter(({ computed }) => !computed).map(({ column }) => `COALESCE(CAST("${column}" AS TEXT), 'NULL')`).join(` || ',' || `)
  const textOf = (model: string): string => `(SELECT GROUP_CONCAT(line, ';') FROM (SELECT ${columns(model)} AS line FROM "${model}" ORDER BY 1) lines)`
  const linksOf = (table: string): string => `COALESCE((SELECT GROUP_CONCAT(line, ';') FROM (SELECT "A" || '-' || "B" AS line FROM "${table}" ORDER BY 1) lines), '')`
  const sql = MODELS.map((model) => `SELECT '${model}' AS model, ${textOf(model)}${model === 'Post' ? ` || ${linksOf('_PostToTag')} || ${linksOf('_LabelToPost')}` : ''} AS text`).join(' UNION ALL ')
  const dialect = app.server.registry.provider === 'sqlite' ? sql : sql.replaceAll('GROUP_CONCAT', 'STRING_AGG')
  const rows = await app.server.system('test: what is stored').$queryRawUnsafe(dialect)
  return new Map(rows.map((row) => [String(row['model']), row['text']]))
}

async function restore(app: TestApp, effect: Effect): Promise<void> {
  const client = app.server.system('test: puts rows back')
  const at = (model: string, id: unknown): object => ({ [keyOf(model)]: keyOf(model) === 'id' ? Number(id) : id })
  for (const model of MODELS.toReversed()) {
    const fresh = effect[model]?.['new']
    for (const row of Array.isArray(fresh) ? fresh : []) await client.model(model).delete({ where: at(model, row[keyOf(model)]) })
  }
  for (const model of MODELS) {
    for (const [id, change] of Object.entries(effect[model] ?? {}).filter(([key]) => key !== 'new')) {
      const row = seedOf(model, id)
      if (change === null) await client.model(model).create({ data: row })
      else await client.model(model).update({ where: at(model, id), data: row })
    }
  }
  for (const id of Object.keys(effect['Post'] ?? {}).filter((key) => key !== 'new')) await link(app, id)
}

function seedOf(model: string, id: string): StoredRow {
  return ROWS[model]?.find((row) => String(row[keyOf(model)]) === id) ?? {}
}

async function link(app: TestApp, id: unknown): Promise<void> {
  const marks = (relation: 'tags' | 'labels'): object => ({ set: (LINKS[relation][Number(id)] ?? []).map((one) => ({ name: one })) })
  await app.server.system('test: links posts').model('Post').update({ where: { id: Number(id) }, data: { tags: marks('tags'), labels: marks('labels') } })
}

/** The field that a model's rows are told apart by. */
export function keyOf(model: string): 'id' | 'name' {
  return model === 'Tag' || model === 'Label' ? 'name' : 'id'
}

function withNames(row: StoredRow): StoredRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name === 'tags' || name === 'labels' ? namesOf(value) : value]))
}

function namesOf(rows: unknown): readonly unknown[] {
  return Array.isArray(rows) ? rows.map((row: StoredRow) => row['name']).toSorted() : []
}

import type { SsotConfig } from '@ssot/runtime-server'
import { createOpenApp, type Answer, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'
import { POLICIES, policySchema } from './policy-schema.ts'
import { LINKS, ROWS, type StoredRow } from './policy-rows.ts'
import { headersOf, identityOf, type Who } from './principals.ts'

export type DatabaseName = 'SQLite' | 'PGlite' | 'PostgreSQL'

/** Whether a database answers on this machine. */
export const isThere = (name: DatabaseName): boolean => name !== 'PostgreSQL' || postgresUrl !== null

/** Everything that is stored; posts with the names of their tags and labels. */
export type Stored = Readonly<Record<string, readonly StoredRow[]>>

/** What became of the rows of a model, by key: changed fields, or null where a row is gone; `new` are rows that came. */
export type Effect = Readonly<Record<string, Readonly<Record<string, StoredRow | null | readonly StoredRow[]>>>>

/** The house on a database of its own. */
export interface PolicyApp extends AsyncDisposable {
  readonly app: TestApp
  call(who: Who, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  stored(): Promise<Stored>
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
  for (const model of MODELS) await client.model(model).createMany({ data: [...(ROWS[model] ?? [])] })
  for (const post of ROWS['Post'] ?? []) await link(app, post['id'])
  return policyAppOf(app, async () => {
    await app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })
}

function policyAppOf(app: TestApp, dispose: () => Promise<void>): PolicyApp {
  const client = app.server.system('test: what is stored')
  return {
    app,
    call: (who, method, path, body, headers) => app.call(method, path, body, { headers: { authorization: '', ...headersOf(who), ...headers } }),
    stored: async () => {
      const models = await Promise.all(MODELS.map(async (model) => [model, await client.model(model).findMany({ orderBy: { [keyOf(model)]: 'asc' }, ...(model === 'Post' && { include: { tags: true, labels: true } }) })] as const))
      return Object.fromEntries(models.map(([model, rows]) => [model, rows.map(withNames)]))
    },
    restore: (effect) => restore(app, effect),
    [Symbol.asyncDispose]: dispose,
  }
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

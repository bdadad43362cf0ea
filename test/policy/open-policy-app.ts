import { createOpenApp, type Answer, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'
import { POLICIES, policySchema } from './policy-schema.ts'
import { LINKS, ROWS, type StoredRow } from './policy-rows.ts'
import { headersOf, identityOf, type Who } from './principals.ts'

export type DatabaseName = 'SQLite' | 'PGlite' | 'PostgreSQL'

/** The databases that answer on this machine. */
export const DATABASES: readonly DatabaseName[] = ['SQLite', 'PGlite', ...(postgresUrl === null ? [] : (['PostgreSQL'] as const))]

/** Everything that is stored; posts with the names of their tags and labels. */
export type Stored = Readonly<Record<string, readonly StoredRow[]>>

/** The house on a database of its own. */
export interface PolicyApp extends AsyncDisposable {
  readonly app: TestApp
  call(who: Who, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  stored(): Promise<Stored>
  /** Stores the rows of the seed and nothing else. */
  reset(): Promise<void>
}

const MODELS = Object.keys(ROWS)

/** Boots the house; `edit` changes the text of its schema. */
export async function openPolicyApp(name: DatabaseName, edit: (schema: string) => string = (schema) => schema): Promise<PolicyApp> {
  const database = name === 'PostgreSQL' ? await createPostgresDatabase() : null
  const app = await createOpenApp(
    edit(policySchema(name === 'SQLite' ? 'sqlite' : 'postgresql')),
    {
      authenticate: (request) => identityOf(request.headers['x-user']),
      auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'", claims: { teamIds: 'number[]', level: 'number' } },
      policies: POLICIES,
      ...(database && { database: { url: database.url } }),
    },
    { push: 'always', onFinding: () => undefined },
  )
  const policyApp = policyAppOf(app, async () => {
    await app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })
  await policyApp.reset()
  return policyApp
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
    reset: async () => {
      for (const model of MODELS.toReversed()) await client.model(model).deleteMany({})
      for (const model of MODELS) await client.model(model).createMany({ data: [...(ROWS[model] ?? [])] })
      for (const [relation, links] of Object.entries(LINKS)) for (const [id, names] of Object.entries(links)) await client.model('Post').update({ where: { id: Number(id) }, data: { [relation]: { connect: names.map((one) => ({ name: one })) } } })
    },
    [Symbol.asyncDispose]: dispose,
  }
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

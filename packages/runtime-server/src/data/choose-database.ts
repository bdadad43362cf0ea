// Owns: which database an application uses, decided from environment, config and schema alone.
// Rejects URLs that do not fit the schema's provider, and in-memory SQLite.
import { dirname, join, resolve } from 'node:path'
import type { Finding } from '@ssot/contract'
import type { WrittenUrl } from './prisma/normalise-schema.ts'
import type { PrismaSchema } from './prisma/parse-schema.ts'

/** The database to open. */
export interface DatabaseTarget {
  readonly kind: 'sqlite' | 'pglite' | 'postgresql' | 'mysql'
  /** A connection URL; for `sqlite` and `pglite` an absolute path (`memory` for a PGlite that keeps nothing). */
  readonly url: string
  /** True where no URL was given anywhere, so that the database is ours. */
  readonly embedded: boolean
  /** For migrations, past a connection pooler. */
  readonly directUrl?: string
  /** Where the URL comes from, for people: `DATABASE_URL`, `ssot.config.ts database.url`, `embedded`. */
  readonly source: string
}

export interface DatabaseChoice {
  /** What the choice needs of a parsed schema. */
  readonly schema: Pick<PrismaSchema, 'provider' | 'url' | 'directUrl' | 'datasourceFile'>
  readonly configured?: { readonly url?: string; readonly directUrl?: string }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths of the environment and the config are relative to. */
  readonly root: string
  /** The schema file's base name; anything but `schema` gets an embedded database of its own. */
  readonly name: string
}

export interface ChosenDatabase {
  /** Null where a finding is an error. */
  readonly target: DatabaseTarget | null
  readonly findings: readonly Finding[]
}

interface FoundUrl {
  readonly url: string
  readonly source: string
  /** What a relative path is relative to. */
  readonly folder: string
}

/**
 * Chooses the database: the environment variable that the datasource names, or DATABASE_URL, before the config, before a URL written in the
 * schema, before an embedded database below `<root>/.ssot`. A relative `file:` or `pglite:` path is relative to `root`; one that is written in
 * the schema is relative to the schema's own folder, as Prisma has it.
 */
export function chooseDatabase(input: DatabaseChoice): ChosenDatabase {
  const found = findUrl(input)
  if (found === null) return chooseEmbedded(input)
  const kind = kindOfUrl(found.url)
  if (kind === null) return refuse(found, `The URL ${redactUrl(found.url)} begins with nothing that is known.`)
  if (!fits(kind, input.schema.provider)) return refuse(found, `The schema's provider is "${input.schema.provider}", but the URL ${redactUrl(found.url)} is for ${NAMES[kind]}.`)
  const url = kind === 'sqlite' || kind === 'pglite' ? toPath(found) : found.url
  if (url === null) return refuse(found, 'SQLite is asked for in memory, where every connection would see a database of its own.')
  const directUrl = findDirectUrl(input, kind)
  const target = { kind, url, embedded: false, source: found.source, ...(directUrl !== undefined && { directUrl }) }
  return { target, findings: kind === 'pglite' && input.schema.provider === 'mysql' ? [warnOfMysql()] : [] }
}

/** A URL for people: the password, and any secret among the parameters, is replaced by `***`. */
export function redactUrl(url: string): string {
  return url
    .replace(/^([a-z][\w+.-]*:\/\/[^:/?#@]*):.*@/i, '$1:***@')
    .replace(/([?&](?:password|sslpassword|sslkey|token|api_?key)=)[^&#]*/gi, '$1***')
}

const NAMES: Readonly<Record<DatabaseTarget['kind'], string>> = { sqlite: 'SQLite', pglite: 'PGlite', postgresql: 'PostgreSQL', mysql: 'MySQL or MariaDB' }

function findUrl({ schema, configured, env, root }: DatabaseChoice): FoundUrl | null {
  const names = [...(schema.url !== null && 'env' in schema.url ? [schema.url.env] : []), 'DATABASE_URL']
  for (const name of names) {
    const value = env[name]
    if (value !== undefined && value !== '') return { url: unquote(value), source: name, folder: root }
  }
  if (configured?.url !== undefined && configured.url !== '') return { url: configured.url, source: 'ssot.config.ts database.url', folder: root }
  if (schema.url === null || 'env' in schema.url) return null
  return { url: schema.url.value, source: `${schema.datasourceFile} datasource url`, folder: resolve(root, dirname(schema.datasourceFile)) }
}

function findDirectUrl({ schema, configured, env }: DatabaseChoice, kind: DatabaseTarget['kind']): string | undefined {
  const url = readWritten(schema.directUrl, env) ?? env['DIRECT_URL'] ?? configured?.directUrl
  return url !== undefined && kindOfUrl(url) === kind && (kind === 'postgresql' || kind === 'mysql') ? unquote(url) : undefined
}

function readWritten(written: WrittenUrl | null, env: DatabaseChoice['env']): string | undefined {
  if (written === null) return undefined
  const url = 'env' in written ? env[written.env] : written.value
  return url === '' ? undefined : url
}

function unquote(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2')
}

function kindOfUrl(url: string): DatabaseTarget['kind'] | null {
  if (/^(file:|:memory:)/.test(url)) return 'sqlite'
  if (url.startsWith('pglite:')) return 'pglite'
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgresql'
  return /^(mysql|mariadb):\/\//.test(url) ? 'mysql' : null
}

function fits(kind: DatabaseTarget['kind'], provider: PrismaSchema['provider']): boolean {
  return kind === provider || (kind === 'pglite' && provider !== 'sqlite')
}

// Null for SQLite in memory.
function toPath({ url, folder }: FoundUrl): string | null {
  const path = url.replace(/^(file|pglite):(\/\/(?=\/))?/, '').replace(/\?.*$/, '')
  if (url.startsWith('pglite:')) return path === 'memory' || path === '' ? 'memory' : resolve(folder, path)
  if (path.includes(':memory:') || path === '' || /[?&]mode=memory/.test(url)) return null
  return resolve(folder, path)
}

function chooseEmbedded({ schema, root, name }: DatabaseChoice): ChosenDatabase {
  const folder = name === 'schema' ? join(root, '.ssot') : join(root, '.ssot', name)
  const isSqlite = schema.provider === 'sqlite'
  const target = { kind: isSqlite ? ('sqlite' as const) : ('pglite' as const), url: join(folder, isSqlite ? 'dev.db' : 'pg'), embedded: true, source: 'embedded' }
  return { target, findings: schema.provider === 'mysql' ? [warnOfMysql()] : [] }
}

function warnOfMysql(): Finding {
  return {
    severity: 'warning',
    code: 'DATABASE.URL',
    message: 'The schema is for MySQL; it runs on the embedded PGlite (PostgreSQL), without the @db.* types and other things that only MySQL has.',
    hint: 'Set DATABASE_URL=mysql://… to use MySQL or MariaDB.',
  }
}

function refuse(found: FoundUrl, message: string): ChosenDatabase {
  const hint = `${found.source} takes file:./dev.db (SQLite), pglite:./folder, postgresql://user:password@host/database or mysql://user:password@host/database, whichever fits the schema's provider.`
  return { target: null, findings: [{ severity: 'error', code: 'DATABASE.URL', message: `${found.source}: ${message}`, hint }] }
}

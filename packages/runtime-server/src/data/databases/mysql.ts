import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { problem } from '@ssot/contract'
import { redactUrl, type DatabaseTarget } from '../choose-database.ts'
import type { Database } from '../database.ts'
import { delegateAdapter } from './delegate-adapter.ts'

type PoolConfig = Exclude<ConstructorParameters<typeof PrismaMariaDb>[0], string | { getConnection: unknown }>

/** Sessions run in UTC with a limit on statements, under the name that the server has for it (MariaDB; MySQL 5.7.8 on). */
function sessionOf(statementMs: number): string {
  const lockSeconds = Math.min(2, Math.ceil(statementMs / 1000))
  return `SET time_zone = '+00:00', innodb_lock_wait_timeout = ${lockSeconds} /*M!100100 , max_statement_time = ${statementMs / 1000} */ /*!50708 , max_execution_time = ${statementMs} */`
}

/** Opens a MySQL or MariaDB server with one pool. Raises DATABASE.OPEN. */
export async function openMysql(target: DatabaseTarget, queryTimeoutMs: number): Promise<Database> {
  const config = readMysqlUrl(target, queryTimeoutMs)
  const base = await new PrismaMariaDb(config, config.database === undefined ? {} : { database: config.database }).connect()
  const query = { sql: 'SELECT 1', args: [], argTypes: [] }
  await base.queryRaw(query).catch(async (error: unknown) => {
    await base.dispose().catch(() => undefined)
    throw describeFailure(target, error)
  })
  const shared = delegateAdapter(base, { dispose: () => Promise.resolve() })
  const refuse = (): Promise<never> => Promise.reject(noSchemaEngine())
  const adapterFactory: SqlDriverAdapterFactory = { provider: base.provider, adapterName: base.adapterName, connect: () => Promise.resolve(shared) }
  return {
    target,
    provider: 'mysql',
    schemaName: config.database ?? null,
    adapter: shared,
    adapterFactory,
    migrationAdapterFactory: { ...adapterFactory, connect: refuse, connectToShadowDb: refuse },
    lockForMigration: refuse,
    ping: async () => {
      await base.queryRaw(query).catch((error: unknown) => { throw problem('DATA.UNAVAILABLE', { cause: error }) })
    },
    close: () => base.dispose(),
  }
}

/** Tables of MySQL are made by other means: the schema engine that is loaded has no MySQL. */
export function noSchemaEngine(): Error {
  return problem('DATABASE.MIGRATION', {
    detail: 'Tables in MySQL and MariaDB cannot be created or changed from here.',
    hint: 'Run "npx prisma db push" or "npx prisma migrate deploy" against the same URL, or apply the SQL of your migrations; the server then checks that tables and columns fit.',
  })
}

function readMysqlUrl(target: DatabaseTarget, queryTimeoutMs: number): PoolConfig {
  if (!URL.canParse(target.url)) throw problem('DATABASE.OPEN', { detail: `${target.source} is not a URL: ${redactUrl(target.url)}.`, hint: 'Write mysql://user:password@host:3306/database, with special characters percent-encoded.' })
  const url = new URL(target.url)
  const database = decodeURIComponent(url.pathname.slice(1))
  const wantsTls = url.searchParams.get('sslaccept') ?? url.searchParams.get('ssl') ?? url.searchParams.get('sslmode')
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 3306),
    ...(url.username !== '' && { user: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
    ...(database !== '' && { database }),
    ...(url.searchParams.has('socket') && { socketPath: url.searchParams.get('socket') ?? '' }),
    ...(wantsTls !== null && !/^(disable|false|0)$/i.test(wantsTls) && { ssl: { rejectUnauthorized: wantsTls === 'strict' || wantsTls === 'true' } }),
    connectionLimit: Number(url.searchParams.get('connection_limit')) || 10,
    acquireTimeout: 2000,
    connectTimeout: Number(url.searchParams.get('connect_timeout')) * 1000 || 1500,
    socketTimeout: queryTimeoutMs + 1000,
    charset: 'utf8mb4',
    initSql: sessionOf(queryTimeoutMs),
    minimumIdle: 1,
    allowPublicKeyRetrieval: true,
  }
}

function describeFailure(target: DatabaseTarget, error: unknown): Error {
  const reasons = [error, error instanceof Error ? error.cause : undefined].flatMap((cause) => readMessages(cause))
  const reason = reasons.find((message) => /denied|unknown database|refused|not found|ENOTFOUND/i.test(message)) ?? reasons[0] ?? 'no answer'
  return problem('DATABASE.OPEN', {
    detail: `MySQL at ${redactUrl(target.url)} (${target.source}) could not be reached: ${reason.split('\n')[0] ?? ''}.`,
    hint: 'Check that the server is running and that the host, the database, the user and the password in the URL are right.',
    cause: error,
  })
}

function readMessages(cause: unknown): readonly string[] {
  if (typeof cause !== 'object' || cause === null) return []
  const texts = ['originalMessage', 'cause', 'message'].map((key): unknown => Reflect.get(cause, key))
  return texts.filter((text): text is string => typeof text === 'string' && text !== '')
}

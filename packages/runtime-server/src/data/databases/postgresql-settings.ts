import type { PoolConfig } from 'pg'

/** How to reach a PostgreSQL server, read from a URL with Prisma's parameters. */
export interface PostgresqlSettings {
  readonly pool: PoolConfig
  /** The schema that tables are in: `?schema=`, else `public`. */
  readonly schemaName: string
  /** True with `?pgbouncer=true`: nothing may be set on a connection, since connections are lent by the transaction. */
  readonly throughPooler: boolean
}

/** Limits of one connection, in milliseconds, each within the next: acquire, lock, statement, query. */
export interface ConnectionLimits {
  readonly lockMs: number
  /** 0: no limit. */
  readonly statementMs: number
  readonly idleInTransactionMs: number
}

const LOCK_MS = 2000
const IDLE_MS = 10_000

/** For requests. */
export function requestLimits(statementMs: number): ConnectionLimits {
  return { lockMs: Math.min(LOCK_MS, statementMs), statementMs, idleInTransactionMs: Math.max(IDLE_MS, 2 * statementMs) }
}

/** For migrations, whose statements take as long as they take. */
export const MIGRATION_LIMITS: ConnectionLimits = { lockMs: 10_000, statementMs: 0, idleInTransactionMs: 0 }

/** Parameters of Prisma's URLs that node-postgres does not know. */
const PRISMA_PARAMETERS = ['schema', 'connection_limit', 'pool_timeout', 'connect_timeout', 'pgbouncer', 'statement_cache_size', 'sslaccept', 'socket_timeout', 'single_use_connections', 'options']

// Of statements with many subselects the planner expects far too much work, and then takes seconds to compile what is run once, in milliseconds.
const NOT_COMPILED = '-c jit=off'

/** Reads a PostgreSQL URL. Sessions run in UTC, since Prisma's adapter takes every timestamp for UTC. */
export function readPostgresqlUrl(text: string, limits: ConnectionLimits): PostgresqlSettings {
  const url = URL.canParse(text) ? new URL(text) : null
  const parameters = new URLSearchParams(url?.searchParams)
  const schemaName = parameters.get('schema') ?? 'public'
  const throughPooler = parameters.get('pgbouncer') === 'true'
  for (const name of PRISMA_PARAMETERS) url?.searchParams.delete(name)
  // libpq's meaning of sslmode, which is what such URLs are written for.
  if (url?.searchParams.has('sslmode') && !url.searchParams.has('uselibpqcompat')) url.searchParams.set('uselibpqcompat', 'true')
  const options = [NOT_COMPILED, parameters.get('options'), '-c timezone=UTC', ...(parameters.has('schema') ? [`-c search_path="${schemaName.replace(/([\\ "])/g, '\\$1')}"`] : [])]
  const pool: PoolConfig = {
    connectionString: url?.href ?? text,
    max: readNumber(parameters.get('connection_limit')) ?? 10,
    connectionTimeoutMillis: (readNumber(parameters.get('connect_timeout')) ?? 2) * 1000,
    keepAlive: true,
    ...(limits.statementMs > 0 && { query_timeout: limits.statementMs + 1000 }),
    ...(!throughPooler && { options: options.filter((option) => option !== null).join(' '), ...startupLimits(limits) }),
  }
  return { pool, schemaName, throughPooler }
}

function startupLimits({ lockMs, statementMs, idleInTransactionMs }: ConnectionLimits): PoolConfig {
  return { application_name: 'ssot', statement_timeout: statementMs, lock_timeout: lockMs, idle_in_transaction_session_timeout: idleInTransactionMs }
}

function readNumber(text: string | null): number | undefined {
  const number = Number(text ?? '')
  return Number.isInteger(number) && number > 0 ? number : undefined
}

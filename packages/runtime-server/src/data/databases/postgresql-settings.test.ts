import { describe, expect, it } from 'vitest'
import { MIGRATION_LIMITS, readPostgresqlUrl, requestLimits } from './postgresql-settings.ts'

describe('given a PostgreSQL URL', () => {
  it('sets limits that lie within each other, and UTC', () => {
    expect(readPostgresqlUrl('postgresql://u:p@h:5432/d', requestLimits(5000))).toEqual({
      schemaName: 'public',
      throughPooler: false,
      pool: {
        connectionString: 'postgresql://u:p@h:5432/d',
        max: 10,
        connectionTimeoutMillis: 2000,
        keepAlive: true,
        query_timeout: 6000,
        options: '-c jit=off -c timezone=UTC',
        application_name: 'ssot',
        statement_timeout: 5000,
        lock_timeout: 2000,
        idle_in_transaction_session_timeout: 10_000,
      },
    })
  })

  it('reads the parameters of Prisma and keeps the others', () => {
    const { pool, schemaName } = readPostgresqlUrl('postgresql://u@h/d?schema=my%20app&connection_limit=3&connect_timeout=9&pool_timeout=1&sslmode=require&options=-c%20x%3D1', MIGRATION_LIMITS)
    expect({ schemaName, ...pool }).toMatchObject({
      schemaName: 'my app',
      connectionString: 'postgresql://u@h/d?sslmode=require&uselibpqcompat=true',
      max: 3,
      connectionTimeoutMillis: 9000,
      options: '-c jit=off -c x=1 -c timezone=UTC -c search_path="my\\ app"',
      statement_timeout: 0,
    })
    expect(pool.query_timeout).toBe(undefined)
  })

  it('sets nothing on the connections of a pooler', () => {
    const { pool, throughPooler } = readPostgresqlUrl('postgresql://u@h/d?pgbouncer=true', requestLimits(5000))
    expect([throughPooler, pool]).toEqual([true, { connectionString: 'postgresql://u@h/d', max: 10, connectionTimeoutMillis: 2000, keepAlive: true, query_timeout: 6000 }])
  })
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mariadbUrl, postgresUrl } from '../services.ts'
import { runCrud, type CrudOptions, type CrudReport } from './run-crud.ts'

const FIXTURES = join(import.meta.dirname, '..', 'fixture')
const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared', 'schemas')
const LONG = 180_000

interface Run extends Pick<CrudOptions, 'database'> {
  readonly name: string
  /** The fixture's SQL file is run too. */
  readonly sql?: true
  readonly skipped: readonly string[]
}

// A server takes a fraction of PGlite's time to start; where it is not the database that is tested, the server is used if there is one.
const quick = postgresUrl === null ? 'pglite' : 'postgres'

const KINDS = ['Chicken', 'Egg', 'Internal', 'Ouroboros', 'Territory']
const LARGE = ['ContactRevenue', 'DeliveryZone', 'JobLock']

const RUNS: readonly Run[] = [
  { name: 'kinds.sqlite', database: 'sqlite', skipped: KINDS },
  { name: 'relation-mode.sqlite', database: 'sqlite', skipped: [] },
  { name: 'prisma5', database: 'sqlite', skipped: [] },
  { name: 'kinds.postgresql', database: 'pglite', sql: true, skipped: ['BookTitles', ...KINDS] },
  { name: 'relation-mode.postgresql', database: quick, skipped: [] },
  { name: 'prisma6', database: quick, skipped: [] },
  { name: 'multi-schema.postgresql', database: 'postgres', skipped: [] },
  { name: 'kinds.postgresql', database: 'postgres', sql: true, skipped: ['BookTitles', ...KINDS] },
  { name: 'large', database: 'postgres', sql: true, skipped: LARGE },
  { name: 'kinds.mysql', database: 'mysql', sql: true, skipped: ['BookTitles', ...KINDS] },
]

describe('given a schema of ours on an empty database', () => {
  for (const { name, database, sql, skipped } of RUNS) {
    it.skipIf((database === 'postgres' && postgresUrl === null) || (database === 'mysql' && mariadbUrl === null))(`takes every model of ${name} through its life on ${database ?? ''}`, { timeout: LONG }, async () => {
      const options = { schema: join(FIXTURES, `${name}.prisma`), ...(sql && { sql: join(FIXTURES, `${name}.sql`) }) }
      const report = await runCrud(database === undefined ? options : { ...options, database })
      expect(faultsOf(report)).toEqual([])
      expect(namesOf(report, 'skipped')).toEqual(skipped.toSorted())
    })
  }

  it('makes the same requests for the same seed', { timeout: LONG }, async () => {
    const once = await runCrud({ schema: join(FIXTURES, 'relation-mode.sqlite.prisma'), seed: 42 })
    const again = await runCrud({ schema: join(FIXTURES, 'relation-mode.sqlite.prisma'), seed: 42 })
    expect(again.results).toEqual(once.results)
    expect(again.requests).toBe(once.requests)
  })
})

const published = existsSync(SHARED)
if (!published) console.warn(`SKIPPED: runs of published schemas, since there are none at ${SHARED}.`)

describe.skipIf(!published)('given a published schema on an empty database', () => {
  it.each([
    ['umami', quick, 17],
    ['trigger-dev', quick, 81],
  ] as const)('takes every model of %s through its life on %s', { timeout: LONG }, async (name, database, count) => {
    const report = await runCrud({ schema: join(SHARED, `${name}.prisma`), database })
    expect(faultsOf(report)).toEqual([])
    expect(namesOf(report, 'passed')).toHaveLength(count)
  })
})

function faultsOf(report: CrudReport): readonly string[] {
  return report.results.filter((result) => result.outcome === 'failed').flatMap((result) => result.reasons.map((reason) => `${result.model} ${reason}`))
}

function namesOf(report: CrudReport, outcome: CrudReport['results'][number]['outcome']): readonly string[] {
  return report.results.flatMap((result) => (result.outcome === outcome ? [result.model] : [])).toSorted()
}

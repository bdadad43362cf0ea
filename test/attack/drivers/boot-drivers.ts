// Cases on schemas that change and servers that start.
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { createSsotServer, isBootFailure } from '@ssot/runtime-server'
import { createRandom } from '../../crud/random.ts'
import { stdSchema, type DatabaseName } from '../std-schema.ts'
import { ask, expectThat, type Driver } from './driver.ts'
import { createGround, stop } from './own-target.ts'

const MUTANTS = 200
const KILLS = 6

/** The fixture with a column more, a model more, and a column that becomes required. */
const grown = (database: DatabaseName): string =>
  `${stdSchema(database).replace('  plan       String    @default("free")', '  plan       String    @default("free")\n  motto      String?').replace('status     String?', 'status     String    @default("open")')}\nmodel Extra {\n  id   Int    @id\n  text String @unique\n}\n`

export const BOOT_DRIVERS: Readonly<Record<string, Driver>> = {
  'MG-003': async ({ database }) => {
    const faults: string[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      await using ground = await createGround(database)
      const killed = (child: ChildProcess): void => void wait(200 + kill * 250).then(() => child.kill('SIGKILL'))
      await ground.start({ schema: grown(database) }, {}, killed).then(stop, () => null)
      const [old, young] = [await ground.refusal({ push: 'never' }), await ground.refusal({ push: 'never', schema: grown(database) })]
      if ((old === null) === (young === null)) faults.push(`the old tables or the new, came ${old === null ? 'both' : `neither: ${old.slice(0, 300)} / ${String(young).slice(0, 300)}`}`)
    }
    return faults
  },

  'MG-005': async ({ database }) => {
    await using ground = await createGround(database)
    const refusal = await ground.refusal({ schema: stdSchema(database).replace('plan       String    @default("free")', 'tier       String    @default("free")') })
    const kept = await ground.refusal({ push: 'never' })
    return [
      ...expectThat(refusal !== null && /DATA_LOSS|lose/i.test(refusal), `a renamed field to be refused as a loss, came ${String(refusal).slice(0, 300)}`),
      ...expectThat(refusal === null || /renam|@map/i.test(refusal), `a word on renaming, came ${String(refusal).slice(0, 500)}`),
      ...expectThat(kept === null, `the tables as they were, came ${String(kept).slice(0, 300)}`),
    ]
  },

  'MG-007': async ({ database }) => {
    await using ground = await createGround(database)
    const target = await ground.start()
    await target.ask('execute', 'ALTER TABLE "Org" ADD COLUMN "by_hand" TEXT')
    await target.ask('execute', `UPDATE "Org" SET "by_hand" = 'kept'`)
    await stop(target)
    const refusal = await ground.refusal()
    const known = stdSchema(database).replace('model Org {', 'model Org {\n  by_hand String?')
    const again = await ground.start({ push: 'never', schema: known }).catch(() => null)
    const rows = again && (await again.ask('query', 'SELECT "by_hand" FROM "Org"'))
    if (again) await stop(again)
    return expectThat(JSON.stringify(rows) === '[{"by_hand":"kept"},{"by_hand":"kept"}]', `the column that was added by hand, came ${JSON.stringify(rows)}; the start before said ${String(refusal).slice(0, 300)}`)
  },

  'MG-008': async ({ database }) => {
    await using ground = await createGround(database)
    const name = `ssot_attack_${process.pid.toString(36)}`
    const admin = new pg.Client({ connectionString: ground.place.databaseUrl })
    await admin.connect()
    try {
      await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'x'; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}; GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name}; REVOKE CREATE ON SCHEMA public FROM PUBLIC`)
      const url = new URL(ground.place.databaseUrl)
      url.username = name
      url.password = 'x'
      const current = await ground.refusal({ databaseUrl: url.href })
      const changed = await ground.refusal({ databaseUrl: url.href, schema: grown(database) })
      return [
        ...expectThat(current === null, `a start on current tables, came ${String(current).slice(0, 400)}`),
        ...expectThat(changed !== null && /permission|owner|denied|right/i.test(changed), `a refusal that says what is missing, came ${String(changed).slice(0, 400)}`),
      ]
    } finally {
      await admin.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`).catch(() => null)
      await admin.end()
    }
  },

  'MG-009': async ({ database }) => {
    const random = createRandom(9)
    const faults = new Set<string>()
    for (let index = 0; index < MUTANTS; index++) {
      const fault = await bootMutant(mutateText(stdSchema(database === 'postgres' ? 'pglite' : 'sqlite'), random))
      if (fault !== null) faults.add(fault)
    }
    return [...faults].slice(0, 10)
  },

  'MG-010': async (bench) => {
    await using ground = await createGround(bench.database)
    const reader = new pg.Client({ connectionString: ground.place.databaseUrl })
    const other = new pg.Client({ connectionString: ground.place.databaseUrl })
    await Promise.all([reader.connect(), other.connect()])
    try {
      await reader.query('BEGIN')
      await reader.query('SELECT * FROM "Org"')
      const starting = ground.refusal({ schema: grown(bench.database) })
      let longest = 0
      let isOver = false
      void starting.then(() => (isOver = true))
      for (const until = performance.now() + 15_000; performance.now() < until && !isOver; await wait(100)) {
        const started = performance.now()
        await other.query('SELECT count(*) FROM "Org"')
        longest = Math.max(longest, performance.now() - started)
      }
      await reader.query('ROLLBACK')
      await starting
      return expectThat(longest <= 2000 * bench.slack, `no read to wait longer than 2 s, came ${String(Math.round(longest))} ms`)
    } finally {
      await Promise.all([reader.end(), other.end()])
    }
  },

  'MG-011': async (bench) => {
    await using ground = await createGround(bench.database)
    const target = await ground.start({ schema: grown(bench.database) }, { PRISMA_SCHEMA_ENGINE_BINARY: '/nonexistent', PRISMA_ENGINES_MIRROR: 'http://127.0.0.1:9', PRISMA_ENGINES_CHECKSUM_IGNORE_MISSING: '1' })
    const answer = await ask(bench, 'GET', '/api/extras', { target })
    await stop(target)
    return expectThat(answer.status === 200, `200 of a table that was added without an engine, came ${String(answer.status)}`)
  },
}

async function bootMutant(schema: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-mutant-'))
  try {
    const server = await createSsotServer(schema, { database: { url: `file:${join(folder, 'a.db')}` } }, { cwd: folder, development: true, push: 'always', ui: false, logLevel: 'silent', onFinding: () => {} })
    await server.close()
    return null
  } catch (error) {
    if (!isBootFailure(error)) return `a refusal with findings, came ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`
    const placeless = error.findings.find(({ severity, code, line, message }) => severity === 'error' && code.startsWith('SCHEMA.') && line === undefined && !message.startsWith('There is no schema at'))
    return placeless === undefined ? null : `a finding with its line, came ${placeless.code} ${placeless.message.slice(0, 200)}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const SCRAPS = ['{', '}', '@', '@@', '"', '?', '[]', '///', ' @id', ' @unique', 'model ', 'Int', 'String', '\n', '@relation(', ')', ':', '\u0000', 'é', '/// @hidden(', '/// @@path("x")', 'enum Role {', '@default(', '.', ',']

function mutateText(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length)
  const length = Math.floor(random() * 30)
  const scrap = SCRAPS[Math.floor(random() * SCRAPS.length)] ?? ''
  const lines = text.split('\n')
  const kinds = [
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + scrap + text.slice(at),
    () => text.slice(0, at) + scrap + text.slice(at + length),
    () => lines.filter((_, index) => index !== at % lines.length).join('\n'),
    () => lines.flatMap((line, index) => (index === at % lines.length ? [line, line] : [line])).join('\n'),
    () => text.slice(0, at),
  ]
  return kinds[Math.floor(random() * kinds.length)]?.() ?? text
}

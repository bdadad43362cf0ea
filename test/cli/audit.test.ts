import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BetterSqlite3 } from '../../packages/runtime-server/src/data/databases/load-better-sqlite3.ts'
import { createFolder, type Folder } from './run-ssot.ts'

const SCHEMA = `datasource db {
  provider = "sqlite"
}

/// @@audit
model Note {
  id   Int    @id
  text String
}
`
const SEED = `export default async function seed({ db }) {
  await db.note.createMany({ data: [{ id: 1, text: 'one' }, { id: 2, text: 'two' }] })
}
`

/** The log, as another program sees it. */
function logOf(folder: Folder): readonly unknown[] {
  const database = new BetterSqlite3(join(folder.path, '.ssot/dev.db'))
  const rows = database.prepare('SELECT "key", op, actor_kind, cause, at FROM _ssot_audit ORDER BY id').all()
  database.close()
  return rows
}

describe('given an application with an audit log', () => {
  it('a seed is captured, and what is older than a date is pruned', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA, 'seed.ts': SEED })
    expect(await folder.ssot('db', 'seed')).toMatchObject({ code: 0 })
    const note = (id: number): object => ({ key: `{"id":${id}}`, op: 'create', actor_kind: 'system', cause: 'ssot db seed', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) })
    expect(logOf(folder)).toEqual([note(1), note(2)])
    const database = new BetterSqlite3(join(folder.path, '.ssot/dev.db'))
    database.exec(`UPDATE _ssot_audit SET at = '2024-12-31T23:59:59.999Z' WHERE id = 1`)
    database.close()
    expect(await folder.ssot('audit', 'prune', '--before', '2024-12-31T23:59:59.999Z')).toMatchObject({ code: 0, stdout: 'Removed 0 versions from before 2024-12-31T23:59:59.999Z.\n' })
    expect(await folder.ssot('audit', 'prune', '--before', '2025-01-01')).toMatchObject({ code: 0, stdout: 'Removed 1 version from before 2025-01-01T00:00:00.000Z.\n' })
    expect(logOf(folder)).toEqual([note(2)])
  }, 90_000)

  it('is installed by a deployment, and follows migrations of the tables', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA.replace('  text String', '  text String\n  old  String?'), 'ssot.config.ts': "export default { database: { url: 'file:./app.db' } }" })
    const file = join(folder.path, 'app.db')
    const write = (sql: string): void => {
      const database = new BetterSqlite3(file)
      database.exec(sql)
      database.close()
    }
    expect(await folder.ssot('db', 'migrate', '--name', 'init')).toMatchObject({ code: 0 })
    expect(await folder.ssot('db', 'deploy')).toMatchObject({ code: 0, stdout: expect.stringMatching(/applied[\s\S]*installed what captures changes/) })
    write(`INSERT INTO Note (id, text, old) VALUES (1, 'a', 'b')`)
    // SQLite refuses to drop a column that a trigger reads.
    await writeFile(join(folder.path, 'schema.prisma'), SCHEMA)
    await mkdir(join(folder.path, 'migrations/20990101000000_drop'), { recursive: true })
    await writeFile(join(folder.path, 'migrations/20990101000000_drop/migration.sql'), 'ALTER TABLE "Note" DROP COLUMN "old";\n')
    expect((await folder.ssot('db', 'status')).stdout).toMatch(/pending.*captures changes/)
    expect(await folder.ssot('db', 'deploy')).toMatchObject({ code: 0, stdout: expect.stringMatching(/applied.*drop[\s\S]*installed/) })
    write(`INSERT INTO Note (id, text) VALUES (2, 'c')`)
    const database = new BetterSqlite3(file)
    expect(database.prepare('SELECT "after" FROM _ssot_audit ORDER BY id').pluck().all()).toEqual(['{"id":1,"text":"a","old":"b"}', '{"id":2,"text":"c"}'])
    database.close()
  }, 120_000)

  it('no other date is taken for one, and nothing is removed without one', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA })
    for (const date of ['2025-02-30', '2025-01-01T12:00', '1', 'yesterday', '9999-01-01']) expect([date, (await folder.ssot('audit', 'prune', '--before', date)).code]).toEqual([date, 2])
    expect((await folder.ssot('audit', 'prune')).stderr).toContain('--before')
  }, 60_000)

  it('a log that there is not yet is empty, and help says what is kept', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA })
    expect(await folder.ssot('audit', 'prune', '--before', '2025-01-01')).toMatchObject({ code: 0, stdout: 'Removed 0 versions from before 2025-01-01T00:00:00.000Z.\n' })
    expect((await folder.ssot('audit', 'prune', '--help')).stdout).toMatch(/_ssot_audit[\s\S]*cannot be undone/)
  }, 60_000)

  it('check warns of what cannot be audited', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA.replace('"sqlite"', '"mysql"'), 'ssot.config.ts': "export default { database: { url: 'mysql://root@127.0.0.1:1/none' } }" })
    expect((await folder.ssot('check')).stderr).toMatch(/schema\.prisma:5 {2}SCHEMA\.ANNOTATION {2}@@audit keeps nothing of Note: changes are captured on SQLite and PostgreSQL only/)
  }, 60_000)
})

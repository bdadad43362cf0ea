import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProblem } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { createMigration, deployMigrations, diffDatabase, fits, introspect, migrationStatus, push, resolveMigration, type MigrationContext } from '../../packages/runtime-server/src/data/index.ts'
import { openClient, parseModels, PUSHABLE, type DatabaseUnderTest, type Opened } from './databases.ts'

const FIRST = 'model User {\n  id Int @id @default(autoincrement())\n  email String @unique\n}\n'
const SECOND = `${FIRST}model Post {\n  id Int @id\n  title String\n}\n`

interface Bench extends AsyncDisposable {
  readonly opened: Opened
  readonly folder: string
  at(models: string): Promise<MigrationContext>
}

async function openBench(under: DatabaseUnderTest): Promise<Bench> {
  const test = await under.create()
  const folder = await mkdtemp(join(tmpdir(), 'ssot-migrations-'))
  const opened = await openClient(test.target, await parseModels(under.provider, FIRST))
  return {
    opened,
    folder,
    at: async (models) => ({ database: opened.database, schema: await parseModels(under.provider, models), folder }),
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await test[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'no problem', (error: unknown) => (isProblem(error) ? `${error.code}: ${error.message}` : String(error)))
}

for (const under of PUSHABLE) {
  describe(`given migrations on ${under.name}`, () => {
    it('are written, deployed once and told of', async () => {
      await using bench = await openBench(under)
      const first = await bench.at(FIRST)
      const created = await createMigration(first, 'Add Users!')
      expect(created).toMatchObject({ name: expect.stringMatching(/^\d{14}_add_users$/), sql: expect.stringContaining('CREATE TABLE "User"') })
      expect(await readFile(created!.path, 'utf8')).toBe(created!.sql)
      expect(await readFile(join(bench.folder, 'migration_lock.toml'), 'utf8')).toContain(`provider = "${under.provider}"`)
      expect(await migrationStatus(first)).toEqual({ applied: [], pending: [created!.name], missing: [], edited: [], failed: [] })
      expect(await deployMigrations(first)).toEqual([created!.name])
      expect(await deployMigrations(first)).toEqual([])
      expect(await migrationStatus(first)).toEqual({ applied: [created!.name], pending: [], missing: [], edited: [], failed: [] })
      expect(await createMigration(first, 'nothing')).toBe(null)
      expect(await fits(first.database, first.schema)).toEqual({ fits: true, sql: '' })
      await bench.opened.client.model('User').create({ data: { email: 'a' } })
      await new Promise((resolve) => setTimeout(resolve, 1100))
      const second = await bench.at(SECOND)
      expect(await diffDatabase(second.database, second.schema)).toContain('CREATE TABLE "Post"')
      const added = await createMigration(second, 'posts')
      expect(added!.sql).not.toContain('"User"')
      expect(await deployMigrations(second)).toEqual([added!.name])
      expect(await bench.opened.client.model('User').count()).toBe(1)
      await writeFile(created!.path, `${created!.sql}-- edited\n`)
      await rm(join(bench.folder, added!.name), { recursive: true })
      expect(await migrationStatus(second)).toEqual({ applied: [created!.name], pending: [], missing: [added!.name], edited: [created!.name], failed: [] })
    })

    it('leave nothing behind when one fails, and run again once it is corrected', async () => {
      await using bench = await openBench(under)
      const context = await bench.at(FIRST)
      const created = await createMigration(context, 'users')
      await writeFile(created!.path, `${created!.sql}\nINSERT INTO "Nowhere" VALUES (1);\n`)
      expect(await codeOf(deployMigrations(context))).toMatch(/^DATABASE\.MIGRATION: .*Nowhere/s)
      expect((await fits(context.database, context.schema)).fits).toBe(false)
      expect(await migrationStatus(context)).toEqual({ applied: [], pending: [created!.name], missing: [], edited: [], failed: [] })
      await writeFile(created!.path, created!.sql)
      expect(await deployMigrations(context)).toEqual([created!.name])
      expect(await fits(context.database, context.schema)).toEqual({ fits: true, sql: '' })
    })

    it('take a trigger with semicolons in its body', async () => {
      await using bench = await openBench(under)
      const context = await bench.at(FIRST)
      const created = await createMigration(context, 'users')
      const trigger = under.provider === 'sqlite'
        ? `CREATE TRIGGER t AFTER INSERT ON "User" BEGIN UPDATE "User" SET email = email || ';x' WHERE id = new.id; SELECT 1; END;`
        : `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.email := new.email || ';x'; RETURN new; END $$; CREATE TRIGGER t BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION f();`
      await writeFile(created!.path, `${created!.sql}\n${trigger}\n`)
      await deployMigrations(context)
      await bench.opened.client.model('User').create({ data: { email: 'a' } })
      expect(await bench.opened.client.model('User').findMany({ select: { email: true } })).toEqual([{ email: 'a;x' }])
    })

    it('can be entered as applied for tables that exist already', async () => {
      await using bench = await openBench(under)
      const context = await bench.at(FIRST)
      await push(context.database, context.schema, { acceptDataLoss: false })
      const created = await createMigration(context, 'baseline')
      expect(await codeOf(deployMigrations(context))).toContain('DATABASE.MIGRATION')
      await resolveMigration(context, created!.name, 'applied')
      expect(await deployMigrations(context)).toEqual([])
      expect(await migrationStatus(context)).toMatchObject({ applied: [created!.name], pending: [], failed: [] })
    })

    it('are made from a database by introspection the other way', async () => {
      await using bench = await openBench(under)
      const context = await bench.at(SECOND)
      await push(context.database, context.schema, { acceptDataLoss: false })
      await context.database.adapter.executeScript('CREATE TABLE extra (id INTEGER PRIMARY KEY, note TEXT NOT NULL)')
      const { text } = await introspect(context.database, context.schema)
      expect(text).toMatch(/model extra \{\s+id\s+Int\s+@id/)
      expect(text).toMatch(/model User \{/)
    })
  })
}

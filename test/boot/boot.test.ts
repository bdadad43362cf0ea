import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSsotServer, isBootFailure, type BootOptions } from '@ssot/runtime-server'
import { describe, expect, it } from 'vitest'
import { createFolder } from '../cli/run-ssot.ts'

const QUIET: BootOptions = { development: true, logLevel: 'silent', ui: false }

const DATASOURCE = 'datasource db {\n  provider = "sqlite"\n}\n'

describe('given a folder of schema files', () => {
  it('boots them as one schema, with the configuration beside it', async () => {
    await using folder = await createFolder({
      'prisma/schema/main.prisma': DATASOURCE,
      'prisma/schema/user.prisma': 'model User {\n  id Int @id\n  notes Note[]\n}\n',
      'prisma/schema/deep/note.prisma': '/// @@path("memos")\nmodel Note {\n  id Int @id\n  user User @relation(fields: [userId], references: [id])\n  userId Int\n}\n',
      'ssot.config.ts': "import { defineConfig } from '@ssot/runtime-server'\nimport { base } from './base.ts'\nexport default defineConfig({ api: { base } })\n",
      'base.ts': "export const base: string = '/v1'\n",
    })
    const server = await createSsotServer(undefined, undefined, { ...QUIET, cwd: folder.path })
    expect([...server.registry.byPath.keys()]).toEqual(expect.arrayContaining(['users', 'memos']))
    expect(server.manifest({ id: 1 })).toMatchObject({ endpoints: { api: '/v1' }, models: {} })
    await server.close()
    expect(await readdir(folder.path)).toEqual(['.ssot', 'base.ts', 'package.json', 'prisma', 'ssot.config.ts'])
    expect(await readFile(join(folder.path, '.ssot/.gitignore'), 'utf8')).toBe('*\n')
  })
})

describe('given a database URL', () => {
  it('takes the environment’s before the file’s, .env’s before the config’s', async () => {
    await using folder = await createFolder({
      'schema.prisma': 'datasource db {\n  provider = "sqlite"\n  url = env("DATABASE_URL")\n}\nmodel A {\n  id Int @id\n}\n',
      'ssot.config.json': JSON.stringify({ database: { url: 'file:./config.db' } }),
    })
    const pathOf = async (environment: Record<string, string>): Promise<string | undefined> => {
      const server = await createSsotServer('schema.prisma', undefined, { ...QUIET, cwd: folder.path, push: 'always', environment })
      await server.close()
      return server.sources.target?.url.replace(folder.path, '')
    }
    expect(await pathOf({})).toBe('/config.db')
    expect(await pathOf({ DATABASE_URL: 'file:./environment.db' })).toBe('/environment.db')
  })

  it('is never changed unasked', async () => {
    await using folder = await createFolder({ 'schema.prisma': `${DATASOURCE}model A {\n  id Int @id\n}\n`, '.env': 'DATABASE_URL=file:./named.db\n' })
    const booting = createSsotServer('schema.prisma', undefined, { ...QUIET, cwd: folder.path, environment: {} })
    await expect(booting).rejects.toMatchObject({ code: 'DATABASE.DIFFERS', message: expect.stringContaining('CREATE TABLE "A"') })
    const production = createSsotServer('schema.prisma', undefined, { ...QUIET, development: false, cwd: folder.path, environment: { DATABASE_URL: '', SSOT_SECRET: 'a secret of the tests' } })
    await expect(production).rejects.toMatchObject({ code: expect.stringMatching(/^DATABASE/) })
  })
})

describe('given faults of every phase', () => {
  it('reports them together, with their places', async () => {
    await using folder = await createFolder({
      'schema.prisma': `${DATASOURCE}/// @@displya("x")\nmodel A {\n  id Int @id\n}\n/// @@path("as")\nmodel B {\n  id Int @id\n}\n`,
      'ssot.config.json': JSON.stringify({ servr: {}, limits: { maxTake: 'many' } }),
      'ssot.ui.config.json': JSON.stringify({ navigation: { sidebar: [{ label: 'X', to: 1 }] } }),
    })
    const error: unknown = await createSsotServer(undefined, undefined, { ...QUIET, cwd: folder.path }).catch((thrown: unknown) => thrown)
    if (!isBootFailure(error)) throw new Error('It booted.')
    const found = error.findings.filter((finding) => finding.severity === 'error').map((finding) => [finding.file, finding.line, finding.code])
    expect(found).toEqual(
      expect.arrayContaining([
        ['schema.prisma', 4, 'SCHEMA.ANNOTATION'],
        ['schema.prisma', 8, 'SCHEMA.PATH_TAKEN'],
        ['ssot.config.json', undefined, 'CONFIG.INVALID'],
        ['ssot.ui.config.json', undefined, 'CONFIG.INVALID'],
      ]),
    )
    expect(error.message).toMatch(/displya[\s\S]*@@display/)
    expect(error.message).toMatch(/servr[\s\S]*server/)
  })
})

describe('given schemas written for Prisma 5 and 6', () => {
  it.each(['prisma5.prisma', 'prisma6.prisma'])('boots %s as it is', async (name) => {
    await using folder = await createFolder({})
    const text = await readFile(fileURLToPath(new URL(`../fixture/${name}`, import.meta.url)), 'utf8')
    const server = await createSsotServer(text, undefined, { ...QUIET, cwd: folder.path, environment: {} })
    expect(server.registry.byPath.size).toBeGreaterThan(1)
    await server.close()
  })
})

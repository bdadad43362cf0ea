import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SSOT = join(ROOT, 'packages/runtime-server/bin/ssot.mjs')
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
const { version }: { version: string } = createRequire(import.meta.url)('../../packages/runtime-server/package.json')

const EVERYWHERE = ['.dockerignore', '.env.example', '.github/workflows/ci.yml', '.gitignore', 'Dockerfile', 'README.md', 'package.json', 'ssot.config.ts', 'ssot.ui.config.ts', 'tsconfig.json']
const TEAM_SCHEMA = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n\nmodel Invoice {\n  id    Int     @id\n  total Decimal\n}\n'

interface Folder extends AsyncDisposable {
  readonly path: string
  /** Runs `ssot` here. */
  ssot(...argv: string[]): Promise<Ran>
  /** Paths of all files. */
  files(): Promise<readonly string[]>
}

interface Ran {
  readonly code: number
  readonly output: string
}

async function createFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'ssot-init-'))
  return {
    path,
    ssot: (...argv) => run([SSOT, ...argv], path),
    files: async () => {
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1)).toSorted()
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

function run(argv: readonly string[], cwd: string): Promise<Ran> {
  const { DATABASE_URL: _, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { cwd, env: { ...env, NODE_ENV: '', NO_COLOR: '1' } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: `${stdout}${stderr}` })
    })
  })
}

/** Gives an application the packages that `npm install` would. */
async function install(app: string): Promise<void> {
  await mkdir(join(app, 'node_modules/@ssot'), { recursive: true })
  await mkdir(join(app, 'node_modules/@types'), { recursive: true })
  await symlink(join(ROOT, 'packages/runtime-server'), join(app, 'node_modules/@ssot/runtime-server'))
  await symlink(join(ROOT, 'packages/contract'), join(app, 'node_modules/@ssot/contract'))
  await symlink(join(ROOT, 'node_modules/@types/node'), join(app, 'node_modules/@types/node'))
}

describe('given `ssot init my-shop` in an empty folder', () => {
  it('writes an application that passes its own checks, is seeded, and boots', { timeout: 90_000 }, async () => {
    await using folder = await createFolder()
    const made = await folder.ssot('init', 'my-shop')
    expect(made).toEqual({ code: 0, output: expect.stringMatching(/Wrote in my-shop[^]*schema\.prisma[^]*cd my-shop\n\s+npm install\n\s+npm run dev/) })
    expect(await folder.files()).toEqual([...EVERYWHERE, 'schema.prisma', 'seed.ts', 'ssot.d.ts'].map((file) => join('my-shop', file)).toSorted())
    const app = join(folder.path, 'my-shop')
    expect(await leftovers(app)).toEqual([])
    await install(app)

    expect(await run([SSOT, 'check'], app)).toEqual({ code: 0, output: expect.stringContaining('no faults') })
    expect(await run([SSOT, 'types', '--check'], app)).toEqual({ code: 0, output: 'ssot.d.ts is up to date.\n' })
    expect(await run([TSC, '--noEmit'], app)).toEqual({ code: 0, output: '' })
    expect(await run([SSOT, 'db', 'seed'], app)).toMatchObject({ code: 0 })
    expect(await answersOfDev(app)).toEqual({
      ready: { status: 'ready' },
      posts: { data: [{ title: 'Hello' }, { title: 'A draft' }], meta: { take: 20, hasMore: false } },
      manifest: expect.objectContaining({ site: { name: 'My shop' }, models: { User: expect.anything(), Post: expect.anything() } }),
    })
  })

  it('names commands in its scripts that exist', { timeout: 90_000 }, async () => {
    await using folder = await createFolder()
    await folder.ssot('init', '.', '--name', 'shop')
    const { name, scripts, dependencies } = JSON.parse(await readFile(join(folder.path, 'package.json'), 'utf8'))
    expect({ name, dependencies }).toEqual({ name: 'shop', dependencies: { '@ssot/contract': version, '@ssot/runtime-server': version } })
    const commands = Object.values<string>(scripts).map((script) => (script.split(' && ')[0] ?? '').split(' '))
    expect(commands.map(([program]) => program)).toEqual(commands.map(() => 'ssot'))
    for (const [, ...words] of commands) expect(await folder.ssot(...words, '--help')).toMatchObject({ code: 0, output: expect.stringContaining(`Usage: ssot ${words.join(' ')} `) })
  })

  it('writes for PostgreSQL where that is asked for', async () => {
    await using folder = await createFolder()
    expect(await folder.ssot('init', '--provider', 'postgresql', '--name', 'shop')).toMatchObject({ code: 0 })
    expect(await readFile(join(folder.path, '.env.example'), 'utf8')).toContain('# DATABASE_URL=postgresql://user:password@localhost/shop\n')
    expect(await folder.ssot('check')).toEqual({ code: 0, output: expect.stringMatching(/PGlite[^]*no faults/) })
  })

  it.each([
    [['init', '--name', 'My Shop'], 'A name consists of lower-case letters'],
    [['init', '--provider', 'oracle'], 'Allowed choices are sqlite, postgresql'],
    [['init', 'notes.txt'], 'notes.txt is a file'],
  ])('refuses %j and writes nothing', async (argv, message) => {
    await using folder = await createFolder()
    await writeFile(join(folder.path, 'notes.txt'), '')
    expect(await folder.ssot(...argv)).toEqual({ code: 2, output: expect.stringContaining(message) })
    expect(await folder.files()).toEqual(['notes.txt'])
  })
})

describe('given a folder with a Prisma schema', () => {
  it.each(['schema.prisma', 'prisma/schema.prisma', 'prisma/schema/invoice.prisma'])('keeps %s and writes what it takes to run it', async (place) => {
    await using folder = await createFolder()
    const packageJson = '{ "name": "billing" }'
    await mkdir(dirname(join(folder.path, place)), { recursive: true })
    await writeFile(join(folder.path, place), TEAM_SCHEMA)
    await writeFile(join(folder.path, 'package.json'), packageJson)
    const made = await folder.ssot('init', '--name', 'billing')
    expect(made).toEqual({ code: 0, output: expect.stringMatching(new RegExp(`Kept as they are\\n.*\\n\\s+package\\.json\\n[^]*npm install @ssot/contract@${version} @ssot/runtime-server@${version}\\n\\s+npx ssot dev`)) })
    const types = place === 'schema.prisma' ? 'ssot.d.ts' : `${place.includes('schema/') ? 'prisma/schema' : 'prisma'}/ssot.d.ts`
    expect(await folder.files()).toEqual([...EVERYWHERE, place, types].toSorted())
    expect([await readFile(join(folder.path, place), 'utf8'), await readFile(join(folder.path, 'package.json'), 'utf8')]).toEqual([TEAM_SCHEMA, packageJson])
    expect(await leftovers(folder.path)).toEqual([])
    expect(await folder.ssot('check')).toEqual({ code: 0, output: expect.stringMatching(/1 models[^]*no faults/) })
    expect(await folder.ssot('types', '--check')).toMatchObject({ code: 0 })
  })

  it('writes no types for a schema with faults, and says what to do', async () => {
    await using folder = await createFolder()
    await writeFile(join(folder.path, 'schema.prisma'), TEAM_SCHEMA.replace('Decimal', 'Money'))
    expect(await folder.ssot('init')).toEqual({ code: 0, output: expect.stringContaining('The schema or the configuration has faults: run `ssot check`, then `ssot types`.') })
    expect(await folder.files()).not.toContain('ssot.d.ts')
  })
})

describe('given a folder in which every file is', () => {
  it('changes none, lists them, and fails', async () => {
    await using folder = await createFolder()
    await folder.ssot('init')
    await writeFile(join(folder.path, 'README.md'), 'mine')
    const before = await readAll(folder)
    expect(await folder.ssot('init')).toEqual({ code: 1, output: expect.stringMatching(/Kept as they are[^]*README\.md[^]*Nothing was written/) })
    expect(await readAll(folder)).toEqual(before)
  })

  it('writes again what was taken away, and nothing else', async () => {
    await using folder = await createFolder()
    await folder.ssot('init')
    await writeFile(join(folder.path, 'README.md'), 'mine')
    const before = await readAll(folder)
    await rm(join(folder.path, '.gitignore'))
    expect(await folder.ssot('init')).toMatchObject({ code: 0 })
    expect(await readAll(folder)).toEqual(before)
  })
})

async function readAll(folder: Folder): Promise<Readonly<Record<string, string>>> {
  const files = await folder.files()
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(join(folder.path, file), 'utf8')])))
}

/** Placeholders that were not filled. */
async function leftovers(app: string): Promise<readonly string[]> {
  const texts = await Promise.all([...EVERYWHERE, 'ssot.d.ts'].map((file) => readFile(join(app, file), 'utf8').catch(() => '')))
  return texts.flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? [])
}

async function answersOfDev(app: string): Promise<unknown> {
  const child = spawn(process.execPath, [SSOT, 'dev', '--port', '0', '--no-watch'], { cwd: app, env: { ...process.env, DATABASE_URL: '', NODE_ENV: '', NO_COLOR: '1' } })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let output = ''
      const read = (chunk: Buffer): void => {
        output += String(chunk)
        const found = /(http:\/\/localhost:\d+)\/api/.exec(output)?.[1]
        if (found !== undefined) resolve(found)
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('exit', () => reject(new Error(output)))
    })
    const json = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json()
    return { ready: await json('/ready'), posts: await json('/api/posts?sort=createdAt,id&select[title]=true'), manifest: await json('/manifest.json') }
  } finally {
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

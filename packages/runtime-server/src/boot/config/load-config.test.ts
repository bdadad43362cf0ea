import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfigFiles } from './load-config.ts'

/** A folder with these files; removed at the end. */
async function createFolder(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'ssot-config-'))
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  for (const [name, text] of Object.entries(files)) await write(name, text)
  return {
    root,
    write,
    load: async () => {
      const { files: read, ...loaded } = await loadConfigFiles(root)
      return { ...loaded, files: read.map((path) => path.slice(root.length + 1)) }
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  }
}

const NOTHING = { config: {}, ui: undefined, files: [], findings: [] }
const CONFIG = { schema: 'a.prisma' }

describe('given a folder of a project', () => {
  it('reads nothing where there is nothing', async () => {
    await using folder = await createFolder({})
    expect([await folder.load(), (await loadConfigFiles(join(folder.root, 'nowhere'))).config]).toEqual([NOTHING, {}])
  })

  it.each([
    ['ssot.config.ts', "import { defineConfig } from '@ssot/runtime-server'\nconst name: string = 'a.prisma'\nexport default defineConfig({ schema: name })"],
    ['ssot.config.ts', "import type { SsotConfig } from '@ssot/runtime-server'\nexport const config = { schema: 'a.prisma' } satisfies SsotConfig"],
    ['ssot.config.ts', "export default () => ({ schema: 'a.prisma' })"],
    ['ssot.config.ts', "export default async ({ root }: { root: string }) => ({ schema: root.length > 0 ? 'a.prisma' : '' })"],
    ['ssot.config.ts', "export default { schema: await Promise.resolve('a.prisma') }"],
    ['ssot.config.mts', "export default { schema: 'a.prisma' }"],
    ['ssot.config.mjs', "export default { schema: 'a.prisma' }"],
    ['ssot.config.js', "export default { schema: 'a.prisma' }"],
    ['ssot.config.js', "module.exports = { schema: 'a.prisma' }"],
    ['ssot.config.json', '{ "schema": "a.prisma" }'],
  ])('loads %s: %s', async (name, text) => {
    await using folder = await createFolder({ [name]: text })
    expect(await folder.load()).toEqual({ ...NOTHING, config: CONFIG, files: [name] })
  })

  it('loads the UI configuration', async () => {
    await using folder = await createFolder({ 'ssot.ui.config.ts': "import { defineUiConfig } from '@ssot/runtime-server'\nexport default defineUiConfig({ site: { name: 'Demo' } })" })
    expect(await folder.load()).toEqual({ ...NOTHING, ui: { site: { name: 'Demo' } }, files: ['ssot.ui.config.ts'] })
  })

  it('writes nothing', async () => {
    await using folder = await createFolder({ 'ssot.config.ts': "export default { schema: 'a.prisma' }" })
    await folder.load()
    expect(await readdir(folder.root)).toEqual(['ssot.config.ts'])
  })

  it.each(['ts', 'mjs', 'js', 'json'])('reads the file and its imports anew each time (.%s)', async (extension) => {
    const part = (name: string) => (extension === 'json' ? `{ "name": "${name}" }` : `export const name = '${name}'`)
    const imported = extension === 'json' ? "import part from './sub/part.json'\nconst { name } = part" : `import { name } from './sub/part.${extension}'`
    await using folder = await createFolder({ 'package.json': '{ "type": "module" }', 'ssot.config.ts': `${imported}\nexport default { schema: name + '.1' }`, [`sub/part.${extension}`]: part('a') })
    const first = await folder.load()
    await folder.write(`sub/part.${extension}`, part('b'))
    const second = await folder.load()
    await folder.write('ssot.config.ts', `${imported}\nexport default { schema: name + '.2' }`)
    const third = await folder.load()
    expect([first.config, second.config, third.config]).toEqual([{ schema: 'a.1' }, { schema: 'b.1' }, { schema: 'b.2' }])
    expect(first.files).toEqual(['ssot.config.ts', `sub/part.${extension}`])
  })

  it.each(['ssot.config.mjs', 'ssot.config.js'])('reads %s anew', async (name) => {
    await using folder = await createFolder({ 'package.json': '{ "type": "module" }', [name]: "export default { schema: 'a' }" })
    const first = await folder.load()
    await folder.write(name, "export default { schema: 'b' }")
    expect([first.config, (await folder.load()).config]).toEqual([{ schema: 'a' }, { schema: 'b' }])
  })

  it('names all local files that are imported, by whatever path', async () => {
    await using folder = await createFolder({
      'ssot.config.ts': "import { a } from './lib'\nimport type { X } from './types.js'\nexport { b } from './b.ts'\nconst c = await import('./c.mts')\nexport default { schema: a }",
      'lib/index.ts': "import d from '../d.json'\nexport const a = d.a",
      'types.ts': 'export type X = 1',
      'b.ts': 'export const b = 1',
      'c.mts': "import './ssot.config.ts'",
      'd.json': '{ "a": "x" }',
    })
    expect((await folder.load()).files).toEqual(['ssot.config.ts', 'lib/index.ts', 'types.ts', 'b.ts', 'c.mts', 'd.json'])
  })
})

describe('given a configuration file with a fault', () => {
  it.each([
    ['export default {\n  schema: ]\n}', { message: 'ssot.config.ts could not be loaded: Unexpected token.', line: 2, column: 11 }],
    ["const x: number = 1\n\nfunction f(): never {\n  throw new Error('no luck')\n}\nexport default f()", { message: 'ssot.config.ts could not be loaded: no luck.', line: 4, column: 9 }],
    ["\nimport x from './nope.ts'\nexport default x", { message: 'ssot.config.ts could not be loaded: there is no module "./nope.ts".', line: 2, hint: 'Correct the path of the import.' }],
    ["import x from '@no/such/part'\nexport default x", { message: 'ssot.config.ts could not be loaded: there is no module "@no/such/part".', line: 1, hint: 'Install it: npm install @no/such' }],
    ['export const other = {}', { message: 'ssot.config.ts could not be loaded: It exports no configuration: use `export default defineConfig({ … })`.' }],
    ["throw 'a text'", { message: 'ssot.config.ts could not be loaded: a text.' }],
  ])('says where and why: %s', async (text, expected) => {
    await using folder = await createFolder({ 'ssot.config.ts': text })
    expect(await folder.load()).toEqual({ ...NOTHING, files: ['ssot.config.ts'], findings: [{ severity: 'error', code: 'CONFIG.LOAD', file: 'ssot.config.ts', ...expected }] })
  })

  it('names the imported file that is at fault, and goes on watching it', async () => {
    await using folder = await createFolder({ 'ssot.config.ts': "import './sub/part.ts'\nexport default {}", 'sub/part.ts': '\nthrow new Error("no luck")' })
    expect(await folder.load()).toEqual({
      ...NOTHING,
      files: ['ssot.config.ts', 'sub/part.ts'],
      findings: [{ severity: 'error', code: 'CONFIG.LOAD', message: 'ssot.config.ts could not be loaded: no luck.', file: join('sub', 'part.ts'), line: 2, column: 7 }],
    })
  })

  it('says where JSON breaks off', async () => {
    await using folder = await createFolder({ 'ssot.config.json': '{\n  "schema": "x"\n  "a": 1\n}' })
    expect((await folder.load()).findings).toMatchObject([{ code: 'CONFIG.LOAD', file: 'ssot.config.json', line: 3, column: 3 }])
  })

  it('reports faults of both files together, by name', async () => {
    await using folder = await createFolder({ 'ssot.config.ts': "export default { schema: 'a', plugin: [] }", 'ssot.ui.config.ts': 'export default { sit: {} }' })
    expect(await folder.load()).toEqual({
      config: { schema: 'a' },
      ui: undefined,
      files: ['ssot.config.ts', 'ssot.ui.config.ts'],
      findings: [
        { severity: 'error', code: 'CONFIG.INVALID', message: '`plugin` is not a key of the configuration.', hint: 'Did you mean `plugins`?', file: 'ssot.config.ts' },
        { severity: 'error', code: 'CONFIG.INVALID', message: '`sit` is not a key of the UI configuration.', hint: 'Did you mean `site`?', file: 'ssot.ui.config.ts' },
      ],
    })
  })

  it('says which of two files is read', async () => {
    await using folder = await createFolder({ 'ssot.config.ts': 'export default {}', 'ssot.config.json': '{ "schema": "x" }' })
    expect(await folder.load()).toEqual({
      ...NOTHING,
      files: ['ssot.config.ts'],
      findings: [{ severity: 'warning', code: 'CONFIG.LOAD', message: 'ssot.config.json is not read, because there is ssot.config.ts.', file: 'ssot.config.json', hint: 'Delete ssot.config.json or ssot.config.ts.' }],
    })
  })
})

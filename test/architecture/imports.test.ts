import { describe, expect, it } from 'vitest'
import { dirname, normalize } from 'node:path'
import { CONFINED, PACKAGES, SERVER_FOLDERS, type PackageRule } from './import-table.ts'
import { listFiles } from './list-files.ts'
import { readImports, type Import } from './read-imports.ts'

const sources = listFiles().filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
const SERVER = 'packages/runtime-server/src/'

const admits = (names: readonly string[], specifier: string): boolean =>
  names.some((name) => specifier === name || ((name.endsWith('/') || name.endsWith(':')) && specifier.startsWith(name)))

const isRelative = ({ specifier }: Import): boolean => specifier.startsWith('.')
const target = ({ file, specifier }: Import): string => normalize(`${dirname(file)}/${specifier}`)
const show = ({ file, specifier }: Import): string => `${file} imports ${specifier}`
const serverFolder = (file: string): string => file.slice(SERVER.length).split('/')[0] ?? ''
const importsBelow = (folder: string): Import[] => sources.filter((file) => file.startsWith(folder)).flatMap(readImports)

function mayImport(rule: PackageRule, { file, specifier }: Import): boolean {
  const part = file.slice(`${rule.folder}/src/`.length)
  const extra = Object.entries(rule.parts ?? {}).filter(([path]) => admits([path], part)).flatMap(([, names]) => names)
  return admits([...rule.mayImport, ...extra], specifier)
}

const isConfined = ({ specifier }: Import): boolean => CONFINED.some(({ packages }) => packages.test(specifier))

function breaksConfinement(entry: Import): boolean {
  const folder = serverFolder(entry.file)
  const rules = CONFINED.filter(({ packages }) => packages.test(entry.specifier))
  return rules.some(({ folders, typesIn = [] }) => !folders.includes(folder) && !(entry.typeOnly && typesIn.includes(folder)))
}

describe('given the table of packages', () => {
  it.each(PACKAGES)('$folder imports only what its row admits', (rule) => {
    const foreign = importsBelow(`${rule.folder}/src/`).filter((entry) => !isRelative(entry))
    const strangers = foreign.filter((entry) => !mayImport(rule, entry) && !(rule.folder === 'packages/runtime-server' && isConfined(entry)))
    expect(strangers.map(show)).toEqual([])
  })

  it.each(PACKAGES)('no relative import leaves $folder', ({ folder }) => {
    const leaving = importsBelow(`${folder}/src/`).filter((entry) => isRelative(entry) && !target(entry).startsWith(`${folder}/src/`))
    expect(leaving.map(show)).toEqual([])
  })

  it('the demo uses public entries only', () => {
    const inside = importsBelow('apps/').filter(({ specifier }) => /^@ssot\/[\w-]+\/(src|dist)\b|^\.\.\/.*packages\//.test(specifier))
    expect(inside.map(show)).toEqual([])
  })
})

describe('given the folders of the server', () => {
  const entries = importsBelow(SERVER)

  it('every folder is in the table', () => {
    const folders = sources.filter((file) => file.startsWith(SERVER) && file.slice(SERVER.length).includes('/')).map(serverFolder)
    expect([...new Set(folders)].filter((folder) => !(folder in SERVER_FOLDERS))).toEqual([])
  })

  it('imports go to the right only', () => {
    const wrong = entries.filter((entry) => {
      if (!isRelative(entry) || entry.file === `${SERVER}index.ts`) return false
      const from = serverFolder(entry.file)
      const to = serverFolder(target(entry))
      return from !== to && !SERVER_FOLDERS[from]?.includes(to)
    })
    expect(wrong.map(show)).toEqual([])
  })

  it('Prisma, Fastify, the file system and other single-purpose packages stay in their folders', () => {
    expect(entries.filter(breaksConfinement).map(show)).toEqual([])
  })
})

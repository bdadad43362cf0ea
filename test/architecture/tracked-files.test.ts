import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, root } from './list-files.ts'

const MAX_LINES = 300
const MAX_STYLE_LINES = 500
const BINARY = /\.(png|jpe?g|webp|gif|ico|woff2?|db|wasm)$/
const LONG_BY_NATURE = /(^|\/)(pnpm-lock\.yaml|LICENSE|ssot\.d\.ts)$|\.(jsonl?|prisma|md|snap|csv|sql)$/

const files = listFiles().filter((file) => !BINARY.test(file))
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')
const filesWith = (pattern: RegExp): string[] => files.filter((file) => pattern.test(textOf(file)))
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

describe('given the files of the repository', () => {
  it('none names a folder of the machine it was written on', () => {
    const homes = ['home', 'Users', 'root'].map((name) => `(?<![\\w.~/-])/${name}/[a-z.]`)
    expect(filesWith(new RegExp([escape(`${root}/`), ...homes].join('|')))).toEqual([])
  })

  it('none names the host of a package registry', () => {
    const hosts = [['registry', 'npmjs', 'org'], ['registry', 'yarnpkg', 'com'], ['deb', 'debian', 'org'], ['pypi', 'org'], ['proxy', 'golang', 'org']]
    expect(filesWith(new RegExp(hosts.map((parts) => escape(parts.join('.'))).join('|')))).toEqual([])
  })

  it(`no source file is longer than ${MAX_LINES} lines, no style sheet than ${MAX_STYLE_LINES}`, () => {
    const limitOf = (file: string): number => (file.endsWith('.css') ? MAX_STYLE_LINES : MAX_LINES)
    const long = files.filter((file) => !LONG_BY_NATURE.test(file) && textOf(file).split('\n').length - 1 > limitOf(file))
    expect(long).toEqual([])
  })

  it('ARCHITECTURE.md has at most 150 lines', () => {
    expect(textOf('ARCHITECTURE.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150)
  })

  it('file names are kebab-case', () => {
    const own = files.filter((file) => /\.(tsx?|mjs|css)$/.test(file) && !/(^|\/)\[/.test(file))
    expect(own.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(file.split('/').at(-1) ?? ''))).toEqual([])
  })

  it('none is larger than 500 KB', () => {
    expect(listFiles().filter((file) => statSync(join(root, file)).size > 500_000)).toEqual([])
  })
})

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import openapiTS, { astToString } from 'openapi-typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { createApp } from '../create-app.ts'
import { BLOG } from '../http/blog.ts'

const TEST = join(import.meta.dirname, '..')
const PROGRAMS = join(import.meta.dirname, 'programs')
const TSC = join(TEST, '..', 'node_modules', '.bin', 'tsc')
const OPTIONS = { target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], module: 'nodenext', moduleResolution: 'nodenext', types: [], strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, allowImportingTsExtensions: true }

describe('given a client generated from the document', () => {
  const folders: string[] = []
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  it('compiles, and reads and writes through the API', async () => {
    await using app = await createApp(BLOG)
    const { body } = await app.call('GET', '/openapi.json')
    const folder = await generate(body)
    folders.push(folder)
    expect(await compile(folder, 'client-use.mts')).toBe('')
    const program: unknown = await import(join(folder, 'client-use.mts'))
    if (typeof program !== 'object' || program === null || !('useClient' in program) || typeof program.useClient !== 'function') throw new Error('The program has no useClient.')
    expect(await program.useClient(app.url)).toEqual({
      size: '7',
      tags: ['sea'],
      got: 'Tide',
      email: 'ada@example.org',
      seat: null,
      changed: ['Ebb', 2],
      removed: true,
      code: 'DATA.NOT_FOUND',
    })
  })

  it('refuses what the document does not hold, at its own line', async () => {
    await using app = await createApp(BLOG)
    const { body } = await app.call('GET', '/openapi.json')
    const folder = await generate(body)
    folders.push(folder)
    const output = await compile(folder, 'client-mistakes.mts')
    expect([...output.matchAll(/\((\d+),\d+\): error/g)].map(([, line]) => Number(line)), output).toEqual(await marked('client-mistakes.mts'))
  })
})

const marked = async (program: string): Promise<readonly number[]> =>
  (await readFile(join(PROGRAMS, program), 'utf8')).split('\n').flatMap((line, index) => (line.includes('// ✗') ? [index + 1] : []))

async function generate(document: unknown): Promise<string> {
  await mkdir(join(TEST, 'output'), { recursive: true })
  const folder = await mkdtemp(join(TEST, 'output', 'openapi-'))
  await writeFile(join(folder, 'api.ts'), astToString(await openapiTS(JSON.stringify(document))))
  await cp(PROGRAMS, folder, { recursive: true })
  return folder
}

async function compile(folder: string, program: string): Promise<string> {
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: [program] }))
  const failed = (error: unknown): string => (typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : String(error))
  return promisify(execFile)(TSC, ['-p', folder, '--pretty', 'false']).then(({ stdout }) => stdout, failed)
}

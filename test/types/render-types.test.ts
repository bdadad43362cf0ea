import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkProgram } from './check-program.ts'
import { renderSchema } from './render-schema.ts'

const here = (name: string): string => join(import.meta.dirname, name)

describe('given the types of a schema', () => {
  let declarations = ''
  beforeAll(async () => {
    declarations = await renderSchema(here('shop.prisma'))
  })

  it('compiles every correct call and infers its answer', async () => {
    const verdict = await checkProgram(declarations, 'correct-use.mts')
    expect(verdict.lines, verdict.output).toEqual([])
  })

  it('refuses each wrong call at its own line, and nothing else', async () => {
    const source = await readFile(here('programs/mistakes.mts'), 'utf8')
    const marked = source.split('\n').flatMap((line, index) => (line.includes('// ✗') ? [index + 1] : []))
    const verdict = await checkProgram(declarations, 'mistakes.mts')
    expect(verdict.lines, verdict.output).toEqual(marked)
  })

  it('says who wrote the file, and names neither hidden fields nor hidden models', () => {
    expect(declarations).toMatch(/^\/\/ Written by `ssot types` from the schema\. It is the only file that SSOT Runtime ever writes/)
    expect(declarations).not.toMatch(/\bnotes\b|\bSecret\b/)
  })

  it('lets a model without types be used by any name', async () => {
    const verdict = await checkProgram('export {}', 'untyped.mts')
    expect(verdict.lines, verdict.output).toEqual([])
  })
})

describe.each(['annotations', 'kinds.sqlite', 'kinds.postgresql', 'kinds.mysql', 'large', 'multi-schema.postgresql'])('given the fixture schema %s', (name) => {
  it('has declarations without an error', async () => {
    const verdict = await checkProgram(await renderSchema(here(`../fixture/${name}.prisma`)), 'every-model.mts')
    expect(verdict.lines, verdict.output).toEqual([])
  })
})

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared', 'schemas', 'trigger-dev.prisma')

describe.skipIf(!existsSync(SHARED))('given a schema of 81 models', () => {
  it('is rendered and checked within 500 MB', async () => {
    const verdict = await checkProgram(await renderSchema(SHARED), 'many-models.mts')
    expect(verdict.lines, verdict.output).toEqual([])
    expect(verdict.megabytes).toBeLessThan(500)
  })
})

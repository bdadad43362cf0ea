import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadEnv } from './load-env.ts'

async function createFolders() {
  const root = await mkdtemp(join(tmpdir(), 'ssot-env-'))
  await mkdir(join(root, 'prisma'))
  await writeFile(join(root, '.env'), 'A=root\nB=root\n# no\nC="with # and\nlines"\n')
  await writeFile(join(root, 'prisma', '.env'), "A='schema'\nSET=file\n")
  return { root, schema: join(root, 'prisma'), [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}

describe('given .env files', () => {
  it('merges them below the environment, the first folder first', async () => {
    await using folders = await createFolders()
    const { root, schema } = folders
    const environment = { SET: 'outside', OTHER: 'x' }
    expect(loadEnv([schema, root, root], { environment })).toEqual({
      env: { SET: 'outside', OTHER: 'x', A: 'schema', B: 'root', C: 'with # and\nlines' },
      sources: new Map([['A', join(schema, '.env')], ['B', join(root, '.env')], ['C', join(root, '.env')]]),
      files: [join(schema, '.env'), join(root, '.env')],
    })
    expect(environment).toEqual({ SET: 'outside', OTHER: 'x' })
  })

  it('keeps a variable that the environment sets to nothing', async () => {
    await using folders = await createFolders()
    const { root } = folders
    expect(loadEnv([root], { environment: { A: '' } }).env['A']).toBe('')
  })

  it('writes into the environment when asked', async () => {
    await using folders = await createFolders()
    const { root } = folders
    const environment: NodeJS.ProcessEnv = { A: 'outside' }
    loadEnv([root], { environment, assign: true })
    expect(environment).toEqual({ A: 'outside', B: 'root', C: 'with # and\nlines' })
  })

  it('does without files', () => {
    expect(loadEnv(['/nowhere'], { environment: {} })).toEqual({ env: {}, sources: new Map(), files: ['/nowhere/.env'] })
  })
})

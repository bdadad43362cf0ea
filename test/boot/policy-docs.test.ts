// What the document on policies shows must be so.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectPolicy, type PolicyExpectation } from '@ssot/runtime-server/testing'
import { registryOf } from '../../packages/runtime-server/src/boot/build-runtime.ts'
import { lintSchema } from '../../packages/runtime-server/src/boot/lint-schema.ts'
import { loadSources, type Sources } from '../../packages/runtime-server/src/boot/load-sources.ts'
import { ANNOTATIONS } from '../../packages/runtime-server/src/registry/annotations/annotation-table.ts'
import { createFolder } from '../cli/run-ssot.ts'
import { createOpenApp } from '../create-app.ts'

const DOCUMENT = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'policies.md'), 'utf8')

const blocksOf = (language: string): readonly string[] => [...DOCUMENT.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text)

/** The codes in the first column of the table below a line. */
function codesBelow(line: string): readonly string[] {
  const rows = DOCUMENT.slice(DOCUMENT.indexOf(line)).split('\n').slice(2)
  const table = rows.slice(0, rows.findIndex((row) => !row.startsWith('|')))
  return table.map((row) => row.replaceAll('\\|', '¦').split('|')[1]?.trim() ?? '').flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll('¦', '|')))
}

const SCHEMA = `datasource db {\n  provider = "sqlite"\n}\n\n${blocksOf('prisma').join('\n')}`
const CONFIG = blocksOf('ts').find((text) => text.startsWith('// ssot.config.ts')) ?? ''

async function readSources(): Promise<Sources> {
  await using folder = await createFolder({ 'schema.prisma': SCHEMA, 'ssot.config.ts': CONFIG })
  return await loadSources({ cwd: folder.path, environment: {} })
}

const sources = await readSources()

/** What booting the document's schema finds wrong, with another rule for reading posts where one is given. */
function findingsWith(rule?: string): readonly string[] {
  if (!sources.schema) return sources.findings.map(({ message }) => message)
  const config = rule === undefined ? sources.config : { ...sources.config, policies: { Post: { read: rule } } }
  return [...sources.findings, ...registryOf({ ...sources, config }, sources.schema).findings].map(({ message }) => message)
}

/** The same claims; the names of those that were made and are true are kept. */
function counted(policy: PolicyExpectation, claims: string[]): PolicyExpectation {
  return new Proxy(policy, {
    get: (target, name) => async (...args: readonly unknown[]) => {
      await Reflect.apply(Reflect.get(target, name), target, args)
      claims.push(String(name))
    },
  })
}

describe('given the document on policies', () => {
  it('shows a schema and a configuration that boot, and nothing that a check warns about but what they say', () => {
    expect(findingsWith()).toEqual([])
    if (!sources.schema) throw new Error('There is no schema.')
    const warnings = lintSchema(registryOf(sources, sources.schema), sources.schema).map(({ message }) => message)
    expect(warnings).toEqual(['Nobody but an administrator can read Member: no rule allows it.'])
  })

  it.each(codesBelow('| of a `Post` |'))('shows a rule that compiles: %s', (rule) => expect(findingsWith(rule)).toEqual([]))

  it('shows what is not a rule', () => {
    expect(DOCUMENT).toContain('`views + 1 > 2`')
    expect(findingsWith('views + 1 > 2')).toEqual([expect.stringContaining('computes')])
    expect(findingsWith('pinned ?? false')).toHaveLength(1)
  })

  it('shows a test that passes', async () => {
    const code = blocksOf('ts').find((text) => text.startsWith('// A test')) ?? 'throw new Error("There is none.")'
    const { auth = {}, policies = {} } = sources.config
    await using app = await createOpenApp(SCHEMA, { auth, policies })
    const client = app.server.system('test: what is there')
    for (const id of ['ada', 'bob']) await client.model('User').create({ data: { id, name: id, email: `${id}@example.com` } })
    for (const [authorId, published] of [['ada', false], ['ada', false], ['ada', true], ['bob', false]]) await client.model('Post').create({ data: { title: 'x', authorId, published } })
    await using folder = await createFolder({ 'shown.mjs': `export const shown = async (server, expectPolicy) => {\n${code}}\n` })
    const { shown } = await import(/* @vite-ignore */ join(folder.path, 'shown.mjs'))
    const claims: string[] = []
    await shown(app.server, (...args: Parameters<typeof expectPolicy>) => counted(expectPolicy(...args), claims))
    expect(claims).toHaveLength(10)
  })

  it('names annotations that there are, and every one that is about who may do what', () => {
    const named = [...codesBelow('| on a model |'), ...codesBelow('| on a field |')].map((code) => /^@@?(\w+)/.exec(code)?.[1]).filter((name) => name !== undefined)
    expect(named.filter((name) => !Object.hasOwn(ANNOTATIONS, name))).toEqual([])
    const others = ['realtime', 'search', 'service', 'provider', 'methods', 'rateLimit', 'description', 'path', 'label', 'display', 'help', 'format', 'ui']
    expect(Object.keys(ANNOTATIONS).filter((name) => !named.includes(name)).toSorted()).toEqual(others.toSorted())
  })
})

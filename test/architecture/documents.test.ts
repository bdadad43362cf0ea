import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './list-files.ts'

const TOP = /^(packages|apps|test|scripts|bench|docs|\.ci)(\/|$)/
const PATH = /`([\w.@/[\]()-]+)`/g

/** Paths that a document names in backticks: from the repository's folder, or below the folder that the heading above them names. */
function namedPaths(document: string): string[] {
  let folder = ''
  return readFileSync(join(root, document), 'utf8').split('\n').flatMap((line) => {
    const tokens = [...line.matchAll(PATH)].map((match) => match[1] ?? '')
    if (line.startsWith('#')) folder = tokens.find((token) => TOP.test(token)) ?? ''
    const fromTop = tokens.filter((token) => TOP.test(token))
    const below = folder && line.startsWith('- ') ? tokensBeforeColon(line).filter((token) => !TOP.test(token) && isPath(token)) : []
    return [...fromTop, ...below.map((token) => join(folder, token))]
  })
}

// `- a.ts, b.ts: what they are`
const tokensBeforeColon = (line: string): string[] => [...line.replace(/:.*$/, '').matchAll(PATH)].map((match) => match[1] ?? '')

const isPath = (token: string): boolean => /\/$|\.(tsx?|mjs|css|prisma|json|md)$/.test(token)

/** Local files that a document links to or shows. */
const linked = (document: string): string[] =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map((match) => match[1] ?? '')

describe.each(['ARCHITECTURE.md', 'README.md'])('given %s', (document) => {
  it('every path it names exists', () => {
    expect([...namedPaths(document), ...linked(document)].filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './list-files.ts'

/** One import or re-export of a module. `typeOnly` ones vanish when compiled. */
export interface Import {
  readonly file: string
  readonly specifier: string
  readonly typeOnly: boolean
}

const STATIC = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w$*{][^'"`;]*?\s+from\s+)?['"]([^'"\n]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]/g
const REQUIRE = /\brequire(?:\.resolve)?\(\s*['"]([^'"\n]+)['"]/g

/** Every module that a source file names. */
export function readImports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const fixed = [...text.matchAll(STATIC)].map((match) => ({ file, specifier: match[2] ?? '', typeOnly: match[1] !== undefined }))
  const late = [...text.matchAll(DYNAMIC), ...text.matchAll(REQUIRE)].map((match) => ({ file, specifier: match[1] ?? '', typeOnly: false }))
  return [...fixed, ...late]
}

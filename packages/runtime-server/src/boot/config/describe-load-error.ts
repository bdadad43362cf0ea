import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Finding } from '@ssot/contract'

/** What was loaded when it failed. */
export interface LoadedFiles {
  readonly file: string
  readonly root: string
  /** The file and its local imports. */
  readonly files: readonly string[]
}

/** Why a configuration file could not be loaded, with the place in it or in what it imports. */
export async function describeLoadError(error: unknown, { file, root, files }: LoadedFiles): Promise<Finding> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const message = error instanceof Error ? error.message : String(error)
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1]
  const place = missing === undefined ? (placeIn(text, files) ?? (await placeInJson(message, file))) : await placeOfImport(missing, files)
  return {
    severity: 'error',
    code: 'CONFIG.LOAD',
    message: `${relative(root, file)} could not be loaded: ${firstLine(message, missing)}`,
    file: relative(root, place?.path ?? file),
    ...(place?.line !== undefined && { line: place.line }),
    ...(place?.column !== undefined && { column: place.column }),
    ...(missing !== undefined && { hint: missing.startsWith('.') ? 'Correct the path of the import.' : `Install it: npm install ${packageOf(missing)}` }),
  }
}

interface ErrorPlace {
  readonly path: string
  readonly line?: number
  readonly column?: number
}

// The first place in the stack, or in a parser's message, that is in one of the files.
function placeIn(text: string, files: readonly string[]): ErrorPlace | undefined {
  // Babel counts columns from 0, V8 from 1.
  const isParserError = /^(?:Error: )?ParseError/.test(text)
  for (const [, path = '', line, column] of text.matchAll(/(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][^\n():]*?):(\d+):(\d+)/g)) {
    if (files.includes(path)) return { path, line: Number(line), column: Number(column) + (isParserError ? 1 : 0) }
  }
  return undefined
}

// V8 gives an offset where JSON breaks off.
async function placeInJson(message: string, file: string): Promise<ErrorPlace | undefined> {
  const at = /in JSON at position (\d+)/.exec(message)?.[1]
  const before = at === undefined ? undefined : (await readFile(file, 'utf8')).slice(0, Number(at)).split('\n')
  return before === undefined ? undefined : { path: file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

async function placeOfImport(name: string, files: readonly string[]): Promise<ErrorPlace | undefined> {
  for (const path of files) {
    const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n')
    const index = lines.findIndex((line) => line.includes(`'${name}'`) || line.includes(`"${name}"`))
    if (index >= 0) return { path, line: index + 1 }
  }
  return undefined
}

function firstLine(message: string, missing: string | undefined): string {
  if (missing !== undefined) return `there is no module "${missing}".`
  const line = (message.split('\n')[0] ?? message).replace(/^ParseError:\s*/, '').trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}

function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

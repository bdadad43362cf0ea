import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])(\.{1,2}\/[^"'\n]+)\1/g
const EXTENSIONS = ['', '.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js']

/** A file and every file that it imports by a relative path, and they in turn; found in the text, so that a file that fails to load is followed too. */
export async function findLocalImports(file: string): Promise<readonly string[]> {
  const found = new Set([file])
  for (const path of found) {
    if (path.endsWith('.json')) continue
    const text = await readFile(path, 'utf8').catch(() => '')
    for (const [, , specifier = ''] of text.matchAll(SPECIFIER)) {
      const target = await resolveFile(resolve(dirname(path), specifier))
      if (target !== undefined) found.add(target)
    }
  }
  return [...found]
}

// `./part.js` may be written for part.ts.
async function resolveFile(path: string): Promise<string | undefined> {
  const candidates = [...EXTENSIONS.map((extension) => path + extension), path.replace(/\.([cm]?)js$/, '.$1ts')]
  for (const candidate of candidates) {
    const found = await stat(candidate).catch(() => null)
    if (found?.isFile()) return candidate
  }
  return undefined
}

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const BUILT = new Set(['node_modules', 'dist', '.next', '.ssot', '.git', 'coverage', 'output', '.stryker'])

/** Paths, relative to the repository, of the files in it: those that git tracks, or all that are not built where there is no git. */
export function listFiles(): string[] {
  const listed = existsSync(join(root, '.git')) ? gitFiles() : walk('')
  return listed.filter((path) => existsSync(join(root, path))).sort()
}

function gitFiles(): string[] {
  return execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0').filter(Boolean)
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (BUILT.has(entry.name)) return []
    const path = folder ? `${folder}/${entry.name}` : entry.name
    return entry.isDirectory() ? walk(path) : [path]
  })
}

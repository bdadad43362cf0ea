import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The paths of a schema: the file itself, or every `*.prisma` below a folder, sorted; empty where there is none. Migration folders hold none. */
export async function findSchemaFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => null)
  if (found === null) return []
  if (found.isFile()) return [path]
  const names = await readdir(path, { recursive: true })
  return names
    .filter((name) => name.endsWith('.prisma') && !name.includes('node_modules'))
    .map((name) => join(path, name))
    .toSorted()
}

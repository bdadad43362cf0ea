import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../packages/runtime-server/src/data/index.ts'

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, 'node_modules', '.cache', 'ssot')

/** Fills the folder of a new PGlite by copying one that was made before: to make its first files takes PGlite seconds of processor time. */
export async function layPgliteFolder(folder: string): Promise<void> {
  await cp(await findEmptyPglite(), folder, { recursive: true })
}

/** The folder of an empty PGlite of this version, which no one opens; made where it is not there yet. */
async function findEmptyPglite(): Promise<string> {
  const folder = join(CACHE, `pglite-${readVersion()}`)
  if (existsSync(folder)) return folder
  await mkdir(CACHE, { recursive: true })
  const scratch = await mkdtemp(join(CACHE, 'making-'))
  const url = join(scratch, 'pg')
  const database = await openDatabase({ kind: 'pglite', url, embedded: false, source: 'test' })
  await database.close()
  // Another process may have been quicker: its folder is as good.
  await rename(url, folder).catch((error: unknown) => { if (!existsSync(folder)) throw error })
  await rm(scratch, { recursive: true, force: true })
  return folder
}

function readVersion(): string {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(readFileSync(join(ROOT, 'packages', 'runtime-server', 'package.json'), 'utf8'))
  return String(dependencies['@electric-sql/pglite'])
}

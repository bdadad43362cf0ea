import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppFile } from './app-files.ts'
import { fillTemplate, type AppValues } from './app-values.ts'

const TEMPLATES = fileURLToPath(new URL('../../../templates/', import.meta.url))

/** What became of the files, by path. */
export interface Written {
  readonly written: readonly string[]
  /** They were there before. */
  readonly kept: readonly string[]
}

/** Writes the files that are missing; one that is there is never touched. */
export async function writeApp(folder: string, files: readonly AppFile[], values: AppValues): Promise<Written> {
  const written: string[] = []
  const kept: string[] = []
  for (const { template, path } of files) {
    const text = fillTemplate(await readFile(join(TEMPLATES, template), 'utf8'), values)
    const isNew = await writeIfAbsent(join(folder, path), text)
    ;(isNew ? written : kept).push(path)
  }
  return { written, kept }
}

/** Writes a file unless there is one, or a link; answers whether it was written. */
export async function writeIfAbsent(file: string, text: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

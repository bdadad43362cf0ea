import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { SCHEMA_PLACES } from '../../boot/load-sources.ts'
import { findSchemaFiles } from '../../data/index.ts'

/** A schema that was there before. */
export interface ExistingSchema {
  /** From the application's folder: `./prisma/schema.prisma`. */
  readonly place: string
  /** As written in its datasource; null where none is. */
  readonly provider: string | null
}

/** The schema of a folder, at the first place where one is looked for; null where there is none. */
export async function findExistingSchema(folder: string): Promise<ExistingSchema | null> {
  for (const place of SCHEMA_PLACES) {
    const files = await findSchemaFiles(resolve(folder, place))
    if (files.length === 0) continue
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
    return { place: `./${place}`, provider: providerOf(texts.join('\n')) }
  }
  return null
}

function providerOf(text: string): string | null {
  return /^\s*datasource\s+\w+\s*\{[^}]*?^\s*provider\s*=\s*"(\w+)"/m.exec(text)?.[1] ?? null
}

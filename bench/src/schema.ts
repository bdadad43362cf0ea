import { readFile } from 'node:fs/promises'
import { parseSchema, type PrismaSchema } from '../../packages/runtime-server/src/data/index.ts'

/** A database that peers are measured on. */
export type DatabaseName = 'sqlite' | 'postgresql'

/** The text of the benchmark's schema for a database. */
export async function schemaText(database: DatabaseName): Promise<string> {
  const text = await readFile(new URL('../schema.prisma', import.meta.url), 'utf8')
  return text.replace('provider = "sqlite"', `provider = "${database}"`)
}

/** The benchmark's schema for a database. */
export async function loadSchema(database: DatabaseName): Promise<PrismaSchema> {
  const { schema, findings } = await parseSchema([{ path: 'schema.prisma', text: await schemaText(database) }])
  if (!schema) throw new Error(findings.map((finding) => finding.message).join('\n'))
  return schema
}

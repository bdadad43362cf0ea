import { hashSchema, readDmmf, type PrismaSchema } from './parse-schema.ts'
import type { SchemaFile } from './normalise-schema.ts'
import { readAssignments, readSchemaBlocks, skipTrivia } from './read-schema-blocks.ts'
import { translateMysqlDefault } from './translate-mysql-default.ts'
import type { Finding } from '@ssot/contract'

/** A MySQL schema rewritten for PostgreSQL, so that it runs on the embedded PGlite: SQL defaults are translated or dropped; `@db.*`, `@@fulltext`, prefix lengths and `map` names of indexes are dropped. */
export async function adaptToEmbedded(schema: PrismaSchema): Promise<{ readonly schema: PrismaSchema | null; readonly findings: readonly Finding[] }> {
  if (schema.provider !== 'mysql') return { schema, findings: [] }
  const normalised = schema.normalised.map((file) => ({ path: file.path, text: rewrite(file) }))
  const { dmmf, findings } = await readDmmf(normalised)
  if (dmmf === null) return { schema: null, findings }
  return { schema: { ...schema, normalised, provider: 'postgresql', dmmf, hash: hashSchema(normalised) }, findings: [] }
}

function rewrite(file: SchemaFile): string {
  return outsideTrivia(setProvider(file.text), (code) =>
    code
      .replace(/@db\.\w+(\s*\([^)]*\))?/g, '')
      .replace(DATABASE_DEFAULT, (_whole, literal: string) => translateDefault(literal))
      .replace(/@@fulltext\s*\([^)]*\)/g, '')
      .replace(/\(\s*length:\s*\d+\s*\)/g, '')
      .replace(/\blength:\s*\d+\s*,\s*/g, ''),
  )
}

const DATABASE_DEFAULT = /@default\(\s*dbgenerated\(\s*("(?:[^"\\]|\\.)*")\s*\)\s*\)/g

// A default that means nothing on PostgreSQL is dropped: the value must then be sent.
function translateDefault(literal: string): string {
  const sql = translateMysqlDefault(String(JSON.parse(literal)))
  return sql === null ? '' : `@default(dbgenerated(${JSON.stringify(sql)}))`
}

function setProvider(text: string): string {
  const block = readSchemaBlocks(text).find((candidate) => candidate.keyword === 'datasource')
  const provider = block && readAssignments(text, block).find((assignment) => assignment.key === 'provider')
  if (provider === undefined) return text
  return `${text.slice(0, provider.valueStart)}"postgresql"${text.slice(provider.end)}`
}

function outsideTrivia(text: string, change: (code: string) => string): string {
  let result = ''
  let from = 0
  // Strings stay part of the code, since attributes hold them; only comments are left alone.
  for (let at = 0; at < text.length; ) {
    const next = skipTrivia(text, at)
    if (next !== at && text[at] === '/') {
      result += change(text.slice(from, at)) + text.slice(at, next)
      from = next
    }
    at = next === at ? at + 1 : next
  }
  return result + change(text.slice(from))
}

import type { PrismaSchema } from './parse-schema.ts'

/**
 * The schema engine's SQL with the defaults of Json fields quoted: for SQLite it writes `DEFAULT {"a":1}`, which is no SQL.
 * Only the very texts that the schema gives as defaults are touched.
 */
export function quoteJsonDefaults(schema: Pick<PrismaSchema, 'provider' | 'dmmf'>, sql: string): string {
  if (schema.provider !== 'sqlite') return sql
  return jsonDefaultsOf(schema).reduce((text, json) => text.replaceAll(`DEFAULT ${json}`, `DEFAULT '${json.replaceAll("'", "''")}'`), sql)
}

// The longest first: one default may begin with another (`1` and `12`).
function jsonDefaultsOf({ dmmf }: Pick<PrismaSchema, 'dmmf'>): readonly string[] {
  const fields = dmmf.datamodel.models.flatMap((model) => model.fields).filter((field) => field.type === 'Json' && typeof field.default === 'string')
  return [...new Set(fields.map((field) => String(field.default)))].filter((json) => !/^-?[\d.]+$/.test(json)).toSorted((a, b) => b.length - a.length)
}

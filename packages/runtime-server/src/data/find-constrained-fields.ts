import type { Model } from '../registry/registry.ts'
import type { PrismaSchema } from './prisma/parse-schema.ts'
import type { ErrorFacts } from './read-error-facts.ts'

/** Fields of an index by its name in the database, as `Model` → index → fields. */
export type IndexNames = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

/** The index names that a schema gives by `map:`; the others follow from the table and its columns. */
export function readIndexNames(schema: Pick<PrismaSchema, 'dmmf'>): IndexNames {
  const names = new Map<string, Map<string, readonly string[]>>()
  for (const { model, dbName, fields } of schema.dmmf.datamodel.indexes) {
    if (typeof dbName !== 'string') continue
    const known = names.get(model) ?? new Map<string, readonly string[]>()
    names.set(model, known.set(dbName, fields.map((field) => field.name)))
  }
  return names
}

/** The fields of `model` that a broken constraint is about; empty where it belongs to another table, or where the database does not say. */
export function findConstrainedFields(facts: Pick<ErrorFacts, 'columns' | 'index' | 'table'>, model: Model, indexes?: IndexNames): readonly string[] {
  if (facts.table !== '' && facts.table !== model.table) return []
  if (facts.columns.length > 0) return fieldsOfColumns(facts.columns, model)
  if (facts.index === '') return []
  return indexes?.get(model.name)?.get(facts.index) ?? fieldsOfIndex(facts.index, model)
}

function fieldsOfColumns(columns: readonly string[], model: Model): readonly string[] {
  const fields = columns.flatMap((column) => [...model.fields.values()].filter((field) => field.column === unquote(column)).map((field) => field.name))
  return fields.length === columns.length ? fields : []
}

// Prisma's names of constraints, cut to the 63 bytes that PostgreSQL keeps.
function fieldsOfIndex(index: string, model: Model): readonly string[] {
  if (index === 'PRIMARY' || index === `${model.table}_pkey`) return model.key?.fields ?? []
  const columnOf = (name: string): string => model.fields.get(name)?.column ?? name
  const candidates = [
    ...model.uniques.map((unique) => ({ fields: unique.fields, suffix: '_key' })),
    ...[...model.relations.values()].filter((relation) => relation.from.length > 0).map((relation) => ({ fields: relation.from, suffix: '_fkey' })),
  ]
  const found = candidates.find(({ fields, suffix }) => cutName(`${model.table}_${fields.map(columnOf).join('_')}`, suffix) === index)
  return found?.fields ?? []
}

const MAX_NAME = 63

function cutName(name: string, suffix: string): string {
  return name.slice(0, MAX_NAME - suffix.length) + suffix
}

function unquote(column: string): string {
  return column.replace(/^"(.*)"$/, '$1')
}

// Owns the step from what a list shows to what the server is asked.
// A filter whose text does not fit its field is left out: the server would refuse the whole list.
import type { FieldManifest, Json, Manifest, ModelManifest, RelationManifest } from '@ssot/contract'
import { decodeKey, type JsonObject, type ListArgs } from '@ssot/runtime-client'
import { isDateOnly } from '../values/formatter.ts'
import { selectLabel } from '../values/record-label.ts'
import { maxTakeOf } from '../values/max-take.ts'
import { isOrderable } from '../values/is-orderable.ts'
import type { Column } from './choose-columns.ts'
import type { Filter, ListState, SortTerm } from './list-state.ts'

/** The arguments for one page of a list. */
export function listArgs(manifest: Manifest, model: ModelManifest, { state, columns }: { readonly state: ListState; readonly columns: readonly Column[] }): ListArgs {
  const conditions = state.filters.map((filter) => conditionOf(manifest, model, filter)).filter((condition) => condition !== undefined)
  const take = Math.min(state.size, maxTakeOf(manifest, model))
  const orderBy = state.sort.map((term) => orderOf(manifest, model, term)).filter((term) => term !== undefined)
  return {
    select: selectColumns(manifest, model, columns),
    take,
    skip: (state.page - 1) * take,
    count: 'exact',
    ...(orderBy.length > 0 && { orderBy }),
    ...(conditions.length > 0 && { where: conditions.length === 1 && conditions[0] !== undefined ? conditions[0] : { AND: conditions } }),
    ...(model.search && state.search.trim() !== '' && { search: state.search.trim() }),
  }
}

/** The fields that a list's columns need, and those that name and link its records. */
export function selectColumns(manifest: Manifest, model: ModelManifest, columns: readonly Column[]): JsonObject {
  const shown = columns.map((column): [string, Json] => {
    if (column.type === 'field') return [column.name, true]
    const target = manifest.models[column.relation.model]
    if (target === undefined) return [column.name, true]
    const select = selectLabel(target)
    return [column.name, column.relation.list ? { select, take: Math.min(4, maxTakeOf(manifest, target)) } : { select }]
  })
  return { ...selectLabel(model), ...Object.fromEntries(shown) }
}

function orderOf(manifest: Manifest, model: ModelManifest, { field, descending }: SortTerm): JsonObject | undefined {
  const direction = descending ? 'desc' : 'asc'
  if (Object.hasOwn(model.fields, field)) return isOrderable(model.fields[field]) ? { [field]: direction } : undefined
  const target = manifest.models[model.relations[field]?.model ?? '']
  const display = target?.display ?? ''
  return isOrderable(target?.fields[display]) ? { [field]: { [display]: direction } } : undefined
}

/** A filter as Prisma's `where`; undefined where its text does not fit the field. */
export function conditionOf(manifest: Manifest, model: ModelManifest, filter: Filter): JsonObject | undefined {
  const relation = Object.hasOwn(model.relations, filter.field) ? model.relations[filter.field] : undefined
  if (relation !== undefined) return relationCondition(manifest, relation, filter)
  const field = model.fields[filter.field]
  if (field === undefined) return undefined
  if (filter.operator === 'null') return { [filter.field]: filter.value === 'false' ? { not: null } : null }
  if (filter.operator === 'in') return { [filter.field]: { in: filter.value.split(',').filter((item) => item !== '') } }
  if (filter.operator === 'contains') return field.kind === 'string' ? { [filter.field]: { contains: filter.value, mode: 'insensitive' } } : undefined
  const value = parseOperand(field, filter)
  if (value === undefined || filter.operator === 'is') return undefined
  return { [filter.field]: field.list ? { has: value } : { [filter.operator]: value } }
}

function relationCondition(manifest: Manifest, relation: RelationManifest, { field, operator, value }: Filter): JsonObject | undefined {
  if (operator === 'null' && !relation.list) return { [field]: value === 'false' ? { isNot: null } : { is: null } }
  const target = manifest.models[relation.model]
  const key = operator === 'is' && target ? decodeKey(target, value) : undefined
  return key && { [field]: { [relation.list ? 'some' : 'is']: key } }
}

function parseOperand(field: FieldManifest, { operator, value }: Filter): Json | undefined {
  if (value === '') return undefined
  if (field.kind === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined
  if (field.kind === 'int' || field.kind === 'float') return Number.isFinite(Number(value)) ? Number(value) : undefined
  if (field.kind === 'bigint' || field.kind === 'decimal') return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined
  if (field.kind === 'datetime') return parseDay(value, { endOfDay: operator === 'lte', utc: isDateOnly(field) })
  return field.kind === 'json' || field.kind === 'bytes' ? undefined : value
}

// A day stands for its first or last moment, in the viewer's zone, or in UTC where the field holds days.
function parseDay(value: string, { endOfDay, utc }: { readonly endOfDay: boolean; readonly utc: boolean }): string | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value)
  const date = new Date(isDay ? `${value}T${endOfDay ? '23:59:59.999' : '00:00:00'}${utc ? 'Z' : ''}` : value)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

import type { FieldKind } from '@ssot/contract'
import type { Field } from '../registry/registry.ts'

/** How a kind of field is typed on the client; `null` stands for the enum's own name. Names under `$` are those of `@ssot/contract`. */
interface ScalarType {
  readonly record: string | null
  readonly input: string | null
  /** Name of the filter; it takes the enum's name first where `input` is null. */
  readonly filter: string
  readonly numeric: boolean
}

const SCALAR_TYPES: Readonly<Record<FieldKind, ScalarType>> = {
  string: { record: 'string', input: 'string', filter: '$.StringFilter', numeric: false },
  int: { record: 'number', input: 'number', filter: '$.NumberFilter', numeric: true },
  float: { record: 'number', input: 'number', filter: '$.NumberFilter', numeric: true },
  bigint: { record: 'bigint', input: '$.BigIntInput', filter: '$.BigIntFilter', numeric: true },
  decimal: { record: '$.Decimal', input: '$.DecimalInput', filter: '$.DecimalFilter', numeric: true },
  boolean: { record: 'boolean', input: 'boolean', filter: '$.BooleanFilter', numeric: false },
  datetime: { record: '$.DateTime', input: '$.DateTimeInput', filter: '$.DateTimeFilter', numeric: false },
  json: { record: '$.Json', input: '$.JsonInput', filter: '$.JsonFilter', numeric: false },
  bytes: { record: '$.Bytes', input: '$.Bytes', filter: '$.BytesFilter', numeric: false },
  enum: { record: null, input: null, filter: '$.EnumFilter', numeric: false },
}

/** Type of the field's value in an answer. */
export function recordType(field: Field): string {
  return withArity(SCALAR_TYPES[field.kind].record ?? enumName(field), field)
}

/** Type of a plain value for the field in an input. */
export function inputType(field: Field): string {
  return withArity(itemInputType(field), field)
}

/** Type of the field in an update: a plain value, or an operation on the stored one. */
export function updateType(field: Field): string {
  const item = itemInputType(field)
  if (field.list) return `readonly ${item}[] | $.ListChange<${item}>`
  if (field.kind === 'json') return withArity(item, field)
  // What cannot be read is set, and not counted.
  const change = isNumeric(field) && field.visibility === 'normal' ? 'NumberChange' : 'ValueChange'
  return `${withArity(item, field)} | $.${change}<${withArity(item, field)}>`
}

/** Type of the field in a filter: a plain value for equality, or operators. */
export function filterType(field: Field): string {
  const { filter } = SCALAR_TYPES[field.kind]
  const item = itemInputType(field)
  if (field.list) return `$.ListFilter<${item}>`
  const parameters = [...(field.kind === 'enum' ? [item] : []), ...(field.required ? [] : ['null'])]
  const operators = parameters.length === 0 ? filter : `${filter}<${parameters.join(', ')}>`
  return field.kind === 'json' ? operators : `${withArity(item, field)} | ${operators}`
}

/** Whether the field can be summed and averaged. */
export function isNumeric(field: Field): boolean {
  return SCALAR_TYPES[field.kind].numeric && !field.list
}

/** Type of a field's value in a unique. */
export function uniqueType(field: Field): string {
  return itemInputType(field)
}

function itemInputType(field: Field): string {
  return SCALAR_TYPES[field.kind].input ?? enumName(field)
}

function withArity(item: string, field: Field): string {
  if (field.list) return `readonly ${item}[]`
  return field.required ? item : `${item} | null`
}

function enumName(field: Field): string {
  return field.enum ?? 'string'
}

import type { Constraints, FieldKind } from '@ssot/contract'
import { mergeConstraints } from '../registry/checks/merge-constraints.ts'
import type { Field } from '../registry/registry.ts'
import { listOf, nullable, refTo, type Part } from './document.ts'

/** How a kind of value is answered, and what is taken for it where that is more. An enum's schema is its own. */
const VALUES: Readonly<Record<FieldKind, { readonly record: Part; readonly input?: Part }>> = {
  string: { record: { type: 'string' } },
  int: { record: { type: 'integer' } },
  float: { record: { type: 'number', format: 'double' } },
  bigint: { record: { type: 'string', pattern: '^-?\\d+$' }, input: { type: ['string', 'integer'], pattern: '^[+-]?\\d{1,20}$' } },
  decimal: {
    record: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
    input: { type: ['string', 'number'], pattern: '^[+-]?(\\d+(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d{1,3})?$' },
  },
  boolean: { record: { type: 'boolean' } },
  datetime: { record: { type: 'string', format: 'date-time' } },
  json: { record: {} },
  bytes: { record: { type: 'string', contentEncoding: 'base64' } },
  enum: { record: {} },
}

const FORMATS: Readonly<Record<string, string>> = { uuid: 'uuid', email: 'email', url: 'uri', uri: 'uri' }

/** Schema of one value as it is answered. */
export function recordItem(field: Field): Part {
  return field.kind === 'enum' ? refTo('schemas', field.enum ?? '') : { ...VALUES[field.kind].record, ...formatOf(field) }
}

/** Schema of one value as it may be sent for a comparison: no length is checked there. */
export function operandItem(field: Field): Part {
  if (field.kind === 'enum') return refTo('schemas', field.enum ?? '')
  const { record, input = record } = VALUES[field.kind]
  if (field.native?.name === 'Date') return { type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] }
  return { ...input, ...formatOf(field) }
}

/** Schema of one value as it may be stored. */
export function inputItem(field: Field): Part {
  if (field.kind === 'enum') return operandItem(field)
  const constraints = mergeConstraints(field)
  return { ...operandItem(field), ...formatOf({ kind: field.kind, constraints }), ...LIMITS[field.kind]?.(constraints) }
}

/** Schema of the field in a record. */
export function recordValue(field: Field): Part {
  const value = withArity(field, recordItem(field))
  return described(field, field.computed ? { ...value, readOnly: true } : value)
}

/** Schema of the field's plain value in an update. */
export function inputValue(field: Field): Part {
  return withArity(field, inputItem(field))
}

/** Schema of the field's plain value in a create. What it is when none is sent stands in words: generators take `default` for a value that is always there. */
export function createValue(field: Field): Part {
  return described(field, inputValue(field), field.default.from === 'value' ? `Without it: \`${JSON.stringify(field.default.value)}\`.` : '')
}

function withArity(field: Field, item: Part): Part {
  if (field.list) return listOf(item)
  return field.required ? item : nullable(item)
}

function described(field: Field, schema: Part, more = ''): Part {
  const description = [field.help ?? field.description ?? '', more].filter((text) => text !== '').join(' ')
  return description === '' ? schema : { ...schema, description }
}

function formatOf({ kind, constraints }: Pick<Field, 'kind' | 'constraints'>): Part {
  const format = kind === 'string' ? FORMATS[constraints.format ?? ''] : kind === 'int' && constraints.min === INT32_MIN ? 'int32' : undefined
  return format === undefined ? {} : { format }
}

const INT32_MIN = -2147483648
const INT32_MAX = 2147483647

const LIMITS: Readonly<Partial<Record<FieldKind, (constraints: Constraints) => Part>>> = {
  string: texts,
  int: ranges,
  float: ranges,
}

function texts({ minLength, maxLength, ...constraints }: Constraints): Part {
  return { ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }), ...patternsOf(constraints) }
}

// A schema holds one pattern; further ones stand beside it.
function patternsOf({ patterns = [], startsWith, endsWith, contains }: Constraints): Part {
  const sources = [
    ...patterns.map(({ source }) => source),
    ...(startsWith === undefined ? [] : [`^${literal(startsWith)}`]),
    ...(endsWith === undefined ? [] : [`${literal(endsWith)}$`]),
    ...(contains === undefined ? [] : [literal(contains)]),
  ]
  const [pattern, ...more] = sources
  if (pattern === undefined) return {}
  return { pattern, ...(more.length > 0 && { allOf: more.map((one) => ({ pattern: one })) }) }
}

function literal(text: string): string {
  return text.replace(/[\^$.*+?()[\]{}|/]/g, '\\$&')
}

function ranges({ min, max }: Constraints): Part {
  return { ...(typeof min === 'number' && min !== INT32_MIN && { minimum: min }), ...(typeof max === 'number' && max !== INT32_MAX && { maximum: max }) }
}

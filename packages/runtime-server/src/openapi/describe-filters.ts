import type { Field } from '../registry/registry.ts'
import { operatorsOf } from '../request/operators.ts'
import { closed, listOf, nullable, parts, refTo, type Part } from './document.ts'
import { schemaOf, sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'
import { operandItem } from './value-schema.ts'

// Filters are the same for all fields of one kind, so each stands once among the components.

const FLAG: Part = { type: 'boolean' }
const TEXT: Part = { type: 'string' }
const NUMBER_OR_TEXT: Part = { type: ['number', 'string'] }

type Operand = (item: Part, field: Field) => Part

const one: Operand = (item) => item
const many: Operand = (item) => listOf(item)
const flag: Operand = () => FLAG
const text: Operand = () => TEXT
const any: Operand = () => ({})
const ordered: Operand = (item, field) => (field.kind === 'json' ? NUMBER_OR_TEXT : item)
const whole: Operand = (item, field) => withNull(field, field.list ? listOf(item) : item)

/** What each operator compares with. */
const OPERANDS: Readonly<Record<string, Operand>> = {
  equals: whole,
  in: many,
  notIn: many,
  null: flag,
  lt: ordered,
  lte: ordered,
  gt: ordered,
  gte: ordered,
  contains: text,
  startsWith: text,
  endsWith: text,
  mode: () => ({ enum: ['default', 'insensitive'] }),
  has: one,
  hasEvery: many,
  hasSome: many,
  isEmpty: flag,
  path: () => listOf(NUMBER_OR_TEXT),
  string_contains: text,
  string_starts_with: text,
  string_ends_with: text,
  array_contains: any,
  array_starts_with: any,
  array_ends_with: any,
}

/** Every filter that the fields of these models use, by name. */
export function describeFilters(scope: OpenapiScope): Readonly<Record<string, Part>> {
  const fields = [...scope.views.values()].flatMap(({ stored }) => stored)
  return Object.fromEntries(fields.map((field) => [scope.names.shared(filterName(field)), describeFilter(scope, field)]))
}

/** Conditions over stored fields that may be read and relations, and their combinations. */
export function describeWhere(scope: OpenapiScope, { model, stored, relations }: ModelView): Part {
  const self = schemaOf(scope, model.name, 'Where')
  return closed(
    parts([
      ['AND', { anyOf: [self, listOf(self)] }],
      ['OR', listOf(self)],
      ['NOT', { anyOf: [self, listOf(self)] }],
      ...stored.map((field): [string, Part] => [field.name, refTo('schemas', scope.names.shared(filterName(field)))]),
      ...relations.map((relation): [string, Part] => [relation.name, sharedSchema(scope, relationFilterName(relation.model, relation.list ? 'Many' : 'One'))]),
    ]),
  )
}

/** Filters over relations to these models, by name: one for to-many and one for to-one relations to each. */
export function describeRelationFilters(scope: OpenapiScope): Readonly<Record<string, Part>> {
  const relations = [...scope.views.values()].flatMap((view) => view.relations)
  return Object.fromEntries(
    relations.map(({ model, list }) => {
      const where = schemaOf(scope, model, 'Where')
      const isOrNot = closed({ is: nullable(where), isNot: nullable(where) })
      return [scope.names.shared(relationFilterName(model, list ? 'Many' : 'One')), list ? closed({ some: where, every: where, none: where }) : { anyOf: [where, isOrNot, { type: 'null' }] }]
    }),
  )
}

function relationFilterName(model: string, arity: 'One' | 'Many'): string {
  return `${arity}${model}Filter`
}

// A plain value is short for `equals`. One of JSON cannot be told from operators, so anything goes.
function describeFilter(scope: OpenapiScope, field: Field): Part {
  const operators = operatorsOf(field)
  const item = operandItem(field)
  const members = closed(
    parts([
      ...operators.filter((name) => name !== 'not').map((name): [string, Part | undefined] => [name, operandOf(scope, field, name)]),
      ['not', operators.includes('not') ? negated(scope, field) : undefined],
    ]),
  )
  if (!operators.includes('equals')) return { anyOf: [members, { type: 'null' }] }
  if (field.kind === 'json' && !field.list) return { description: `A value to be equal to, or operators: ${operators.join(', ')}.` }
  const equal = withNull(field, field.list ? listOf(item) : item)
  return { anyOf: [equal, members, ...(isReferable(field) ? [sharedSchema(scope, 'FieldRef')] : [])] }
}

/** Operators that also compare with another field of the model. */
const REFERRING: ReadonlySet<string> = new Set(['equals', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith'])

const isReferable = (field: Field): boolean => !field.list && field.kind !== 'json'

function operandOf(scope: OpenapiScope, field: Field, operator: string): Part | undefined {
  const operand = OPERANDS[operator]?.(operandItem(field), field)
  return operand && REFERRING.has(operator) && isReferable(field) ? { anyOf: [operand, sharedSchema(scope, 'FieldRef')] } : operand
}

function negated(scope: OpenapiScope, field: Field): Part {
  return field.kind === 'json' ? {} : refTo('schemas', scope.names.shared(filterName(field)))
}

function withNull(field: Field, schema: Part): Part {
  return field.required && !field.list ? schema : nullable(schema)
}

const KIND_NAMES: Readonly<Record<string, string>> = { string: 'String', int: 'Int', float: 'Float', bigint: 'BigInt', decimal: 'Decimal', boolean: 'Boolean', datetime: 'DateTime', json: 'Json', bytes: 'Bytes' }

// Whatever makes a filter differ is in its name.
function filterName(field: Field): string {
  const item = field.enum !== undefined ? `Enum${field.enum}` : `${special(field)}${KIND_NAMES[field.kind] ?? ''}`
  const arity = field.list ? 'List' : field.required ? '' : 'Nullable'
  return `${item}${arity}Filter`
}

function special(field: Field): string {
  if (field.native?.name === 'Date' || field.native?.name === 'Xml') return field.native.name
  if (field.kind === 'int' && field.constraints.min !== -2147483648) return 'Wide'
  if (field.kind !== 'string' || field.list) return field.constraints.format === 'uuid' ? 'Uuid' : ''
  if (field.constraints.format !== undefined) return field.constraints.format.charAt(0).toUpperCase() + field.constraints.format.slice(1)
  return operatorsOf(field).includes('contains') ? '' : 'Opaque'
}

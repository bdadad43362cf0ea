import type { Constraints, FieldKind, Json } from '@ssot/contract'
import { mergeConstraints } from '../registry/checks/merge-constraints.ts'
import type { Field, Model } from '../registry/registry.ts'
import { isRequiredOnCreate } from '../registry/is-required-on-create.ts'
import { refusalOf } from '../request/check-value.ts'
import type { ModelView, OpenapiScope } from './scope.ts'

// Made from kinds and constraints alone: the same document for the same schema, and nothing of the data in it.

/** A record as it could be answered. */
export function exampleRecord(scope: OpenapiScope, { readable }: ModelView): Json {
  return Object.fromEntries(readable.map((field) => [field.name, exampleValue(scope, field)]))
}

/** A create with what is required, and up to three fields more. */
export function exampleInput(scope: OpenapiScope, { model, shown }: ModelView): Json {
  const creatable = [...model.fields.values()].filter((field) => shown.fields[field.name]?.create)
  const optional = creatable.filter((field) => !isRequiredOnCreate(model, field) && field.relation === undefined && field.default.from === 'none').slice(0, 3)
  const sent = creatable.filter((field) => isRequiredOnCreate(model, field) || optional.includes(field))
  return Object.fromEntries(sent.map((field) => [field.name, exampleValue(scope, field)]))
}

/** A record's key as a path segment. */
export function exampleKey(scope: OpenapiScope, model: Model, fields: readonly string[]): string {
  const values = fields.flatMap((name) => model.fields.get(name) ?? []).map((field) => exampleItem(scope, field))
  return values.map((value) => encodeURIComponent(String(value))).join(',')
}

function exampleValue(scope: OpenapiScope, field: Field): Json {
  const item = exampleItem(scope, field)
  return field.list ? [item] : item
}

/** One value of a field. */
export function exampleItem(scope: OpenapiScope, field: Field): Json {
  return EXAMPLES[field.kind](field, scope)
}

const EXAMPLES: Readonly<Record<FieldKind, (field: Field, scope: OpenapiScope) => Json>> = {
  string: exampleText,
  int: within,
  float: (field) => clamp(field, 1.5),
  bigint: (field) => String(within(field)),
  decimal: (field) => String(clamp(field, decimalOf(field))),
  boolean: () => true,
  datetime: exampleMoment,
  json: () => ({ any: 'JSON' }),
  bytes: () => 'c3NvdA==',
  enum: (field, { registry }) => registry.enums.get(field.enum ?? '')?.values[0] ?? '',
}

const OF_FORMAT: Readonly<Record<string, string>> = {
  uuid: '0b0ec0de-5eed-4a11-8ac3-0123456789ab',
  email: 'somebody@example.org',
  url: 'https://example.org/',
  uri: 'https://example.org/',
}

function exampleText(field: Field): string {
  const constraints = mergeConstraints(field)
  const known = OF_FORMAT[constraints.format ?? ''] ?? (field.default.from === 'generated' ? GENERATED[field.default.by] : undefined)
  const texts = known === undefined ? [...textsLike(field.label), ...textsLike('example')] : [known]
  const fitted = texts.map((text) => fit(text, constraints))
  return fitted.find((text) => refusalOf(field, text) === undefined) ?? fitted[0] ?? ''
}

// One of these is what most patterns ask for.
function textsLike(label: string): readonly string[] {
  const words = label.toLowerCase().split(/[^a-z0-9]+/)
  return [label, words.join('-'), words.join(''), words.join('_'), words.join('').toUpperCase(), '123', 'A1', '1.0', '2025-01-31']
}

function fit(text: string, { maxLength = 100, minLength = 0, startsWith = '', endsWith = '', contains = '' }: Constraints): string {
  const whole = `${startsWith}${text}${text.includes(contains) ? '' : contains}${endsWith}`
  return whole.padEnd(minLength, /[a-z0-9]$/i.test(whole) ? whole.slice(-1) : '.').slice(0, maxLength)
}

const GENERATED: Readonly<Record<string, string>> = {
  cuid: 'cm6k2v9d80000356ohb6v1q2a',
  uuid: '0b0ec0de-5eed-4a11-8ac3-0123456789ab',
  nanoid: 'V1StGXR8_Z5jdHi6B-myT',
  ulid: '01JJX5V6ZK8W1S3Q7M4N2P0RTE',
}

function decimalOf({ constraints: { precision, scale } }: Field): number {
  if (scale === 0) return 1
  return precision === scale && scale !== undefined ? 0.5 : 9.5
}

function exampleMoment(field: Field): string {
  const moment = field.native?.name === 'Date' ? '2025-01-31T00:00:00.000Z' : '2025-01-31T09:30:00.000Z'
  const { min = moment, max = moment } = mergeConstraints(field)
  return [String(min), moment, String(max)].toSorted()[1] ?? moment
}

function clamp(field: Field, value: number): number {
  const { min = value, max = value } = mergeConstraints(field)
  return Math.max(Number(min), Math.min(value, Number(max)))
}

function within(field: Field): number {
  return clamp(field, 1)
}

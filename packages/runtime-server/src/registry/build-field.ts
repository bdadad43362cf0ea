import type { FieldKind, Json } from '@ssot/contract'
import type { Annotation } from './annotations/annotation.ts'
import { readChecks } from './checks/read-checks.ts'
import type { DatamodelField, DatamodelModel } from './datamodel.ts'
import { has, textOf } from './index-annotations.ts'
import { labelOf } from './name-things.ts'
import { constraintsOf } from './native-constraints.ts'
import type { Field, FieldDefault, Provider } from './registry.ts'
import { isSensitiveName } from './sensitive-names.ts'

const KINDS: Readonly<Record<string, FieldKind>> = {
  String: 'string',
  Int: 'int',
  Float: 'float',
  BigInt: 'bigint',
  Decimal: 'decimal',
  Boolean: 'boolean',
  DateTime: 'datetime',
  Json: 'json',
  Bytes: 'bytes',
}

// Functions whose value identifies a row: a client that could choose it could choose another's.
const GENERATORS: ReadonlySet<string> = new Set(['autoincrement', 'sequence', 'cuid', 'uuid', 'nanoid', 'ulid', 'dbgenerated'])

/** What the schema's comments say of a field, and the database it is for. */
export interface FieldNotes {
  readonly provider: Provider
  readonly annotations: readonly Annotation[]
  readonly description: string | undefined
}

/** What one scalar of the datamodel is to the API. */
export function buildField(model: DatamodelModel, field: DatamodelField, { provider, annotations, description }: FieldNotes): Field {
  const kind = field.kind === 'enum' ? 'enum' : (KINDS[field.type] ?? 'string')
  const native = field.nativeType ? { name: field.nativeType[0], args: field.nativeType[1] } : undefined
  const keyOf = model.fields.find((candidate) => candidate.relationFromFields?.includes(field.name))
  const standard = defaultOf(field)
  const isKey = field.isId || (model.primaryKey?.fields.includes(field.name) ?? false)
  const generatedKey = isKey && keyOf === undefined && standard.from === 'generated' && GENERATORS.has(standard.by)
  const visibility = visibilityOf(field, annotations, isKey)
  const settable = visibility !== 'hidden' && !generatedKey && !field.isUpdatedAt && !has(annotations, 'readOnly')
  const help = textOf(annotations, 'help')
  const format = textOf(annotations, 'format') ?? (native?.name === 'Date' ? 'date' : undefined)
  const widget = widgetOf(annotations)
  const { checks } = readChecks(annotations, kind)
  return Object.freeze({
    name: field.name,
    column: field.dbName ?? field.name,
    kind,
    ...(kind === 'enum' && { enum: field.type }),
    list: field.isList,
    required: field.isRequired,
    unique: field.isUnique || field.isId,
    label: textOf(annotations, 'label') ?? labelOf(field.name),
    ...(help !== undefined && { help }),
    default: standard,
    isUpdatedAt: field.isUpdatedAt ?? false,
    visibility,
    ...(isTelling(field, annotations, isKey) && { adminSets: true }),
    clientCreates: settable,
    clientUpdates: settable && !has(annotations, 'immutable'),
    ...(keyOf && { relation: keyOf.name }),
    ...(native && { native }),
    constraints: constraintsOf(provider, kind, native),
    ...(checks && { checks }),
    ...(widget && { widget }),
    ...(format !== undefined && { format }),
    ...(description !== undefined && { description }),
    annotations,
  })
}

function visibilityOf(field: DatamodelField, annotations: readonly Annotation[], isKey: boolean): Field['visibility'] {
  if (has(annotations, 'hidden')) return 'hidden'
  if (has(annotations, 'writeOnly')) return 'writeOnly'
  return isTelling(field, annotations, isKey) ? 'writeOnly' : 'normal'
}

const SAYS_WHO_SEES_IT = ['hidden', 'writeOnly', 'expose']

// Where the schema says nothing, the name does.
function isTelling(field: DatamodelField, annotations: readonly Annotation[], isKey: boolean): boolean {
  const isText = field.kind === 'scalar' && (field.type === 'String' || field.type === 'Bytes')
  return isText && !isKey && isSensitiveName(field.name) && !SAYS_WHO_SEES_IT.some((name) => has(annotations, name))
}

function defaultOf(field: DatamodelField): FieldDefault {
  if (field.isUpdatedAt) return { from: 'generated', by: 'updatedAt' }
  if (!field.hasDefaultValue) return { from: 'none' }
  const value = field.default
  if (isFunction(value)) return { from: 'generated', by: value.name, ...(Array.isArray(value.args) && value.args.length > 0 && { args: value.args.map((arg) => literalOf(field, arg)) }) }
  return { from: 'value', value: literalOf(field, value) }
}

function isFunction(value: unknown): value is { readonly name: string; readonly args?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'name' in value
}

// The DMMF writes Json defaults as text and decimals as numbers; on the wire they are JSON and strings.
function literalOf(field: DatamodelField, value: unknown): Json {
  if (Array.isArray(value)) return value.map((item) => literalOf(field, item))
  if (field.type === 'Json' && typeof value === 'string') return parseJson(value)
  if (field.type === 'Decimal' || field.type === 'BigInt') return String(value)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}

function parseJson(text: string): Json {
  const value: Json = JSON.parse(text)
  return value
}

// `@ui:textarea(rows: 4)` and `@ui(widget: "textarea", rows: 4)` say the same.
function widgetOf(annotations: readonly Annotation[]): Field['widget'] {
  const annotation = annotations.findLast((candidate) => candidate.name === 'ui')
  if (!annotation) return undefined
  const { widget, ...options } = annotation.named
  const name = typeof widget === 'string' ? widget : annotation.args[0]
  return typeof name === 'string' ? { name, options } : undefined
}

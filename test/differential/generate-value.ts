import type { FieldKind } from '@ssot/contract'
import type { Field, Model } from '../../packages/runtime-server/src/registry/registry.ts'
import { linkingFields, pick, referredField, times, type Tree, type Writing } from './writing.ts'

interface Place {
  readonly model: Model
  readonly field: Field
  readonly orNull: boolean
  /** A key of a record that is created. */
  readonly isNew?: boolean
}

/** Few values for keys, so that writes meet what is there. */
const OF_KEYS: Readonly<Partial<Record<FieldKind, readonly unknown[]>>> = { int: [1, 2, 3, 4, 5], string: ['a', 'b', 'c', 'd', 'e'] }

/** Of new records, most of which are not to be in conflict. */
const OF_NEW_KEYS: typeof OF_KEYS = { int: [3, 4, 5, 6, 7, 8], string: ['c', 'd', 'e', 'f', 'g', 'h'] }

const OF_KIND: Readonly<Record<FieldKind, readonly unknown[]>> = {
  string: ['', 'x', "it's", 'é😀'],
  int: [0, 1, -2, 5, 100],
  float: [0, 0.5, -1.25, 3],
  bigint: ['0', '-1', '9007199254740993'],
  decimal: ['0', '1.5', '-2.25', '12'],
  boolean: [true, false],
  datetime: ['2020-02-29T12:34:56.789Z', '1970-01-01T00:00:00.000Z'],
  json: [{ a: 1 }, [1, null, 'x'], 'text', 1.5, { _json: null }, {}],
  bytes: ['', 'AAEC/w=='],
  enum: [],
}

/** A value of a field as clients send it, a whole list where the field is one. */
export function generateValue(writing: Writing, place: Place): unknown {
  const { field, orNull } = place
  if (orNull && !field.list && writing.draw(5) === 0) return null
  const values = valuesOf(writing, place)
  return field.list ? times(writing, 4, () => pick(writing, values)) : pick(writing, values)
}

const NUMBERS: ReadonlySet<FieldKind> = new Set<FieldKind>(['int', 'float', 'bigint', 'decimal'])

/** What an update makes of a field: a value, or a change of what is stored. */
export function generateChange(writing: Writing, place: Place): unknown {
  const { field } = place
  if (writing.draw(2) === 0) return generateValue(writing, place)
  if (field.list) return writing.draw(2) === 0 ? { set: generateValue(writing, place) } : { push: writing.draw(2) === 0 ? generateValue(writing, place) : pick(writing, valuesOf(writing, place)) }
  if (!NUMBERS.has(field.kind)) return field.kind === 'json' ? generateValue(writing, place) : { set: generateValue(writing, place) }
  const by = pick(writing, ['increment', 'decrement', 'multiply', 'divide', 'set'])
  return by === 'set' ? { set: generateValue(writing, place) } : { [by]: field.kind === 'bigint' ? '2' : pick(writing, [1, 2, 4]) }
}

/** A copy of a tree's members. */
export function merge(trees: readonly Tree[]): Tree {
  return Object.assign({}, ...trees)
}

function valuesOf({ registry }: Writing, { model, field, isNew = false }: Place): readonly unknown[] {
  if (field.kind === 'enum') return registry.enums.get(field.enum ?? '')?.values ?? []
  const { kind } = referredField(registry, model, field)
  if (linkingFields(model).has(field.name)) return OF_KEYS[kind] ?? OF_KIND[kind]
  const isKey = model.uniques.some((unique) => unique.fields.includes(field.name))
  return (isKey ? (isNew ? OF_NEW_KEYS : OF_KEYS)[kind] : undefined) ?? OF_KIND[kind]
}

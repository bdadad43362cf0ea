import type { Field, Model } from '../registry/registry.ts'
import type { Selection } from './query.ts'

/** A record's default representation: every stored field that may be read, no relations. Its ETag is made of it, whatever a request selects. */
export function storedSelection(model: Model): Selection {
  return { fields: readable(model), relations: [], counts: [] }
}

/** Whether a selection is the default representation. */
export function isStoredSelection(model: Model, { fields, relations, counts, conditions }: Selection): boolean {
  if (relations.length > 0 || counts.length > 0 || conditions) return false
  const stored = readable(model)
  return fields.length === stored.length && fields.every((field, index) => field === stored[index])
}

/** Whether two selections of fields alone are one. Conditions of fields are compared as they are made, not by what they say. */
export function isSameSelection(one: Selection, other: Selection): boolean {
  if (one === other) return true
  if (one.relations.length + one.counts.length + other.relations.length + other.counts.length > 0) return false
  if (one.fields.length !== other.fields.length || one.conditions?.size !== other.conditions?.size) return false
  return one.fields.every(({ name }, index) => name === other.fields[index]?.name && one.conditions?.get(name) === other.conditions?.get(name))
}

function readable(model: Model): readonly Field[] {
  return [...model.fields.values()].filter((field) => field.visibility === 'normal' && !field.computed)
}

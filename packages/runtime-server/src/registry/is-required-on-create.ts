import type { Field, Model } from './registry.ts'

// The server may fill in what these name, so a client need not send it.
const FILLED_BY_SERVER: ReadonlySet<string> = new Set(['owner', 'set'])

/** Whether a create must say the field's value: it has no other source. */
export function isRequiredOnCreate(model: Model, field: Field): boolean {
  if (!field.required || field.list || field.default.from !== 'none' || !field.clientCreates) return false
  const isTenant = model.annotations.some(({ name, named }) => name === 'tenant' && named['field'] === field.name)
  return !isTenant && !field.annotations.some((annotation) => FILLED_BY_SERVER.has(annotation.name))
}

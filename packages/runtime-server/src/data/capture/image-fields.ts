import type { Field, Model } from '../../registry/registry.ts'

/** The fields that images of a model's rows hold: never one that is hidden or can only be written, but for the moment of deletion, by which alone a deletion is known. */
export function imageFields(model: Model): readonly Field[] {
  return storedFields(model).filter((field) => isKept(model, field))
}

/** The fields of which it is kept that they were changed, and not how. */
export function unseenFields(model: Model): readonly Field[] {
  return storedFields(model).filter((field) => !isKept(model, field))
}

function isKept({ traits }: Model, { name, visibility }: Field): boolean {
  return visibility === 'normal' || name === traits.softDelete?.field.name
}

/** The fields that have a column. */
export function storedFields(model: Model): readonly Field[] {
  return [...model.fields.values()].filter(({ computed }) => computed === undefined)
}

/** The fields of the model's key. */
export function keyFields(model: Model): readonly Field[] {
  return (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
}

/** Cuts a list into pieces: functions of databases take so many arguments and no more. */
export function piecesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

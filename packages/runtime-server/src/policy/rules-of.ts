import type { ModelPolicy, PolicyRule } from './model-policy.ts'

/** Every rule of a model: of its rows, of rows that were changed, and of its fields. */
export function rulesOf({ using, check, fields }: ModelPolicy): readonly PolicyRule[] {
  const ofFields = [...fields.values()].flatMap((field) => [...Object.values(field.using), field.check ?? []].flat())
  return [...Object.values(using), check, ...ofFields].flatMap(({ allow, deny }) => [...allow, ...deny])
}

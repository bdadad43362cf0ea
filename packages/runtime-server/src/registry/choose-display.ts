import { isTextual } from './native-constraints.ts'
import type { Field } from './registry.ts'

const TELLING = ['name', 'title', 'label', 'displayName', 'fullName', 'subject', 'username', 'userName', 'email', 'slug', 'headline', 'text', 'code', 'key', 'identifier']

/** The field that stands for a record where only one can: by its telling name, else the first short text. */
export function chooseDisplay(fields: ReadonlyMap<string, Field>, key: readonly string[]): string | null {
  const texts = [...fields.values()].filter((field) => isPlainText(field) && !key.includes(field.name))
  const byName = TELLING.map((name) => texts.find((field) => field.name === name)).find((field) => field !== undefined)
  return (byName ?? texts.find((field) => field.unique) ?? texts.find((field) => field.required))?.name ?? null
}

/** The string fields that `search` looks into: texts, not keys of other records. */
export function chooseSearchFields(fields: ReadonlyMap<string, Field>): readonly string[] {
  return [...fields.values()].filter((field) => isPlainText(field) && field.default.from !== 'generated').map((field) => field.name)
}

function isPlainText(field: Field): boolean {
  return field.kind === 'string' && !field.list && field.visibility === 'normal' && !field.computed && field.relation === undefined && isTextual(field.native)
}

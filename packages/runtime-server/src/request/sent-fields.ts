import type { FieldValue } from './query.ts'
import type { WriteData } from './write.ts'

/** The fields that a write's caller sent: scalars, and keys of links that may change. `given` are those that the record around it fills in. */
export function sentFields({ scalars, changes, links, filled = [] }: Pick<WriteData, 'scalars' | 'changes' | 'links' | 'filled'>, given: Readonly<Record<string, FieldValue>> = {}): readonly string[] {
  const own = Object.keys(scalars).filter((name) => !filled.includes(name))
  const linked = links.filter(({ steps }) => steps.some(({ op }) => op !== 'update')).flatMap(({ relation }) => relation.from)
  return [...new Set([...own, ...Object.keys(changes), ...linked, ...Object.keys(given)])]
}

import type { Key } from '../registry/registry.ts'
import { isPlainObject, type Given } from './given.ts'
import { parseWhereUnique } from './parse-key.ts'
import { parseWhere } from './parse-where.ts'
import { badValue, type Scope } from './scope.ts'
import type { Target } from './write.ts'

/** Parses a unique address with conditions beside it: `{ id: 1, published: true }`. */
export function parseTarget(scope: Scope, { value, path }: Given): Target | undefined {
  if (!isPlainObject(value)) {
    badValue(scope, path, 'must be an object such as { "id": … }')
    return undefined
  }
  const names = uniqueMembers(scope.model.uniques, value)
  const pick = (wanted: boolean): Given => ({ value: Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name) === wanted)), path })
  const key = parseWhereUnique(scope, pick(true))
  return key && { key, where: parseWhere(scope, pick(false)) }
}

// The first unique that is given whole; all members where there is none, so that the fault names them.
function uniqueMembers(uniques: readonly Key[], value: Readonly<Record<string, unknown>>): readonly string[] {
  const isPlain = (name: string): boolean => Object.hasOwn(value, name) && !isPlainObject(value[name])
  for (const { name, fields } of uniques) {
    if (fields.length > 1 && isPlainObject(value[name])) return [name]
    if (fields.every(isPlain)) return fields
  }
  return Object.keys(value)
}

import type { Relation } from '../registry/registry.ts'
import { isPlainObject, items, member, type Given } from './given.ts'
import { parseWhereUnique } from './parse-key.ts'
import type { RecordKey } from './query.ts'
import { badValue, pastLimit, rejectUnknownMembers, targetOf, type Scope } from './scope.ts'
import { serverOwned, type Right } from './server-owned.ts'
import type { Link } from './write.ts'

const TO_ONE = ['connect', 'disconnect']
const TO_MANY = ['connect', 'disconnect', 'set']

/** The scope of a write, and which right it needs. */
export interface LinkScope extends Scope {
  readonly right: Right
}

/** Parses what a body says of a relation: none where that is no object. */
export function parseLink(scope: LinkScope, relation: Relation, part: Given): readonly Link[] {
  if (!isPlainObject(part.value)) {
    badValue(scope, part.path, 'must be an object such as { "connect": { "id": … } }')
    return []
  }
  rejectUnknownMembers(scope, part, relation.list ? TO_MANY : TO_ONE)
  checkRights(scope, relation, part)
  const model = targetOf(scope.registry, relation)
  const keys = (name: string): readonly RecordKey[] => parseTargets({ ...scope, model }, relation, member(part, name))
  const set = member(part, 'set').value === undefined ? undefined : keys('set')
  const clears = !relation.list && part.value['disconnect'] === true
  return [{ relation, model, path: part.path, connect: keys('connect'), disconnect: clears || keys('disconnect'), ...(set && { set }) }]
}

function checkRights(scope: LinkScope, relation: Relation, part: Given): void {
  const blocked = relation.from.map((name) => scope.model.fields.get(name)).find((field) => field && !field[scope.right])
  if (blocked) serverOwned(scope, blocked, scope.right)
  if (!relation.required) return
  if (scope.right === 'clientCreates' && member(part, 'connect').value === undefined) scope.faults.add(part.path, 'REQUEST.REQUIRED', `${part.path} is required.`)
  if (member(part, 'disconnect').value === true) badValue(scope, `${part.path}.disconnect`, 'is not possible, because the relation is required')
}

function parseTargets(scope: Scope, relation: Relation, input: Given): readonly RecordKey[] {
  if (input.value === undefined || typeof input.value === 'boolean') return []
  const parts = relation.list ? items(input) : [input]
  if (parts.length > scope.limits.maxInValues) pastLimit(scope, input.path, `${input.path} has ${parts.length} items; at most ${scope.limits.maxInValues} are allowed.`)
  return parts.flatMap((item) => parseWhereUnique(scope, item) ?? [])
}

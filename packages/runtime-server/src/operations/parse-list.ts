import type { Registry, Model } from '../registry/registry.ts'
import { ALWAYS, allOf } from '../request/combine-where.ts'
import { fingerprint } from '../request/fingerprint.ts'
import { parseListQuery, type Arguments, type ListRequest } from '../request/parse-query.ts'
import type { Where } from '../request/query.ts'
import type { Scope } from '../request/scope.ts'

/** A list, and what its cursors are for. */
export interface ParsedList {
  readonly request: ListRequest
  readonly list: string
}

type Parsed = WeakMap<Arguments, Map<Model, ParsedList>>

// What the same arguments come to in the names of the same registry is the same, as long as nobody can change them.
const parsed = new WeakMap<Registry, Parsed>()

/** Parses the arguments of a list of the records within a condition; frozen arguments once. @throws the faults of the scope */
export function parseList(scope: Scope, args: Arguments, within: Where): ParsedList {
  const whole = Object.isFrozen(args) ? parseOnce(scope, args) : parse(scope, args)
  if (within === ALWAYS) return whole
  const request = { ...whole.request, query: { ...whole.request.query, where: allOf([within, whole.request.query.where]) } }
  return { request, list: fingerprint(request.query) }
}

function parseOnce(scope: Scope, args: Arguments): ParsedList {
  const ofRegistry: Parsed = parsed.get(scope.registry) ?? new WeakMap()
  const ofArguments = ofRegistry.get(args) ?? new Map<Model, ParsedList>()
  const list = ofArguments.get(scope.model) ?? parse(scope, args)
  parsed.set(scope.registry, ofRegistry.set(args, ofArguments.set(scope.model, list)))
  return list
}

function parse(scope: Scope, args: Arguments): ParsedList {
  const request = parseListQuery(scope, args)
  scope.faults.throwIfAny()
  return { request, list: fingerprint(request.query) }
}

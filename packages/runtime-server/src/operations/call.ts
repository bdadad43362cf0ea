import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'
import type { Given } from '../request/given.ts'
import { parsePathKey, parseWhereUnique } from '../request/parse-key.ts'
import type { RecordKey } from '../request/query.ts'
import type { Scope } from '../request/scope.ts'

/** What an operation on a model is called with. */
export interface Call {
  readonly model: Model
  /** `select`, `include`, `omit`, and for lists the rest; from a query string. */
  readonly input: Arguments
}

/** A call about one record. */
export interface RecordCall extends Call {
  /** The key as a path segment. */
  readonly segment: string
  /** Name of the unique that the segment holds, where it is not the key. */
  readonly unique?: string
}

/** Which record a write is about: its key as a path segment, or a unique in a body. */
export type Address = { readonly segment: string } | { readonly where: Given }

/** A call that changes or deletes one record. */
export interface ChangeCall extends Call {
  readonly address: Address
  /** ETags of which the record must have one. */
  readonly ifMatch?: readonly string[] | undefined
}

/** The key that an address means; undefined where it is faulty. @throws DATA.NOT_FOUND where a segment cannot be a key */
export function keyOf(scope: Scope, address: Address): RecordKey | undefined {
  return 'segment' in address ? parsePathKey(scope, address.segment) : parseWhereUnique({ ...scope, fromText: false }, address.where)
}

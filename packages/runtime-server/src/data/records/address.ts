import { problem } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import type { RecordKey } from '../../request/query.ts'
import type { ModelDelegate, PrismaTransaction } from '../prisma/create-prisma-client.ts'
import type { PrismaArguments, WhereContext } from './where-to-prisma.ts'

/** What a write works with. */
export interface WriteContext {
  readonly registry: Registry
  readonly context: WhereContext
  readonly client: PrismaTransaction
}

/** The client's calls for one model. */
export function delegateOf(client: PrismaTransaction, model: Model): ModelDelegate {
  return client.model(model.name)
}

/** A unique address as Prisma's `where`. */
export function keyToPrisma({ key, values, where }: RecordKey): PrismaArguments {
  if (where) throw problem('INTERNAL.BUG', { detail: 'The Prisma client is not asked for a record under a condition.' })
  return key.fields.length === 1 ? values : { [key.name]: values }
}

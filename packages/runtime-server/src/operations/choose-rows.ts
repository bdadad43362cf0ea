import type { Records } from '../data/records/records.ts'
import type { Deleted } from '../policy/live-rows.ts'
import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'
import { badValue, type Scope } from '../request/scope.ts'
import type { OperationContext } from './context.ts'

const CHOICES: Readonly<Record<string, Deleted>> = { exclude: 'exclude', include: 'include', only: 'only' }

/** The records that a request is about, and its other arguments. */
export interface ChosenRows {
  readonly records: Records
  readonly input: Arguments
}

/** Reads `deleted`, by which administrators see deleted records of a model that keeps them; to others it is an argument like any that does not exist. */
export function chooseRows(context: OperationContext, scope: Scope, input: Arguments): ChosenRows {
  const { model } = scope
  if (!mayChoose(context, model) || !Object.hasOwn(input, 'deleted')) return { records: context.records, input }
  const { deleted: word, ...rest } = input
  const deleted = typeof word === 'string' && Object.hasOwn(CHOICES, word) ? CHOICES[word] : undefined
  if (deleted === undefined) badValue(scope, 'deleted', 'must be "exclude", "include" or "only"')
  return { records: context.withDeleted?.(model, deleted ?? 'exclude') ?? context.records, input: rest }
}

function mayChoose({ principal }: OperationContext, { traits }: Model): boolean {
  return principal.isAdmin && traits.softDelete !== undefined
}

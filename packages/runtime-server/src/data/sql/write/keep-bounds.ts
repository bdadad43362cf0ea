// Owns that a stored number which a statement changes stays within what `@validate` says of it: the statement fails where it does not.
import type { Field, Model } from '../../../registry/registry.ts'
import { refusedBound, type Refusal } from '../../../request/check-value.ts'

/** What the error of such a statement says, with the field and the bound behind it. */
export const BOUNDS_MARK = 'ssot:bounds'

const BOUNDS = [
  ['min', '<'],
  ['max', '>'],
] as const

/** How a database says it. */
export interface BoundsDialect {
  /** A bound as a number. */
  literal(bound: number | string): string
  /** An expression of the number's type that fails the statement with a text. */
  refuse(mark: string): string
}

/** The new value of a field, or the failure of the statement where it is past a bound; NULL is past none. */
export function keepBounds(changed: string, { name, checks }: Field, { literal, refuse }: BoundsDialect): string {
  const branches = BOUNDS.flatMap(([bound, sign]) => {
    const limit = checks?.constraints[bound]
    return limit === undefined ? [] : [`WHEN ${changed} ${sign} ${literal(limit)} THEN ${refuse(`${BOUNDS_MARK}:${bound}:${name}:`)}`]
  })
  return branches.length === 0 ? changed : `CASE ${branches.join(' ')} ELSE ${changed} END`
}

/** The field that an error of a database says has passed a bound, and in which words that is refused. */
export function readPassedBound(message: string, model: Model): { readonly field: Field; readonly refusal: Refusal } | undefined {
  const [, bound, name = ''] = /ssot:bounds:(min|max):(\w+):/.exec(message) ?? []
  const field = model.fields.get(name)
  return field && (bound === 'min' || bound === 'max') ? { field, refusal: refusedBound(field, bound) } : undefined
}

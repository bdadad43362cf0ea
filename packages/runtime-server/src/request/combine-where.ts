import type { Model } from '../registry/registry.ts'
import type { RecordKey, Where } from './query.ts'

/** Matches every row. */
export const ALWAYS: Where = Object.freeze({ op: 'always' })

/** All of a client's conditions; empty ones say nothing. */
export function allOf(args: readonly Where[]): Where {
  const said = args.filter(saysSomething)
  const [only = ALWAYS] = said
  return said.length <= 1 ? only : { op: 'and', args: said }
}

/** Any of a client's conditions; empty ones say nothing, as in the Prisma client, so that none of them matches no row. */
export function anyOf(args: readonly Where[]): Where {
  return { op: 'or', args: args.filter(saysSomething) }
}

/** The opposite of a client's condition; that of an empty one is empty, as in the Prisma client. */
export function noneOf(arg: Where): Where {
  return saysSomething(arg) ? { op: 'not', arg } : arg
}

/** The condition that a record has this unique, and what it must fulfil beside. */
export function whereKey(model: Model, { key, values, where = ALWAYS }: RecordKey): Where {
  const fields = key.fields.flatMap((name) => model.fields.get(name) ?? [])
  return allOf([...fields.map((field): Where => ({ op: 'compare', field, by: 'equals', value: values[field.name], insensitive: false })), where])
}

function saysSomething(where: Where): boolean {
  return where.op !== 'always'
}

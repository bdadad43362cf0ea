import { didYouMean, parseExpr, walkExpr, type Expr, type Json } from '@ssot/contract'
import type { UiContext, UiPath } from './ui-context.ts'

/** Where a value stands, and which names its expressions may read beside those of every page. */
export interface ValuePlace {
  readonly path: UiPath
  readonly names: readonly string[]
}

const ROOTS = ['params', 'query', 'user', 'data', 'state', 'record', 'item', 'event', 'index']

/** The place of a part of a value. */
export function below(place: ValuePlace, ...keys: readonly PropertyKey[]): ValuePlace {
  return { ...place, path: [...place.path, ...keys] }
}

/** Parses an expression and checks its names; undefined where it has a fault, which is reported. */
export function compileExpression(context: UiContext, text: string, place: ValuePlace): Expr | undefined {
  const parsed = parseExpr(text)
  if (!parsed.ok) {
    context.report(place.path, { message: `is not an expression: at character ${parsed.at + 1} of "${text}": ${parsed.message}` })
    return undefined
  }
  const strangers = findStrangers(context, parsed.expr, [...new Set([...ROOTS, ...place.names])])
  for (const { message, hint } of strangers) context.report(place.path, { message, hint })
  return strangers.length === 0 ? parsed.expr : undefined
}

/** A value with the expressions in it (`{ $: text }`, at any depth) parsed. */
export function compileValue(context: UiContext, value: Json, place: ValuePlace): Json {
  if (isList(value)) return value.map((item, index) => compileValue(context, item, below(place, index)))
  if (typeof value !== 'object' || value === null) return value
  const computed = value['$']
  if (computed === undefined) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, compileValue(context, item, below(place, key))]))
  if (typeof computed === 'string' && Object.keys(value).length === 1) return { $: compileExpression(context, computed, below(place, '$')) ?? null }
  context.report(place.path, { message: 'must hold nothing but an expression in quotes beside `$`.' })
  return null
}

interface Stranger {
  readonly message: string
  readonly hint: string | undefined
}

function findStrangers(context: UiContext, expr: Expr, names: readonly string[]): readonly Stranger[] {
  const strangers: Stranger[] = []
  walkExpr(expr, (part, bound) => {
    const [root] = part.t === 'ref' ? part.path : []
    if (root !== undefined && !names.includes(root) && !bound.includes(root)) {
      strangers.push({ message: `reads "${root}", which is not known in a page.`, hint: didYouMean(root, [...names, ...bound]) ?? `Names begin with ${names.join(', ')}.` })
    }
    if (part.t === 'call' && !context.functions.includes(part.fn)) {
      strangers.push({ message: `calls "${part.fn}", and there is no such function.`, hint: didYouMean(part.fn, context.functions) ?? `The functions are ${context.functions.join(', ')}.` })
    }
  })
  return strangers
}

/** Whether a value is a list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

// What stands on the sides of comparisons: fields behind paths, records, and what `auth` has.
import type { Expr } from '@ssot/contract'
import type { Field, Model, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import type { Judging, Place } from './rules-judging.ts'
import { followed, modelNamed, type MeantRow } from './rules-rows.ts'
import type { AuthValue } from './rules-values.ts'

/** What stands on one side of a comparison. `ends`: a path led to no record. */
export type Operand =
  | { readonly is: 'field'; readonly field: Field; readonly value: unknown; readonly known: boolean; readonly ends: boolean }
  | { readonly is: 'record'; readonly there: boolean; readonly known: boolean }
  | { readonly is: 'value'; readonly value: AuthValue | undefined; readonly ofRow: boolean; readonly family: 'number' | 'instant' | 'other'; readonly literal: boolean }

/** An operand of a comparison. */
export function operandOf(judging: Judging, expr: Expr): Operand {
  if (expr.t === 'ref') {
    const place = placeOf(judging, expr.path)
    if (place) return memberOf(judging, place.start, place.path)
  }
  const literal = expr.t === 'lit' || (expr.t === 'unary' && expr.of.t === 'lit')
  return { is: 'value', value: valueOf(judging, expr), ofRow: expr.t === 'ref' && expr.path[0] === 'before', family: familyOf(judging, expr), literal }
}

/** The row that a path begins at, and the rest of it; null where it begins at none. */
export function placeOf({ root, names }: Judging, [first = '', ...rest]: readonly string[]): { readonly start: Place; readonly path: readonly string[] } | null {
  const named = names.get(first)
  if (named) return 'item' in named ? null : { start: named, path: rest }
  return first === 'auth' || first === 'before' ? null : { start: root, path: [first, ...rest] }
}

function memberOf(judging: Judging, start: Place, [name = '', ...rest]: readonly string[]): Operand {
  const { model, row } = start
  const field = model.fields.get(name)
  if (field) return { is: 'field', field, value: row?.values[name] ?? null, known: row !== undefined, ends: false }
  const relation = model.relations.get(name)
  if (!relation) throw new Error(`${model.name} has no ${name}.`)
  const target = modelNamed(judging.world.registry, relation.model)
  const [next] = row ? living(judging, row, relation) : []
  if (rest.length === 0) return { is: 'record', there: next !== undefined, known: row !== undefined }
  if (row && !next) return endOf(judging, target, rest)
  return memberOf(judging, { model: target, row: next }, rest)
}

function endOf(judging: Judging, model: Model, path: readonly string[]): Operand {
  const operand = memberOf(judging, { model }, path)
  return operand.is === 'field' ? { ...operand, known: true, ends: true } : operand.is === 'record' ? { ...operand, known: true } : operand
}

function living({ world, lives }: Judging, row: MeantRow, relation: Relation): readonly MeantRow[] {
  return followed(world, row, relation).filter(lives)
}

/** A value that reads no row but the one as it was; undefined or null where it is absent. */
export function valueOf(judging: Judging, expr: Expr): AuthValue | undefined {
  const { auth, names, now, before } = judging
  if (expr.t === 'lit') return typeof expr.value === 'object' ? null : expr.value
  if (expr.t === 'list') return expr.items.map((item) => valueOf(judging, item) ?? null)
  if (expr.t === 'call' && expr.fn === 'now') return now.toISOString()
  if (expr.t === 'call') return sizeOfValue(valueOf(judging, expr.args[0] ?? expr))
  if (expr.t === 'unary') return valueOf(judging, { t: 'binary', op: '-', left: { t: 'lit', value: 0 }, right: expr.of })
  if (expr.t === 'binary') return calculate(expr.op, valueOf(judging, expr.left) ?? null, valueOf(judging, expr.right) ?? null)
  if (expr.t !== 'ref') throw new Error(`No value: ${expr.t}`)
  const [root = '', name = ''] = expr.path
  const item = names.get(root)
  if (item && 'item' in item) return item.item
  return root === 'before' ? wire(before?.values[name]) : Object.hasOwn(auth, name) ? auth[name] : undefined
}

function sizeOfValue(value: AuthValue | undefined): number | null {
  return typeof value === 'string' ? [...value].length : isList(value) ? value.length : null
}

/** Whether a value is a list. */
export function isList(value: AuthValue | undefined): value is readonly AuthValue[] {
  return Array.isArray(value)
}

function calculate(op: string, left: AuthValue, right: AuthValue): AuthValue {
  if (op === '??') return left ?? right
  if (typeof left !== 'number' || typeof right !== 'number') return null
  return op === '+' ? left + right : op === '-' ? left - right : left * right
}

function wire(value: unknown): AuthValue {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return typeof value === 'bigint' ? String(value) : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function familyOf(judging: Judging, expr: Expr): 'number' | 'instant' | 'other' {
  if (expr.t === 'lit') return typeof expr.value === 'number' ? 'number' : 'other'
  if (expr.t === 'call') return expr.fn === 'now' ? 'instant' : 'number'
  if (expr.t === 'unary') return 'number'
  if (expr.t === 'binary') return expr.op !== '??' ? 'number' : familyOf(judging, expr.left)
  return expr.t === 'ref' ? judging.familyOf(expr.path.join('.')) : 'other'
}

/** What a quantifier goes through. */
export interface Over {
  readonly model: Model | null
  /** Undefined where the path to it ends early. */
  readonly items: readonly unknown[] | undefined
  readonly known: boolean
  readonly direct: boolean
}

/** The records or items at the end of a path. */
export function overOf(judging: Judging, { model, row }: Place, path: readonly string[], direct = true): Over {
  const [name = '', ...rest] = path
  const field = model.fields.get(name)
  const list = row?.values[name]
  if (field) return { model: null, items: Array.isArray(list) ? list : [], known: row !== undefined, direct }
  const relation = model.relations.get(name)
  if (!relation) throw new Error(`${model.name} has no ${name}.`)
  const target = modelNamed(judging.world.registry, relation.model)
  const rows = row ? living(judging, row, relation) : []
  if (rest.length === 0) return { model: target, items: rows, known: row !== undefined, direct }
  const over = overOf(judging, { model: target, row: rows[0] }, rest, false)
  return row && rows.length === 0 ? { ...over, items: undefined, known: true } : over
}

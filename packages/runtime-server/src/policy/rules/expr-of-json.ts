// Owns the step from a rule in the shape of a Prisma filter to an expression. Rejects what no expression says.
import { didYouMean, type BinaryOperator, type Expr, type Json } from '@ssot/contract'
import type { Model } from '../../registry/registry.ts'
import { targetOf, type Compiler } from './compiler.ts'

type JsonObject = { readonly [key: string]: Json }

interface Place {
  readonly compiler: Compiler
  readonly model: Model
  /** The names that lead to the row. */
  readonly path: readonly string[]
  /** How many macros there are around it. */
  readonly depth: number
}

const TRUE: Expr = { t: 'lit', value: true }
const FALSE: Expr = { t: 'lit', value: false }

/** The expression that a filter stands for; what is refused stands for nothing. */
export function exprOfJson(compiler: Compiler, filter: Json): Expr {
  return ofFilter({ compiler, model: compiler.root.model, path: [], depth: 0 }, filter)
}

function refuse({ compiler }: Place, message: string, hint?: string): Expr {
  compiler.refuse(message, hint)
  return FALSE
}

function ofFilter(place: Place, filter: Json): Expr {
  if (!isObject(filter)) return refuse(place, `has ${JSON.stringify(filter)} where a filter is expected.`, 'Write a filter as of the Prisma client, or an expression as text.')
  return joined('&&', Object.entries(filter).map(([name, value]) => (COMBINED.get(name) ?? ofMember)({ place, name, value })))
}

interface Entry {
  readonly place: Place
  readonly name: string
  readonly value: Json
}

const COMBINED: ReadonlyMap<string, (entry: Entry) => Expr> = new Map([
  ['AND', ({ place, value }) => joined('&&', [value].flat().map((one: Json) => ofFilter(place, one)))],
  ['OR', ({ place, value }) => joined('||', [value].flat().map((one: Json) => ofFilter(place, one)))],
  ['NOT', ({ place, value }) => joined('&&', [value].flat().map((one: Json) => not(ofFilter(place, one))))],
])

// None of no conditions holds; all of them do.
function joined(op: '&&' | '||', parts: readonly Expr[]): Expr {
  const [first, ...rest] = parts
  if (!first) return op === '&&' ? TRUE : FALSE
  return rest.reduce((left, right) => binary(op, left, right), first)
}

function binary(op: BinaryOperator, left: Expr, right: Expr): Expr {
  return { t: 'binary', op, left, right }
}

function not(of: Expr): Expr {
  return { t: 'unary', op: '!', of }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function ofMember({ place, name, value }: Entry): Expr {
  const { model, path } = place
  const at: Expr = { t: 'ref', path: [...path, name] }
  const relation = model.relations.get(name)
  if (relation) return ofRelation({ ...place, model: targetOf(place.compiler, relation), path: [...path, name] }, { at, list: relation.list, value })
  if (!model.fields.has(name)) return refuse(place, `names "${name}", and ${model.name} has no such field or relation.`, didYouMean(name, [...model.fields.keys(), ...model.relations.keys(), ...COMBINED.keys()]))
  return isObject(value) && !isClaim(value) ? ofTests(place, at, value) : binary('==', at, valueOf(place, value))
}

function isClaim(value: JsonObject): boolean {
  return Object.keys(value).length === 1 && typeof value['_auth'] === 'string'
}

function valueOf(place: Place, value: Json): Expr {
  if (Array.isArray(value)) return { t: 'list', items: value.map((item: Json) => valueOf(place, item)) }
  if (!isObject(value)) return { t: 'lit', value }
  return isClaim(value) ? { t: 'ref', path: ['auth', String(value['_auth'])] } : refuse(place, `has ${JSON.stringify(value)} where a value is expected.`, 'Write a value, or `{ "_auth": "id" }`.')
}

type Test = (at: Expr, value: Expr) => Expr

const compared = (op: BinaryOperator): Test => (at, value) => binary(op, at, value)
const asked = (fn: string): Test => (at, value) => ({ t: 'call', fn, args: [at, value] })
const itemsOf = (value: Expr): readonly Expr[] => (value.t === 'list' ? value.items : [value])
const isTrue = (value: Expr): boolean => value.t === 'lit' && value.value === true

const TESTS: Readonly<Record<string, Test>> = {
  equals: compared('=='),
  lt: compared('<'),
  lte: compared('<='),
  gt: compared('>'),
  gte: compared('>='),
  in: compared('in'),
  notIn: (at, value) => not(binary('in', at, value)),
  contains: asked('contains'),
  startsWith: asked('startsWith'),
  endsWith: asked('endsWith'),
  has: (at, value) => binary('in', value, at),
  hasSome: (at, value) => joined('||', itemsOf(value).map((item) => binary('in', item, at))),
  hasEvery: (at, value) => joined('&&', itemsOf(value).map((item) => binary('in', item, at))),
  isEmpty: (at, value) => binary(isTrue(value) ? '==' : '>', { t: 'call', fn: 'size', args: [at] }, { t: 'lit', value: 0 }),
}

function ofTests(place: Place, at: Expr, tests: JsonObject): Expr {
  return joined('&&', Object.entries(tests).map(([name, value]) => {
    if (name === 'not') return not(isObject(value) && !isClaim(value) ? ofTests(place, at, value) : binary('==', at, valueOf(place, value)))
    const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined
    return test ? test(at, valueOf(place, value)) : refuse(place, `asks "${name}" of a field, which no rule can.`, didYouMean(name, Object.keys(TESTS)) ?? `Known are ${Object.keys(TESTS).join(', ')} and not.`)
  }))
}

interface Related {
  readonly at: Expr
  readonly list: boolean
  readonly value: Json
}

function ofRelation(place: Place, { at, list, value }: Related): Expr {
  if (value === null && !list) return binary('==', at, { t: 'lit', value: null })
  if (!isObject(value)) return refuse(place, `has ${JSON.stringify(value)} for a relation.`, list ? 'Write some, every or none.' : 'Write is, isNot or a filter.')
  const names = Object.keys(value)
  if (list) return joined('&&', names.map((name) => ofMany(place, at, { name, filter: value[name] ?? null })))
  const isTested = names.length > 0 && names.every((name) => name === 'is' || name === 'isNot')
  return isTested ? joined('&&', names.map((name) => ofOne(place, at, { name, filter: value[name] ?? null }))) : ofOne(place, at, { name: 'is', filter: value })
}

interface Quantified {
  readonly name: string
  readonly filter: Json
}

function ofOne(place: Place, at: Expr, { name, filter }: Quantified): Expr {
  const there = binary('!=', at, { t: 'lit', value: null })
  const holds = filter === null ? not(there) : binary('&&', there, ofFilter(place, filter))
  return name === 'isNot' ? not(holds) : holds
}

const MACROS: Readonly<Record<string, 'exists' | 'all'>> = { some: 'exists', every: 'all', none: 'exists' }

function ofMany(place: Place, over: Expr, { name, filter }: Quantified): Expr {
  const macro = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined
  if (macro === undefined) return refuse(place, `asks "${name}" of a relation to many, which no rule can.`, 'Write some, every or none.')
  const as = `record${place.depth + 1}`
  const all: Expr = { t: 'macro', macro, over, as, where: ofFilter({ ...place, path: [as], depth: place.depth + 1 }, filter) }
  return name === 'none' ? not(all) : all
}

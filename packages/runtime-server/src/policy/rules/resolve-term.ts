// Owns what an operand of a comparison is: a field behind a path, a relation, a value over `auth`, a literal or a list.
// Rejects names that are not there, and what no database computes.
import { CORE_FUNCTIONS, didYouMean, evaluateExpr, type Expr, type ExprValue, type Json } from '@ssot/contract'
import type { Field, Model, Relation } from '../../registry/registry.ts'
import { familyOf, targetOf, type Compiler, type Family, type Place, type RowScope } from './compiler.ts'
import { showExpr } from './show-expr.ts'

/** What stands on one side of a comparison. */
export type Term =
  | (Place & { readonly is: 'field'; readonly field: Field })
  | (Place & { readonly is: 'relation'; readonly relation: Relation })
  /** Computed once for a request; `family` is that of an item where it is a list. */
  | { readonly is: 'value'; readonly expr: Expr; readonly family: Family; readonly list: boolean }
  | { readonly is: 'literal'; readonly value: null | boolean | number | string }
  | { readonly is: 'list'; readonly items: readonly Term[] }

/** The operand that an expression is; null where it is none, which is reported. */
export function resolveTerm(compiler: Compiler, expr: Expr): Term | null {
  switch (expr.t) {
    case 'lit':
      return literalOf(expr.value)
    case 'list':
      return resolveList(compiler, expr.items)
    case 'ref':
      return resolveReference(compiler, expr)
    case 'unary':
      return expr.op === '-' ? resolveArithmetic(compiler, expr, [expr.of]) : notAValue(compiler, expr)
    case 'binary':
      return ARITHMETIC.has(expr.op) ? resolveArithmetic(compiler, expr, [expr.left, expr.right]) : notAValue(compiler, expr)
    case 'call':
      return expr.fn === 'now' ? { is: 'value', expr, family: 'instant', list: false } : expr.fn === 'size' ? resolveSize(compiler, expr) : notAValue(compiler, expr)
    case 'cond':
      return refuse(compiler, `chooses between two values in \`${showExpr(expr)}\`, which cannot be asked of the database.`, 'Choose between two conditions: `a ? x == 1 : x == 2`.')
    case 'index':
      return refuse(compiler, `reads \`${showExpr(expr)}\`: brackets are not for rules.`, 'Follow relations and fields with dots.')
    case 'macro':
      return notAValue(compiler, expr)
  }
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '??'])

function refuse(compiler: Compiler, message: string, hint?: string): null {
  compiler.refuse(message, hint)
  return null
}

function notAValue(compiler: Compiler, expr: Expr): null {
  return refuse(compiler, `uses \`${showExpr(expr)}\` as a value, which cannot be asked of the database.`, 'Join conditions with && and ||.')
}

function literalOf(value: Json): Term | null {
  return typeof value === 'object' && value !== null ? null : { is: 'literal', value }
}

function resolveList(compiler: Compiler, exprs: readonly Expr[]): Term | null {
  const items = exprs.flatMap((item) => resolveTerm(compiler, item) ?? [])
  return items.length === exprs.length ? { is: 'list', items } : null
}

// What reads no row is computed before the database is asked.
function resolveArithmetic(compiler: Compiler, expr: Expr, parts: readonly Expr[]): Term | null {
  const terms = parts.flatMap((part) => resolveTerm(compiler, part) ?? [])
  if (terms.length < parts.length) return null
  const strange = terms.find((term) => term.is !== 'value' && term.is !== 'literal')
  if (strange) return refuse(compiler, `computes \`${showExpr(expr)}\` of a record, which cannot be asked of the database.`, 'Compute with literals, `auth` and `now()` only, and compare the field itself with the result.')
  const families = terms.map(familyOfTerm)
  const isDefault = expr.t === 'binary' && expr.op === '??'
  const isText = expr.t === 'binary' && expr.op === '+' && families.includes('text')
  const fits = families.every((family) => isDefault || family === 'any' || family === 'number' || (isText && family === 'text'))
  if (!fits || terms.some(isListTerm)) return refuse(compiler, `computes \`${showExpr(expr)}\`, which are not both numbers.`)
  if (terms.some(({ is }) => is === 'value')) return { is: 'value', expr: isText ? expr : ofNumbers(expr, terms), family: isDefault ? (families.find((family) => family !== 'any') ?? 'any') : isText ? 'text' : 'number', list: false }
  const value = evaluateExpr(expr, {}, CORE_FUNCTIONS)
  return isScalar(value) ? { is: 'literal', value } : refuse(compiler, `computes \`${showExpr(expr)}\`, which has no result.`)
}

// A sum of numbers is written as a difference, which nothing but numbers has: of a claim that is a text, `+` would join texts.
function ofNumbers(expr: Expr, terms: readonly Term[]): Expr {
  const [left, right] = terms.map((term): Expr => (term.is === 'value' ? term.expr : { t: 'lit', value: term.is === 'literal' ? term.value : null }))
  if (expr.t !== 'binary' || !left || !right) return expr
  return expr.op === '+' ? { ...expr, op: '-', left, right: { t: 'unary', op: '-', of: right } } : { ...expr, left, right }
}

function isScalar(value: ExprValue): value is boolean | number | string {
  return value !== undefined && value !== null && typeof value !== 'object'
}

function resolveSize(compiler: Compiler, expr: Extract<Expr, { readonly t: 'call' }>): Term | null {
  const [of] = expr.args
  const term = of && resolveTerm(compiler, of)
  if (!term) return null
  const isKnown = term.is === 'value' && (term.list || term.family === 'text' || term.family === 'any')
  return isKnown ? { is: 'value', expr, family: 'number', list: false } : refuse(compiler, `counts \`${showExpr(expr)}\`, which cannot be asked of the database.`, 'Compare the size of a list or a relation with 0, or write `exists`.')
}

/** Whether an operand is a list. */
export function isListTerm(term: Term): boolean {
  if (term.is === 'field') return term.field.list
  return term.is === 'list' || (term.is === 'value' && term.list) || (term.is === 'relation' && term.relation.list)
}

const OF_LITERALS: Readonly<Record<string, Family>> = { string: 'text', number: 'number', boolean: 'boolean' }

/** The family of an operand's values. */
export function familyOfTerm(term: Term): Family {
  if (term.is === 'field') return familyOf(term.field)
  if (term.is === 'value') return term.family
  return term.is === 'literal' ? (OF_LITERALS[typeof term.value] ?? 'any') : 'any'
}

function resolveReference(compiler: Compiler, expr: Extract<Expr, { readonly t: 'ref' }>): Term | null {
  const [root = '', ...rest] = expr.path
  const scope = compiler.names.get(root)
  if (scope?.is === 'item') return rest.length === 0 ? { is: 'value', expr, family: scope.family, list: false } : refuse(compiler, `reads \`${showExpr(expr)}\`, and "${root}" is a plain value.`)
  if (scope) return walkPath(compiler, { row: scope, via: [] }, expr.path.slice(1))
  if (root === 'auth') return resolveAuth(compiler, expr)
  if (root === 'before' && !hasMember(compiler.root.model, root)) return resolveBefore(compiler, expr)
  return walkPath(compiler, { row: compiler.root, via: [] }, expr.path)
}

/** Whether a model has a field or a relation of this name. */
export function hasMember(model: Model, name: string): boolean {
  return model.fields.has(name) || model.relations.has(name)
}

function walkPath(compiler: Compiler, place: Place, path: readonly string[]): Term | null {
  const model = modelAt(compiler, place)
  const [name, ...rest] = path
  if (name === undefined) return refuse(compiler, `uses a whole record of ${model.name} as a value.`, 'Compare one of its fields.')
  const field = model.fields.get(name)
  if (field?.computed) return refuseComputed(compiler, model, field)
  if (field) return rest.length === 0 ? { is: 'field', ...place, field } : refuse(compiler, `reads \`${path.join('.')}\`, and ${model.name}.${name} has no parts.`)
  const relation = model.relations.get(name)
  if (!relation) return unknownName(compiler, place.row, { name, model })
  if (rest.length === 0) return { is: 'relation', ...place, relation }
  if (relation.list) return refuse(compiler, `reads \`${path.join('.')}\`, and ${model.name}.${name} leads to many records.`, `Say of which: \`${name}.exists(x, x.${rest.join('.')} == …)\`.`)
  return walkPath(compiler, { row: place.row, via: [...place.via, relation] }, rest)
}

function refuseComputed(compiler: Compiler, model: Model, { name, computed }: Field): null {
  return refuse(compiler, `reads "${name}" of ${model.name}, which is computed when a record is read: the database cannot be asked about it.`, `Name what it is made of: ${computed?.inputs.map((input) => input.name).join(', ')}.`)
}

function modelAt(compiler: Compiler, { row, via }: Place): Model {
  const last = via.at(-1)
  return last ? targetOf(compiler, last) : row.model
}

/** The names that stand for conditions. */
const CONDITION_NAMES = ['isOwner', 'isAdmin', 'authenticated', 'isPublic']

function unknownName(compiler: Compiler, row: RowScope, { name, model }: { readonly name: string; readonly model: Model }): null {
  const own = [...model.fields.keys(), ...model.relations.keys()]
  const isRoot = row === compiler.root && model === row.model
  const known = isRoot ? [...own, 'auth', ...compiler.names.keys(), ...CONDITION_NAMES] : own
  return refuse(compiler, `names "${name}", and ${model.name} has no such field or relation.`, didYouMean(name, known.filter((other) => other !== name)) ?? `${model.name} has ${own.join(', ')}.`)
}

function resolveAuth(compiler: Compiler, expr: Extract<Expr, { readonly t: 'ref' }>): Term | null {
  const [, name, ...rest] = expr.path
  const { authModel, claims } = compiler.context
  if (name === undefined) return refuse(compiler, 'uses `auth` as a value.', 'Name a part of it, such as `auth.id`.')
  if (rest.length > 0) return refuse(compiler, `reads \`${showExpr(expr)}\`: what \`auth\` holds has no parts.`, 'Follow relations from the record instead.')
  if (name === 'id') return { is: 'value', expr, family: 'any', list: false }
  const field = authModel?.fields.get(name)
  if (field?.computed && authModel) return refuseComputed(compiler, authModel, field)
  if (field) return { is: 'value', expr, family: familyOf(field), list: field.list }
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
  if (claim !== undefined) return { is: 'value', expr, family: OF_LITERALS[claim.replace('[]', '')] ?? 'any', list: claim.endsWith('[]') }
  if (name === 'isAdmin') return refuse(compiler, 'reads `auth.isAdmin`.', 'Write `isAdmin`.')
  const known = [...new Set(['id', ...(authModel?.fields.keys() ?? []), ...Object.keys(claims)])]
  return refuse(compiler, `reads \`auth.${name}\`, which is not known.`, didYouMean(name, known) ?? `Declare it: \`auth: { claims: { ${name}: 'string' } }\`. Known are ${known.join(', ')}.`)
}

function resolveBefore(compiler: Compiler, expr: Extract<Expr, { readonly t: 'ref' }>): Term | null {
  const [, name, ...rest] = expr.path
  const { model } = compiler.root
  if (!compiler.context.allowsBefore) return refuse(compiler, `reads \`${showExpr(expr)}\`: \`before\` exists only in the \`check\` of an update.`)
  const field = model.fields.get(name ?? '')
  if (field?.computed) return refuseComputed(compiler, model, field)
  if (field && rest.length === 0) return { is: 'value', expr, family: familyOf(field), list: field.list }
  return refuse(compiler, `reads \`${showExpr(expr)}\`: of the record before, its own fields are known.`, didYouMean(name ?? '', model.fields.keys()))
}

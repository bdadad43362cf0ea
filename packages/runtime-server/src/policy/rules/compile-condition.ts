// Owns the step from an expression to a rule. Every finding is collected; what is refused compiles to false.
import { didYouMean, type Expr } from '@ssot/contract'
import type { Field } from '../../registry/registry.ts'
import { allRules, anyRule, FALSE, negateIf, negateRule, TRUE } from './combine-rules.ts'
import { compileCan } from './compile-can.ts'
import { compileComparison } from './compile-comparison.ts'
import { compileMacro } from './compile-macro.ts'
import { compileTextTest, TEXT_TESTS } from './compile-text-test.ts'
import { exprsOf } from './exprs-of.ts'
import { partsOf } from './parts-of.ts'
import { follow, upTo, type Compiler } from './compiler.ts'
import { hasMember, resolveTerm } from './resolve-term.ts'
import type { Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

/** Compiles what is true or false of a row. */
export function compileCondition(compiler: Compiler, expr: Expr): Rule {
  if (!compiler.spend()) return FALSE
  switch (expr.t) {
    case 'lit':
      return typeof expr.value === 'boolean' ? (expr.value ? TRUE : FALSE) : notACondition(compiler, expr)
    case 'ref':
      return compileName(compiler, expr)
    case 'unary':
      return expr.op === '!' ? negateRule(compileCondition(compiler, expr.of)) : notACondition(compiler, expr)
    case 'binary':
      return compileBinary(compiler, expr)
    case 'cond':
      return compileChoice(compiler, expr)
    case 'call':
      return compileCall(compiler, expr)
    case 'macro':
      return compileMacro({ compiler, condition: compileCondition }, expr)
    case 'list':
    case 'index':
      return notACondition(compiler, expr)
  }
}

function notACondition({ refuse }: Compiler, expr: Expr): Rule {
  return refuse(`has \`${showExpr(expr)}\` where a condition is expected.`, 'Compare it with something.')
}

function compileBinary(compiler: Compiler, expr: Extract<Expr, { readonly t: 'binary' }>): Rule {
  const { op, left, right } = expr
  if (op === '&&') return allRules([left, right].map((part) => compileCondition(compiler, part)))
  if (op === '||') return anyRule([left, right].map((part) => compileCondition(compiler, part)))
  if (op === '==' || op === '!=') {
    const verdict = [left, right].find((part) => part.t === 'lit' && typeof part.value === 'boolean')
    const other = verdict === left ? right : left
    if (verdict?.t === 'lit' && isCondition(compiler, other)) return negateIf((verdict.value === true) !== (op === '=='), compileCondition(compiler, other))
  }
  return compileComparison(compiler, expr)
}

// `isOwner == false`, `(a || b) == true`
function isCondition(compiler: Compiler, expr: Expr): boolean {
  if (expr.t === 'ref') return conditionNamed(compiler, expr.path) !== undefined
  if (expr.t === 'unary') return expr.op === '!'
  if (expr.t === 'binary') return !['+', '-', '*', '/', '%', '??'].includes(expr.op)
  return expr.t === 'macro' || (expr.t === 'call' && (expr.fn === 'can' || TEXT_TESTS.has(expr.fn)))
}

// The last part is false unless the condition is undecided, by something that it reads beside the row: then nothing is decided, whatever the branches say.
function compileChoice(compiler: Compiler, expr: Extract<Expr, { readonly t: 'cond' }>): Rule {
  const test = compileCondition(compiler, expr.if)
  // It is written out twice, and so is what stands in it: choices within the conditions of choices double each time.
  if (!compiler.spend(countParts(test))) return FALSE
  const denied = negateRule(test)
  const branches = [allRules([test, compileCondition(compiler, expr.yes)]), allRules([denied, compileCondition(compiler, expr.no)])]
  return anyRule(exprsOf(test).length > 0 ? [...branches, allRules([test, denied])] : branches)
}

function countParts(rule: Rule): number {
  return partsOf(rule).reduce((sum, part) => sum + countParts(part), 1)
}

const FUNCTIONS = ['can', 'now', 'size', ...TEXT_TESTS.keys()]

function compileCall(compiler: Compiler, expr: Extract<Expr, { readonly t: 'call' }>): Rule {
  if (expr.fn === 'can') return compileCan(compiler, expr.args)
  if (TEXT_TESTS.has(expr.fn)) return compileTextTest(compiler, expr)
  if (FUNCTIONS.includes(expr.fn)) return notACondition(compiler, expr)
  return compiler.refuse(`calls "${expr.fn}", and there is no such function.`, didYouMean(expr.fn, FUNCTIONS) ?? `The functions are ${FUNCTIONS.join(', ')}.`)
}

function compileName(compiler: Compiler, expr: Extract<Expr, { readonly t: 'ref' }>): Rule {
  const named = conditionNamed(compiler, expr.path)
  if (named) return named(compiler)
  const term = resolveTerm(compiler, expr)
  if (term === null) return FALSE
  if (term.is === 'value' && !term.list && (term.family === 'boolean' || term.family === 'any')) return { op: 'auth', expr, negated: false }
  if (term.is === 'field' && term.field.kind === 'boolean' && !term.field.list) return follow(compiler, term, (below, row) => ({ op: 'compare', field: term.field, by: 'equals', operand: { value: true }, up: upTo(below, row), negated: false }))
  if (term.is === 'relation') return compiler.refuse(`has the relation \`${showExpr(expr)}\` where a condition is expected.`, term.relation.list ? `Write \`size(${showExpr(expr)}) > 0\` or \`${showExpr(expr)}.exists(x, …)\`.` : `Write \`${showExpr(expr)} != null\`.`)
  return notACondition(compiler, expr)
}

type CompileNamed = (compiler: Compiler) => Rule

const NAMED: ReadonlyMap<string, CompileNamed> = new Map<string, CompileNamed>([
  ['isOwner', compileIsOwner],
  ['isPublic', compileIsPublic],
  ['isAdmin', () => ({ op: 'auth', expr: { t: 'ref', path: ['isAdmin'] }, negated: false })],
  ['authenticated', () => ({ op: 'auth', expr: { t: 'ref', path: ['authenticated'] }, negated: false })],
])

// A field or a relation of that name goes first; no item of a macro has it.
function conditionNamed({ root }: Compiler, path: readonly string[]): CompileNamed | undefined {
  const [name = '', ...rest] = path
  return rest.length > 0 || hasMember(root.model, name) ? undefined : NAMED.get(name)
}

function compileIsOwner(compiler: Compiler): Rule {
  const { model } = compiler.root
  const owners = [...model.fields.values()].filter(({ annotations }) => annotations.some(({ name }) => name === 'owner'))
  if (owners.length === 0) return compiler.refuse(`says \`isOwner\`, and no field of ${model.name} is its owner.`, 'Annotate the field that holds the owner with `/// @owner`, or compare a field with `auth.id`.')
  return anyRule(owners.map((field) => compareOwner(compiler, field)))
}

function compareOwner(compiler: Compiler, field: Field): Rule {
  const expr: Expr = { t: 'ref', path: ['auth', 'id'] }
  const names = compiler.context.registry.enums.get(field.enum ?? '')?.values
  return { op: 'compare', field, by: 'equals', operand: names ? { expr, names } : { expr }, up: upTo(compiler, compiler.root), negated: false }
}

function compileIsPublic(compiler: Compiler): Rule {
  const { model } = compiler.root
  const { publish } = model.traits
  if (!publish) return compiler.refuse(`says \`isPublic\`, and ${model.name} has neither a field of that name nor one that publishes it.`, 'Name the field that says so, such as `published`.')
  return { op: 'compare', field: publish.field, by: 'equals', operand: { value: publish.value }, up: upTo(compiler, compiler.root), negated: false }
}

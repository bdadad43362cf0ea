// Owns the step from a rule as it was written to a rule that can be asked of a database. Rejects what cannot be, with everything that is wrong.
import { parseExpr, type Expr, type Finding } from '@ssot/contract'
import { compileCondition } from './compile-condition.ts'
import { startCompiler, type Compiler } from './compiler.ts'
import { FALSE } from './combine-rules.ts'
import { exprOfJson } from './expr-of-json.ts'
import type { DelegatedAction, Rule, RuleText } from './rule.ts'
import type { CompiledRule, RuleContext } from './rule-context.ts'

export type { RuleContext } from './rule-context.ts'

/** Compiles a rule; null where something is wrong with it, which the findings say. */
export function compileRule(text: RuleText, context: RuleContext): CompiledRule {
  const findings: Finding[] = []
  const compiler = startCompiler(context, text, findings)
  const expr = exprOf(compiler, text)
  const rule = expr === null || findings.length > 0 ? FALSE : compileCondition(compiler, expr)
  return { rule: findings.length > 0 ? null : rule, findings }
}

function exprOf(compiler: Compiler, { text }: RuleText): Expr | null {
  if (typeof text === 'boolean') return { t: 'lit', value: text }
  if (typeof text !== 'string') return exprOfJson(compiler, text)
  const parsed = parseExpr(text)
  if (parsed.ok) return parsed.expr
  compiler.refuse(`cannot be read: at character ${parsed.at + 1}, ${parsed.message}`)
  return null
}

/** A policy that a rule asks for the verdict of. */
export interface Delegation {
  readonly model: string
  readonly action: DelegatedAction
}

/** The policies that a rule asks for their verdicts. */
export function delegationsOf(rule: Rule): readonly Delegation[] {
  switch (rule.op) {
    case 'and':
    case 'or':
      return rule.args.flatMap(delegationsOf)
    case 'relation':
    case 'each':
      return delegationsOf(rule.where)
    case 'can':
      return [{ model: rule.relation.model, action: rule.action }]
    default:
      return []
  }
}

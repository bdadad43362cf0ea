import type { Rule, RuleAction } from './rules/rule.ts'

/** What of a principal decides which class it is of. */
export interface PrincipalClass {
  readonly isAdmin: boolean
  /** Rows of every tenant are its own. */
  readonly crossesTenants: boolean
  /** In lower case. */
  readonly strategy: string
  readonly hasId: boolean
  readonly outcomes: ReadonlyMap<string, string>
}

/** A field's rule for what a client does with it. */
export type FieldAction = 'read' | 'create' | 'update'

/** What a class of principals may do. Rules are folded: one that is a constant holds for every row, or for none. */
export interface Decisions {
  readonly class: PrincipalClass
  rule(model: string, action: RuleAction): Rule
  /** Of a row after it was changed. */
  check(model: string): Rule
  /** Null: the field follows its row. */
  field(model: string, field: string, action: FieldAction): Rule | null
  fieldCheck(model: string, field: string): Rule | null
}

/** Whether a rule holds for no row at all. */
export function isNever(rule: Rule): boolean {
  return rule.op === 'const' && rule.value !== true
}

/** Whether a rule holds for every row. */
export function isAlways(rule: Rule): boolean {
  return rule.op === 'const' && rule.value === true
}

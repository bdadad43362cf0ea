import type { Rule } from './rule.ts'

/** Holds for every row. */
export const TRUE: Rule = Object.freeze({ op: 'const', value: true })
/** Holds for no row. */
export const FALSE: Rule = Object.freeze({ op: 'const', value: false })
/** Something of `auth` is absent. */
export const UNDECIDED: Rule = Object.freeze({ op: 'const', value: null })

/** All of them; nested ones are flattened, constants of two values are resolved. */
export function allRules(args: readonly Rule[]): Rule {
  return combine('and', args)
}

/** Any of them; nested ones are flattened, constants of two values are resolved. */
export function anyRule(args: readonly Rule[]): Rule {
  return combine('or', args)
}

// What is undecided gives way to a false in `and` and to a true in `or`, and to nothing else.
function combine(op: 'and' | 'or', args: readonly Rule[]): Rule {
  const decides = op === 'or'
  const flat = args.flatMap((arg) => (arg.op === op ? arg.args : [arg]))
  if (flat.some((arg) => arg.op === 'const' && arg.value === decides)) return decides ? TRUE : FALSE
  const said = flat.filter((arg) => arg.op !== 'const' || arg.value === null)
  const [only] = said
  if (only === undefined) return decides ? FALSE : TRUE
  return said.length === 1 || said.every((arg) => arg.op === 'const') ? only : { op, args: said }
}

/** The opposite, with the negation at the leaves; what is undecided stays so. */
export function negateRule(rule: Rule): Rule {
  switch (rule.op) {
    case 'const':
      return rule.value === null ? UNDECIDED : rule.value ? FALSE : TRUE
    case 'and':
      return anyRule(rule.args.map(negateRule))
    case 'or':
      return allRules(rule.args.map(negateRule))
    default:
      return { ...rule, negated: !rule.negated }
  }
}

/** The same where what is undecided admits nobody: negations stand at leaves, so that all of it is false then. */
export function settleRule(rule: Rule): Rule {
  if (rule.op === 'const') return rule.value === null ? FALSE : rule
  return rule.op === 'and' || rule.op === 'or' ? combine(rule.op, rule.args.map(settleRule)) : rule
}

/** The opposite of a rule where `denied` says so. */
export function negateIf(denied: boolean, rule: Rule): Rule {
  return denied ? negateRule(rule) : rule
}

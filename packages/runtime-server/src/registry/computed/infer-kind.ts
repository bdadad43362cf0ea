// Owns what kind of value an expression over a record's fields gives, as far as it can be told beforehand.
import type { BinaryOperator, Expr } from '@ssot/contract'

/** What is known of an expression's value: `any` may be of every kind, and be null. */
export interface Inferred {
  readonly kind: 'text' | 'whole' | 'number' | 'boolean' | 'list' | 'null' | 'any'
  /** Whether there may be none. */
  readonly nullable: boolean
}

/** What is known of the names that an expression reads. */
export type InferName = (path: readonly string[]) => Inferred

const ANY: Inferred = { kind: 'any', nullable: true }
const BOOLEAN: Inferred = { kind: 'boolean', nullable: false }
const TEXT: Inferred = { kind: 'text', nullable: false }
const WHOLE: Inferred = { kind: 'whole', nullable: false }
const OF_FUNCTION: Readonly<Record<string, Inferred>> = { now: TEXT, size: { kind: 'whole', nullable: true } }

/** The kind of an expression's value; every operator is the evaluator's. */
export function inferKind(expr: Expr, ofName: InferName): Inferred {
  switch (expr.t) {
    case 'lit':
      return inferLiteral(expr.value)
    case 'list':
      return { kind: 'list', nullable: false }
    case 'ref':
      return ofName(expr.path)
    case 'index':
      return ANY
    case 'unary':
      return expr.op === '!' ? BOOLEAN : inferBinary('*', WHOLE, inferKind(expr.of, ofName))
    case 'cond':
      return oneOf(inferKind(expr.yes, ofName), inferKind(expr.no, ofName))
    case 'call':
      return OF_FUNCTION[expr.fn] ?? BOOLEAN
    case 'macro':
      return BOOLEAN
    case 'binary':
      return inferBinary(expr.op, inferKind(expr.left, ofName), inferKind(expr.right, ofName))
  }
}

function inferLiteral(value: unknown): Inferred {
  if (value === null) return { kind: 'null', nullable: true }
  if (typeof value === 'string') return TEXT
  return typeof value === 'number' ? { kind: Number.isInteger(value) ? 'whole' : 'number', nullable: false } : typeof value === 'boolean' ? BOOLEAN : ANY
}

const TESTS: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['==', '!=', '<', '<=', '>', '>=', 'in'])

function inferBinary(op: BinaryOperator, left: Inferred, right: Inferred): Inferred {
  if (TESTS.has(op)) return BOOLEAN
  if (op === '??') return { kind: oneOf(left, right).kind, nullable: right.nullable }
  if (op === '&&' || op === '||') return oneOf(left, right)
  if (op === '+' && (left.kind === 'text' || right.kind === 'text')) return isSurelyText(left) || isSurelyText(right) ? TEXT : ANY
  if (op === '+' && (left.kind === 'any' || right.kind === 'any')) return ANY
  // A division by zero is none, and so is what is past the largest number; whole numbers do not come near that.
  const isWhole = left.kind === 'whole' && right.kind === 'whole' && op !== '/'
  return { kind: isWhole ? 'whole' : 'number', nullable: left.nullable || right.nullable || !isWhole || op === '%' }
}

const isSurelyText = ({ kind, nullable }: Inferred): boolean => kind === 'text' && !nullable

function oneOf(one: Inferred, other: Inferred): Inferred {
  const nullable = one.nullable || other.nullable
  if (one.kind === other.kind || other.kind === 'null') return { kind: one.kind, nullable }
  return { kind: one.kind === 'null' ? other.kind : 'any', nullable }
}

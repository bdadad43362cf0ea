// How operands are compared: absent is never equal, null is equal to null only, and nothing is ordered with null.
import { said, type Outcome } from './rules-judging.ts'
import { isList, type Operand } from './rules-operand.ts'
import { fit, keyOf, scaled, textOf, type AuthValue } from './rules-values.ts'

/** The outcome of a comparison. */
export function compare(op: string, [left, right]: readonly [Operand, Operand]): Outcome {
  const [one, other] = [left, right].map((side) => side.is === 'value' && side.literal && side.value === null)
  if (one || other) return nullTest(op, one ? right : left)
  if (left.is === 'field' && right.is === 'field') return right.field.list ? 'false' : bothKnown(left, right, () => compareKeys(op, left, right))
  if (left.is === 'field' && right.is === 'value') return withValue(op, left, right)
  if (left.is === 'value' && right.is === 'field') return op === 'in' ? hasValue(right, left) : withValue(TURNED[op] ?? op, right, left)
  return left.is === 'value' && right.is === 'value' ? compareAuth(op, left, right) : 'false'
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

type FieldOperand = Extract<Operand, { is: 'field' }>
type ValueOperand = Extract<Operand, { is: 'value' }>

function nullTest(op: string, side: Operand): Outcome {
  const isNull = side.is === 'field' ? side.value === null : side.is === 'record' ? !side.there : (side.value ?? null) === null
  return side.is !== 'value' && !side.known ? 'row' : said(isNull === (op === '=='))
}

function bothKnown(left: FieldOperand, right: FieldOperand, decide: () => boolean): Outcome {
  return left.known && right.known ? said(decide()) : 'row'
}

function compareKeys(op: string, left: FieldOperand, right: Pick<FieldOperand, 'field' | 'value'>): boolean {
  const isUnequal = op === '!='
  if (left.value === null || right.value === null) return (op === '==' || isUnequal) && (left.value === right.value) !== isUnequal
  return ordered(op, keyOf(left.field, left.value), keyOf(right.field, right.value))
}

function ordered<Value extends bigint | boolean | number | string>(op: string, left: Value, right: Value): boolean {
  if (op === '==' || op === '!=') return (left === right) === (op === '==')
  return op === '<' ? left < right : op === '<=' ? left <= right : op === '>' ? left > right : left >= right
}

function withValue(op: string, subject: FieldOperand, { value = null, ofRow }: ValueOperand): Outcome {
  const { field, known } = subject
  if (op === 'in') return amongValues(subject, value)
  if (value === null && !ofRow) return 'undecided'
  if (value === null) return op === '==' || op === '!=' ? (known ? said((subject.value === null) === (op === '==')) : 'row') : 'false'
  const fitted = fit(field, value)
  if (fitted === undefined) return 'undecided'
  return known ? said(compareKeys(op, subject, { field, value: fitted })) : 'row'
}

function amongValues({ field, value, known }: FieldOperand, list: AuthValue): Outcome {
  if (!isList(list)) return 'undecided'
  const items = list.flatMap((item) => (item === null ? [] : [fit(field, item)])).filter((item) => item !== undefined)
  if (items.length === 0) return 'false'
  return known ? said(value !== null && items.some((item) => keyOf(field, item) === keyOf(field, value))) : 'row'
}

function hasValue({ field, value: list, known, ends }: FieldOperand, { value = null, ofRow }: ValueOperand): Outcome {
  if (value === null) return ofRow ? 'false' : 'undecided'
  const fitted = fit(field, value)
  if (fitted === undefined) return 'undecided'
  return known ? said(!ends && Array.isArray(list) && list.some((item) => keyOf(field, item) === keyOf(field, fitted))) : 'row'
}

// Numbers and instants however they are written; what is none is not known to be equal or different.
function compareAuth(op: string, left: ValueOperand, right: ValueOperand): Outcome {
  const [one, other] = [left.value ?? null, right.value ?? null]
  const family = [left, right].map((side) => side.family).find((name) => name !== 'other')
  if (op === 'in') return one === null || !isList(other) ? 'undecided' : said(other.includes(one))
  const isTotal = (left.ofRow && one === null) || (right.ofRow && other === null)
  const isAbsent = (one === null && !left.ofRow) || (other === null && !right.ofRow)
  if (isAbsent) return 'undecided'
  if (isTotal) return said(op === '==' ? one === other : op === '!=' && one !== other)
  // What is not of its declared kind is neither equal nor different.
  if (!family) return typeof one === typeof other ? said(ordered(op, String(one), String(other))) : 'undecided'
  const [first, second] = [one, other].map((value) => (family === 'number' ? numberKey(value) : instantKey(value)))
  return first === undefined || second === undefined ? 'undecided' : said(ordered(op, first, second))
}

function numberKey(value: AuthValue): bigint | undefined {
  return /^-?\d+(\.\d+)?$/.test(String(value)) && typeof value !== 'boolean' ? scaled(String(value)) : undefined
}

function instantKey(value: AuthValue): bigint | undefined {
  const ms = typeof value === 'string' && /^\d{4}-/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : BigInt(ms)
}

const PARTS: Readonly<Record<string, (text: string, part: string) => boolean>> = { startsWith: (text, part) => text.startsWith(part), endsWith: (text, part) => text.endsWith(part), contains: (text, part) => text.includes(part) }

/** The outcome of a test for a part of a text. */
export function compareTexts(by: string, subject: Operand, part: Operand): Outcome {
  const test = PARTS[by]
  if (!test) throw new Error(`No condition: ${by}`)
  if (subject.is === 'field' && part.is === 'field') return bothKnown(subject, part, () => testTexts(test, subject, part.value === null ? null : textOf(part.field, String(part.value))))
  if (subject.is === 'field' && part.is === 'value') {
    if ((part.value ?? null) === null) return part.ofRow ? 'false' : 'undecided'
    return typeof part.value !== 'string' ? 'undecided' : subject.known ? said(testTexts(test, subject, part.value)) : 'row'
  }
  const texts = [subject, part].map((side) => (side.is === 'value' ? side : null))
  if (texts.some((side) => (side?.value ?? null) === null && !side?.ofRow)) return 'undecided'
  if (texts.some((side) => (side?.value ?? null) !== null && typeof side?.value !== 'string')) return 'undecided'
  return said(texts.every((side) => typeof side?.value === 'string') && test(String(texts[0]?.value), String(texts[1]?.value)))
}

function testTexts(test: (text: string, part: string) => boolean, { field, value }: FieldOperand, part: string | null): boolean {
  return value !== null && part !== null && test(textOf(field, String(value)), part)
}

/** How many records there are at the end of a path; undefined where it ends early, `unknown` where no rows are looked at. */
export type Size = number | undefined | 'unknown'

/** The outcome of a comparison of a size with a number. */
export function compareSize(op: string, size: Size, other: number): Outcome {
  if (size === 'unknown') return 'row'
  if (op === '!=') return said(size !== other)
  return said(size !== undefined && ordered(op, size, other))
}

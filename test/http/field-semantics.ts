// What databases make of values, said without any code of ours: how two values of a field compare, and which filters say what.
import type { CrudField } from '../crud/schema-model.ts'
import { isSameValue } from '../crud/compare-values.ts'

/** A filter on a field, and whether a value passes it. NULL passes none but `null`. */
export interface FilterCase {
  readonly filter: unknown
  readonly passes: (value: unknown) => boolean
}

const DAY_MS = 86_400_000
const DIGITS = 30

const COMPARABLE: Readonly<Record<string, (field: CrudField, value: unknown) => number | bigint | string>> = {
  Int: (_, value) => Number(value),
  Float: (_, value) => Number(value),
  BigInt: (_, value) => BigInt(String(value)),
  Decimal: (_, value) => scaled(String(value)),
  Boolean: (_, value) => Number(value),
  DateTime: ({ native }, value) => (native?.name.startsWith('Time') && !native.name.startsWith('Timestamp') ? Date.parse(String(value)) % DAY_MS : Date.parse(String(value))),
  String: ({ native }, value) => (native?.name === 'Citext' ? String(value).toLowerCase() : String(value)),
}

// 12.50 and 12.5 are one number.
function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(`${whole}${fraction.padEnd(DIGITS, '0')}`)
}

/** Whether values of a field have an order that is the same in every database. */
export function isOrdered({ type, native, list }: CrudField): boolean {
  return !list && Object.hasOwn(COMPARABLE, type) && native?.name !== 'Xml'
}

/** Negative, 0 or positive, as one value stands before, with or behind another. */
export function compareValues(field: CrudField, one: unknown, other: unknown): number {
  const [a, b] = [one, other].map((value) => COMPARABLE[field.type]?.(field, value) ?? 0)
  return a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : 1
}

/** Whether a number is the sum of others: of floats to some digits, of all others exactly. */
export function isSum({ type }: CrudField, sum: unknown, values: readonly unknown[]): boolean {
  if (type === 'Float') return Math.abs(Number(sum) / values.reduce<number>((total, value) => total + Number(value), 0) - 1) < 1e-6
  return scaled(String(sum)) === values.reduce<bigint>((total, value) => total + scaled(String(value)), 0n)
}

const TEXTUAL: ReadonlySet<string | undefined> = new Set([undefined, 'Text', 'VarChar', 'Char', 'Citext'])

/** Every operator of a field with operands among its values: `middle` has smaller and greater ones beside it. */
export function filterCases(field: CrudField, { middle, other }: { readonly middle: unknown; readonly other: unknown }): readonly FilterCase[] {
  if (field.native?.name === 'Xml') return [nullCase(true), nullCase(false)]
  const same = (operand: unknown) => (value: unknown): boolean => isSameValue(field, operand, value)
  const equal: readonly FilterCase[] = [
    { filter: { equals: middle }, passes: same(middle) },
    { filter: { not: middle }, passes: (value) => !same(middle)(value) },
    nullCase(true),
    nullCase(false),
  ]
  if (field.type === 'Json') return equal
  const short: FilterCase = { filter: middle, passes: same(middle) }
  if (field.type === 'Boolean') return [...equal, short]
  const among = (value: unknown): boolean => same(middle)(value) || same(other)(value)
  const lists: readonly FilterCase[] = [short, { filter: { in: [middle, other] }, passes: among }, { filter: { notIn: [middle, other] }, passes: (value) => !among(value) }, { filter: { in: [] }, passes: () => false }]
  return [...equal, ...lists, ...(isOrdered(field) ? orderCases(field, middle) : []), ...(field.type === 'String' && TEXTUAL.has(field.native?.name) ? textCases(String(middle)) : [])]
}

function nullCase(isNull: boolean): FilterCase {
  return { filter: { null: isNull }, passes: (value) => (value === null) === isNull }
}

function orderCases(field: CrudField, middle: unknown): readonly FilterCase[] {
  const compared = (value: unknown): number => compareValues(field, value, middle)
  return [
    { filter: { lt: middle }, passes: (value) => compared(value) < 0 },
    { filter: { lte: middle }, passes: (value) => compared(value) <= 0 },
    { filter: { gt: middle }, passes: (value) => compared(value) > 0 },
    { filter: { gte: middle }, passes: (value) => compared(value) >= 0 },
    { filter: { gte: middle, not: middle }, passes: (value) => compared(value) > 0 },
  ]
}

function textCases(middle: string): readonly FilterCase[] {
  const [start, end, within] = [middle.slice(0, 1), middle.slice(-1), middle.slice(0, -1)]
  return [
    { filter: { startsWith: start }, passes: (value) => String(value).startsWith(start) },
    { filter: { endsWith: end }, passes: (value) => String(value).endsWith(end) },
    { filter: { contains: within }, passes: (value) => String(value).includes(within) },
    { filter: { contains: '%' }, passes: (value) => String(value).includes('%') },
  ]
}

/** Every operator of a list. */
export function listCases(field: CrudField, { first, second }: { readonly first: unknown; readonly second: unknown }): readonly FilterCase[] {
  const item = { ...field, list: false }
  const holds = (list: unknown, wanted: unknown): boolean => Array.isArray(list) && list.some((value) => isSameValue(item, wanted, value))
  return [
    { filter: { has: first }, passes: (value) => holds(value, first) },
    { filter: { hasEvery: [first, second] }, passes: (value) => holds(value, first) && holds(value, second) },
    { filter: { hasSome: [first, second] }, passes: (value) => holds(value, first) || holds(value, second) },
    { filter: { isEmpty: true }, passes: (value) => Array.isArray(value) && value.length === 0 },
    { filter: { isEmpty: false }, passes: (value) => Array.isArray(value) && value.length > 0 },
    { filter: { equals: [first, second] }, passes: (value) => isSameValue(field, [first, second], value) },
  ]
}

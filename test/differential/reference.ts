// What a list is, said once more in the plainest way: rows in memory, tested, ordered, told apart and cut. It speaks where the Prisma client cannot.
import { testJson } from '../../packages/runtime-server/src/data/test-json.ts'
import { JSON_NULL } from '../../packages/runtime-server/src/request/parse-value.ts'
import type { FieldValue, ListQuery, OrderBy, Where } from '../../packages/runtime-server/src/request/query.ts'
import type { Field, Provider } from '../../packages/runtime-server/src/registry/registry.ts'

/** A row by field; null is NULL, `JSON_NULL` is JSON's own. */
export type ReferenceRow = Readonly<Record<string, FieldValue>>

/** The rows of a list whose condition and order name no relations. */
export function selectRows(provider: Provider, rows: readonly ReferenceRow[], { where, orderBy, distinct, take, skip }: Pick<ListQuery, 'where' | 'orderBy' | 'distinct' | 'take' | 'skip'>): readonly ReferenceRow[] {
  const ordered = rows.filter((row) => evaluate(provider, where, row) === true).toSorted((one, other) => compareRows(provider, orderBy, [one, other]))
  const groupOf = (row: ReferenceRow): string => JSON.stringify(distinct.map(({ name }) => text(row[name])))
  const firsts = distinct.length === 0 ? ordered : ordered.filter((row, index) => ordered.findIndex((other) => groupOf(other) === groupOf(row)) === index)
  return firsts.slice(skip, skip + take)
}

/** Whether a row fulfils a condition; null is neither. */
export function evaluate(provider: Provider, where: Where, row: ReferenceRow): boolean | null {
  switch (where.op) {
    case 'always':
      return true
    case 'and':
      return all(where.args.map((arg) => evaluate(provider, arg, row)))
    case 'or':
      return negate(all(where.args.map((arg) => negate(evaluate(provider, arg, row)))))
    case 'not':
      return negate(evaluate(provider, where.arg, row))
    case 'isNull':
      return row[where.field.name] === null
    case 'compare':
      return compare(provider, { field: where.field, by: where.by }, [row[where.field.name], where.value])
    case 'compareFields':
      return compare(provider, { field: where.field, by: where.by }, [row[where.field.name], row[where.other.name]])
    case 'json':
      return evaluateJson(provider, where, row)
    default:
      throw new RangeError(`Rows in memory have no ${where.op}.`)
  }
}

function evaluateJson(provider: Provider, { field, path, by, value, insensitive }: Extract<Where, { op: 'json' }>, row: ReferenceRow): boolean | null {
  const folds = insensitive || (provider === 'sqlite' && by.startsWith('string_'))
  return testJson(row[field.name] === null ? undefined : plain(row[field.name]), { path, by, operand: plain(value), insensitive: folds })
}

function all(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false
  return answers.includes(null) ? null : true
}

function negate(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer
}

interface Asked {
  readonly field: Field
  readonly by: Extract<Where, { op: 'compare' }>['by']
}

function compare(provider: Provider, { field, by }: Asked, [value, operand]: readonly [FieldValue, FieldValue]): boolean | null {
  // Of no values none is one, whatever the value.
  if (by === 'in') return Array.isArray(operand) && (operand.length === 0 ? false : value === null ? null : operand.some((one) => text(one) === text(value)))
  if (value === null || operand === null) return null
  const fold = (part: FieldValue): string => (provider === 'sqlite' ? String(part).replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : String(part))
  if (by === 'contains') return fold(value).includes(fold(operand))
  if (by === 'startsWith') return fold(value).startsWith(fold(operand))
  if (by === 'endsWith') return fold(value).endsWith(fold(operand))
  if (by === 'equals') return field.kind === 'json' ? testJson(plain(value), { path: [], by: 'equals', operand: plain(operand), insensitive: false }) : text(value) === text(operand)
  const order = compareValues(value, operand)
  return by === 'lt' ? order < 0 : by === 'lte' ? order <= 0 : by === 'gt' ? order > 0 : order >= 0
}

function compareRows(provider: Provider, orderBy: readonly OrderBy[], [one, other]: readonly [ReferenceRow, ReferenceRow]): number {
  for (const { field, direction, nulls } of orderBy) {
    const [left, right] = [one[field.name], other[field.name]]
    const nullsFirst = nulls === undefined ? (provider === 'sqlite') === (direction === 'asc') : nulls === 'first'
    const order = left === null || right === null ? (Number(right === null) - Number(left === null)) * (nullsFirst ? 1 : -1) : compareValues(left, right) * (direction === 'asc' ? 1 : -1)
    if (order !== 0) return order
  }
  return 0
}

function compareValues(one: FieldValue, other: FieldValue): number {
  const [left, right] = [number(one), number(other)]
  return left < right ? -1 : left > right ? 1 : 0
}

function number(value: FieldValue): number | bigint {
  return typeof value === 'bigint' ? value : value instanceof Date ? value.getTime() : Number(value)
}

function plain(value: FieldValue): unknown {
  return value === JSON_NULL ? null : value
}

function text(value: FieldValue): string {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return `${typeof value} ${String(value)}`
}

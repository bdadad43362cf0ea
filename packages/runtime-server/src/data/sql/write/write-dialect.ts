import { problem } from '@ssot/contract'
import type { Field, Model, Registry } from '../../../registry/registry.ts'
import type { Change } from '../../../request/write.ts'
import { DENIED_MARK } from '../../denied-mark.ts'
import type { SqlDialect } from '../dialect.ts'
import { encoderOf as encodePostgresql, listEncoderOf } from '../postgresql-compare.ts'
import type { Encode } from '../slots.ts'
import { encoderOf as encodeSqlite } from '../sqlite-dialect.ts'
import { keepBounds } from './keep-bounds.ts'

/** How one database writes what a write needs, beside what reads need. */
export interface WriteDialect {
  /** Makes of a field's value, a whole list where it is one, what the driver binds; null stays null. */
  value(field: Field): Encode
  /** Makes of the operand of a change what the driver binds. */
  operand(field: Field): Encode
  /** A table to be written, and the name by which its columns are called, in RETURNING too. */
  target(model: Model, alias: string): { readonly text: string; readonly alias: string }
  /** Behind a SELECT: its rows are kept from other writers until the transaction ends. */
  lock(alias: string): string
  /** The same, but other writers may refer to the rows meanwhile. */
  share(alias: string): string
  /** The new value of a column; a number that is then past a bound of its field fails the statement. */
  change(column: string, field: Field, change: Pick<Change, 'by'> & { readonly operand: string }): string
  /** Waits, with a name for parameter, until nobody else has this turn; it ends with the transaction. Null where there is one writer only. */
  readonly waitTurn: string | null
  /** Whether a statement may wait for a row, and goes on with what the row is then. */
  readonly waits: boolean
  /** An expression of text that fails the statement, with our mark; `column` is one of the row that is never NULL. */
  raise(column: string): string
  /** Stands for the database's own default in VALUES; null where there is no such word. */
  readonly standard: string | null
  /** A column that tells rows apart where a model has no key. */
  readonly rowId: string
}

const OPERATORS: Readonly<Record<Exclude<Change['by'], 'push' | 'fill'>, string>> = { increment: '+', decrement: '-', multiply: '*', divide: '/' }

/** How writes are written for PostgreSQL and PGlite. */
export function createPostgresqlWriteDialect(registry: Registry, dialect: SqlDialect): WriteDialect {
  const value = (field: Field): Encode => keepingNull(field.list ? listEncoderOf(registry, field) : encodePostgresql(registry, field))
  return {
    value,
    operand: value,
    target: (model, alias) => ({ text: `${dialect.table(model)} AS ${alias}`, alias }),
    lock: (alias) => ` FOR UPDATE OF ${alias}`,
    share: (alias) => ` FOR SHARE OF ${alias}`,
    change: changePostgresql,
    // It must depend on the row: what is constant is worked out beforehand.
    raise: (column) => `(('${DENIED_MARK}' || left(${column}::text, 0))::int)::text`,
    waits: true,
    waitTurn: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    standard: 'DEFAULT',
    rowId: 'ctid',
  }
}

/** How writes are written for SQLite: it takes no alias in RETURNING, and does not mind a number that is past its field's range. */
export function createSqliteWriteDialect(registry: Registry, dialect: SqlDialect): WriteDialect {
  const value = (field: Field): Encode => keepingNull(encodeSqlite(field, registry))
  return {
    value,
    // A plain number is bound as a float, and a whole number divided by one is none.
    operand: (field) => (field.kind === 'int' ? (operand) => BigInt(Number(operand)) : value(field)),
    target: (model) => ({ text: dialect.table(model), alias: dialect.table(model) }),
    lock: () => '',
    share: () => '',
    change: changeSqlite,
    raise: () => 'ssot_denied()',
    waits: false,
    waitTurn: null,
    standard: null,
    rowId: '_rowid_',
  }
}

function keepingNull(encode: Encode): Encode {
  return (value) => (value === null ? null : encode(value))
}

/** Types that PostgreSQL does not count with, or not as with numbers, and what they are taken for meanwhile. */
const COUNTED_AS: Readonly<Record<string, string>> = { Money: 'numeric', Oid: 'bigint' }

function changePostgresql(column: string, field: Field, { by, operand }: Pick<Change, 'by'> & { readonly operand: string }): string {
  if (by === 'push') return `array_cat(${column}, ${operand})`
  if (by === 'fill') return fill(column, operand)
  const { native, kind } = field
  const type = COUNTED_AS[native?.name ?? '']
  const changed = type === undefined ? `${column} ${OPERATORS[by]} ${operand}` : `${column}::${type} ${OPERATORS[by]} ${operand}::${type}`
  // A number of single precision is compared as one: 0.1 is not above itself.
  const compared = kind !== 'float' ? 'numeric' : native?.name === 'Real' ? 'real' : 'float8'
  const kept = keepBounds(changed, field, { literal: (bound) => `'${bound}'::${compared}`, refuse: (mark) => `('${mark}' || left(${column}::text, 0))::int` })
  return type === undefined || !native ? kept : `(${kept})::${native.name.toLowerCase()}`
}

function fill(column: string, operand: string): string {
  return `COALESCE(${column}, ${operand})`
}

function changeSqlite(column: string, field: Field, { by, operand }: Pick<Change, 'by'> & { readonly operand: string }): string {
  if (by === 'push') throw problem('INTERNAL.BUG', { detail: 'SQLite has no lists.' })
  if (by === 'fill') return fill(column, operand)
  const changed = `${column} ${OPERATORS[by]} ${operand}`
  const { min, max } = field.constraints
  const isWhole = field.kind === 'int' || field.kind === 'bigint'
  const fitting = isWhole && min !== undefined && max !== undefined ? `whole_number(${changed}, '${min}', '${max}')` : changed
  return keepBounds(fitting, field, { literal: String, refuse: (mark) => `ssot_refuse('${mark}')` })
}

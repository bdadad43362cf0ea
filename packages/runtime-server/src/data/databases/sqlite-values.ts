import { ColumnTypeEnum, type ArgType, type ColumnType } from '@prisma/driver-adapter-utils'

// The encodings of `@prisma/adapter-better-sqlite3` 7.10, value for value: a database written by either is read alike by the other.

const DECLARED: Readonly<Record<string, ColumnType>> = {
  DECIMAL: ColumnTypeEnum.Numeric,
  FLOAT: ColumnTypeEnum.Float,
  DOUBLE: ColumnTypeEnum.Double,
  'DOUBLE PRECISION': ColumnTypeEnum.Double,
  NUMERIC: ColumnTypeEnum.Double,
  REAL: ColumnTypeEnum.Double,
  TINYINT: ColumnTypeEnum.Int32,
  SMALLINT: ColumnTypeEnum.Int32,
  MEDIUMINT: ColumnTypeEnum.Int32,
  INT: ColumnTypeEnum.Int32,
  INTEGER: ColumnTypeEnum.Int32,
  SERIAL: ColumnTypeEnum.Int32,
  INT2: ColumnTypeEnum.Int32,
  BIGINT: ColumnTypeEnum.Int64,
  'UNSIGNED BIG INT': ColumnTypeEnum.Int64,
  INT8: ColumnTypeEnum.Int64,
  DATETIME: ColumnTypeEnum.DateTime,
  TIMESTAMP: ColumnTypeEnum.DateTime,
  TIME: ColumnTypeEnum.Time,
  DATE: ColumnTypeEnum.Date,
  TEXT: ColumnTypeEnum.Text,
  CLOB: ColumnTypeEnum.Text,
  CHARACTER: ColumnTypeEnum.Text,
  VARCHAR: ColumnTypeEnum.Text,
  'VARYING CHARACTER': ColumnTypeEnum.Text,
  NCHAR: ColumnTypeEnum.Text,
  'NATIVE CHARACTER': ColumnTypeEnum.Text,
  NVARCHAR: ColumnTypeEnum.Text,
  BLOB: ColumnTypeEnum.Bytes,
  BOOLEAN: ColumnTypeEnum.Boolean,
  JSONB: ColumnTypeEnum.Json,
}

/** The type of a column as declared; null for an expression or an unknown type. */
export function readDeclaredType(declared: string | null): ColumnType | null {
  return DECLARED[(declared ?? '').toUpperCase()] ?? null
}

/** The columns' types: declared where known, else told from the first value that is not null. */
export function inferColumnTypes(declared: readonly (ColumnType | null)[], rows: readonly (readonly unknown[])[]): ColumnType[] {
  return declared.map((type, column) => type ?? inferType(rows.find((row) => row[column] !== null)?.[column]))
}

function inferType(value: unknown): ColumnType {
  if (typeof value === 'string') return ColumnTypeEnum.Text
  if (typeof value === 'bigint') return ColumnTypeEnum.Int64
  if (typeof value === 'number') return ColumnTypeEnum.UnknownNumber
  return value === undefined ? ColumnTypeEnum.Int32 : ColumnTypeEnum.Bytes
}

/** One row as Prisma takes it: whole numbers as numbers while they are safe, else as text; instants as ISO 8601. */
export function encodeRow(row: readonly unknown[], types: readonly ColumnType[]): unknown[] {
  return row.map((value, column) => encodeValue(value, types[column]))
}

function encodeValue(value: unknown, type: ColumnType | undefined): unknown {
  if (typeof value === 'number' && (type === ColumnTypeEnum.Int32 || type === ColumnTypeEnum.Int64) && !Number.isInteger(value)) return Math.trunc(value)
  if ((typeof value === 'number' || typeof value === 'bigint') && type === ColumnTypeEnum.DateTime) return new Date(Number(value)).toISOString()
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}

/** A statement's argument as better-sqlite3 binds it. */
export function decodeArgument(value: unknown, type: ArgType | undefined): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return formatInstant(value)
  if (typeof value !== 'string') return value
  switch (type?.scalarType) {
    case 'int':
      return Number.parseInt(value)
    case 'float':
    case 'decimal':
      return Number.parseFloat(value)
    case 'bigint':
      return BigInt(value)
    case 'datetime':
      return formatInstant(new Date(value))
    case 'bytes':
      return Buffer.from(value, 'base64')
    default:
      return value
  }
}

function formatInstant(value: Date): string {
  return value.toISOString().replace('Z', '+00:00')
}

/** A number of a DECIMAL column as its digits, never with an exponent. */
export function decimalText(value: unknown): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? []
  if (exponent === undefined) return Object.is(value, -0) ? '0' : String(value)
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return point >= digits.length ? `${sign}${digits}${'0'.repeat(point - digits.length)}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** What a computed whole number is stored as. @throws RangeError where it is past its field's range; SQLite would store it as a float */
export function wholeNumber(value: unknown, min: unknown, max: unknown): unknown {
  if (value === null) return null
  if (typeof value !== 'bigint' || value < BigInt(String(min)) || value > BigInt(String(max))) throw new RangeError(`A number is not between ${String(min)} and ${String(max)}.`)
  return value
}

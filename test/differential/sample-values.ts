import type { FieldKind } from '@ssot/contract'
import type { Field, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { JSON_NULL } from '../../packages/runtime-server/src/request/parse-value.ts'
import type { FieldValue } from '../../packages/runtime-server/src/request/query.ts'

const TEXTS = ['', 'a', 'A', 'ab', 'Ab', 'b', 'a%b', 'a_b', 'x\\y', "it's", '"q"', 'é', '😀', 'null', '1']
const INSTANTS = ['2020-02-29T12:34:56.789Z', '1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '2024-06-30T01:02:03.000Z', '2024-06-30T01:02:03.004Z', '0101-01-01T00:00:00.000Z']

const OF_KIND: Readonly<Record<FieldKind, readonly FieldValue[]>> = {
  string: TEXTS,
  int: [-1, 0, 1, 2, 3, 32767, 2147483647, -2147483648],
  float: [0.1, 0.30000000000000004, -1.5, 0, 3, 1e21, 5e-7, 1e300],
  bigint: [0n, -1n, 2n, 9007199254740993n, 9223372036854775807n],
  decimal: ['0', '1.5', '-2.25', '0.0000001', '12', '123456789012'],
  boolean: [true, false],
  datetime: INSTANTS.map((text) => new Date(text)),
  json: [{ a: 1 }, [1, null, 'x'], 'text', '', true, 1.5, JSON_NULL, { b: { c: [1.25, 'é'] }, a: null }, {}, []],
  bytes: [new Uint8Array([]), new Uint8Array([0]), new Uint8Array([1, 2, 255]), new Uint8Array(100).fill(7)],
  enum: [],
}

const OF_NATIVE: Readonly<Record<string, readonly FieldValue[]>> = {
  Uuid: ['00000000-0000-4000-8000-000000000000', '5c5e8a4e-7a3b-4c1d-8e2f-000000000001', '5c5e8a4e-7a3b-4c1d-8e2f-000000000002'],
  Bit: ['0', '1', '01', '10', '0101', '1111'],
  VarBit: ['0', '1', '01', '0101'],
  Inet: ['10.0.0.1', '10.0.0.0/8', '::1'],
  Xml: ['<a/>', '<a b="1">x</a>'],
  Citext: ['a', 'A', 'b', 'Ab'],
  SmallInt: [-1, 0, 1, 32767],
  Oid: [0, 1, 7],
  Real: [0.1, 1.5, -2, 0],
  Money: ['1.5', '-2.25', '1234.56', '0'],
  Char: ['a', 'A', 'ab', ' a', 'é'],
}

/** Values that a field takes: few, so that rows and filters often meet. */
export function sampleValues(registry: Registry, field: Field): readonly FieldValue[] {
  if (field.kind === 'enum') return registry.enums.get(field.enum ?? '')?.values ?? []
  const values = OF_NATIVE[field.native?.name ?? ''] ?? OF_KIND[field.kind]
  return values.filter((value) => fits(value, field))
}

function fits(value: FieldValue, { native, kind, constraints }: Field): boolean {
  const length = native?.name === 'Bit' ? Number(native.args[0] ?? 1) : undefined
  if (typeof value === 'string' && length !== undefined) return value.length === length
  if (typeof value === 'string' && kind === 'string') return value.length <= (constraints.maxLength ?? Infinity)
  if (typeof value === 'string' && kind === 'decimal' && constraints.precision !== undefined) return fitsDigits(value, constraints.precision, constraints.scale ?? 0)
  return true
}

function fitsDigits(value: string, precision: number, scale: number): boolean {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  return fraction.length <= scale && whole.length <= precision - scale
}

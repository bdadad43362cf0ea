import type { Constraints, FieldKind } from '@ssot/contract'
import type { Provider } from './registry.ts'

interface Native {
  readonly name: string
  readonly args: readonly string[]
}

const INT32 = { min: -2147483648, max: 2147483647 }
const INT64 = { min: '-9223372036854775808', max: '9223372036854775807' }

const BY_KIND: Partial<Record<FieldKind, Constraints>> = { int: INT32, bigint: INT64 }

const BY_NATIVE: Readonly<Record<string, (args: readonly string[]) => Constraints>> = {
  VarChar: lengthOf,
  Char: lengthOf,
  Bit: lengthOf,
  VarBit: lengthOf,
  VarBinary: lengthOf,
  Binary: lengthOf,
  Uuid: () => ({ format: 'uuid' }),
  SmallInt: () => ({ min: -32768, max: 32767 }),
  TinyInt: () => ({ min: -128, max: 127 }),
  MediumInt: () => ({ min: -8388608, max: 8388607 }),
  UnsignedTinyInt: () => ({ min: 0, max: 255 }),
  UnsignedSmallInt: () => ({ min: 0, max: 65535 }),
  UnsignedMediumInt: () => ({ min: 0, max: 16777215 }),
  UnsignedInt: () => ({ min: 0, max: 4294967295 }),
  UnsignedBigInt: () => ({ min: '0', max: '18446744073709551615' }),
  Year: () => ({ min: 1901, max: 2155 }),
  Oid: () => ({ min: 0, max: 4294967295 }),
  TinyText: () => ({ maxLength: 255 }),
  Decimal: ([precision, scale]) => (precision === undefined ? {} : { precision: Number(precision), scale: Number(scale ?? 0) }),
}

function lengthOf([length]: readonly string[]): Constraints {
  return length === undefined ? {} : { maxLength: Number(length) }
}

// SQLite keeps a decimal as a double: of more digits it would keep others than were sent.
const BY_PROVIDER: Readonly<Record<Provider, Partial<Record<FieldKind, Constraints>>>> = { sqlite: { decimal: { digits: 15 } }, postgresql: {}, mysql: {} }

/** What a field's type alone demands of its values, before any `@validate`. */
export function constraintsOf(provider: Provider, kind: FieldKind, native: Native | undefined): Constraints {
  return { ...BY_KIND[kind], ...BY_PROVIDER[provider][kind], ...(native && BY_NATIVE[native.name]?.(native.args)) }
}

const TEXT_TYPES: ReadonlySet<string> = new Set(['Text', 'VarChar', 'Char', 'Citext', 'TinyText', 'MediumText', 'LongText'])

/** Whether a string column can be searched by `contains`: a uuid, an address or an xml column cannot. */
export function isTextual(native: Native | undefined): boolean {
  return native === undefined || TEXT_TYPES.has(native.name)
}

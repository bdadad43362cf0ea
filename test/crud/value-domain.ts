// Owns which values a field can take on the wire, as a numbered sequence: `at(0)`, `at(1)`, … are different as long as the index is below `size`.
import type { Constraints, Json } from '@ssot/contract'
import type { CrudField } from './schema-model.ts'

/** The values of a field, numbered. */
export interface Domain {
  /** How many different values there are. */
  readonly size: number
  at(index: number): Json
}

/** The domain of one value of a field (of an item, for a list); `plain` values stay within letters and digits, for keys and uniques. */
export function domainOf(field: CrudField, constraints: Constraints = {}, plain = true): Domain {
  const native = field.native === null ? undefined : NATIVE[`${field.type}.${field.native.name}`]
  const domain = native?.(field.native?.args ?? [], constraints) ?? STANDARD[field.type]?.(field, constraints, plain)
  if (domain === undefined) throw new Error(`No values are known for ${field.type}${field.native ? ` @db.${field.native.name}` : ''}.`)
  return field.native !== null && field.type === 'String' && TEXTUAL.has(field.native.name) ? text(field, { ...constraints, ...lengthOf(field) }, plain) : domain
}

const LARGE = 2 ** 31

function sized(size: number, at: (index: number) => Json): Domain {
  return { size, at: (index) => at(((index % size) + size) % size) }
}

const STANDARD: Readonly<Record<string, (field: CrudField, constraints: Constraints, plain: boolean) => Domain>> = {
  String: text,
  Int: (_, constraints, plain) => whole(constraints, plain ? 0 : -500, 2 ** 31 - 1),
  BigInt: (_, constraints) => big(constraints),
  Float: (_, constraints) => real(constraints),
  Decimal: (_, { precision = 10, scale = 2, min, max }) => decimal(precision, scale, min, max),
  Boolean: () => sized(2, (index) => index === 1),
  DateTime: (_, constraints) => moment(3, constraints),
  Json: () => sized(LARGE, document),
  Bytes: (_, { maxLength = 12 }) => bytes(Math.min(maxLength, 12)),
  enum: (field) => sized(field.values.length, (index) => field.values[index] ?? null),
}

type FromArgs = (args: readonly string[], constraints: Constraints) => Domain

// From zero upwards first, then the negative ones, within what the field's own constraints leave.
const integers = (least: number, greatest: number): FromArgs => (_, { min, max }) => {
  const from = Math.max(least, min === undefined ? least : Math.ceil(Number(min)))
  const size = Math.max(1, Math.min(greatest, max === undefined ? greatest : Math.floor(Number(max))) - from + 1)
  const start = Math.max(0, from) - from
  return sized(size, (index) => from + ((index + start) % size))
}

const NATIVE: Readonly<Record<string, FromArgs>> = {
  'String.Uuid': () => sized(LARGE, uuid),
  'String.Xml': () => sized(LARGE, (index) => `<a n="${index}">x &amp; y</a>`),
  'String.Inet': () => sized(2 ** 24, (index) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`),
  'String.Bit': ([length = '1']) => bits(Number(length)),
  'String.VarBit': ([length = '16']) => bits(Math.min(Number(length), 30)),
  'Int.SmallInt': integers(-32768, 32767),
  'Int.TinyInt': integers(-128, 127),
  'Int.MediumInt': integers(-8388608, 8388607),
  'Int.UnsignedTinyInt': integers(0, 255),
  'Int.UnsignedSmallInt': integers(0, 65535),
  'Int.UnsignedMediumInt': integers(0, 16777215),
  'Int.UnsignedInt': integers(0, 2 ** 31 - 1),
  'Int.Oid': integers(1, 2 ** 31 - 1),
  'Int.Year': integers(1970, 2100),
  'Int.Int': integers(-1000, 2 ** 31 - 1001),
  'Float.Real': (_, constraints) => single(constraints),
  'Float.Float': (_, constraints) => single(constraints),
  'Decimal.Decimal': ([precision = '10', scale = '2'], { min, max }) => decimal(Math.min(Number(precision), 15), Number(scale), min, max),
  'Decimal.Money': (_, { min, max }) => decimal(10, 2, min, max),
  'DateTime.Timestamp': ([digits = '3'], constraints) => moment(Number(digits), constraints),
  'DateTime.Timestamptz': ([digits = '3'], constraints) => moment(Number(digits), constraints),
  'DateTime.DateTime': ([digits = '3'], constraints) => moment(Number(digits), constraints),
  'DateTime.Date': (_, constraints) => within(constraints, sized(20_000, (index) => new Date(Date.UTC(1990, 0, 2 + index)).toISOString()), DAY_MS),
  'DateTime.Time': clock,
  'DateTime.Timetz': clock,
  'Boolean.TinyInt': () => sized(2, (index) => index === 1),
  'Boolean.Bit': () => sized(2, (index) => index === 1),
  'Bytes.Binary': ([length = '1']) => bytes(Number(length)),
  'Bytes.VarBinary': ([length = '12']) => bytes(Math.min(Number(length), 12)),
  'Bytes.TinyBlob': () => bytes(12),
  'Bytes.Bit': ([length = '1']) => bitBytes(Number(length)),
}

const TEXTUAL = new Set(['Char', 'VarChar', 'Text', 'TinyText', 'MediumText', 'LongText', 'Citext'])

function lengthOf(field: CrudField): Constraints {
  const [argument] = field.native?.args ?? []
  if (field.native?.name === 'Char') return { maxLength: Number(argument ?? 1), minLength: Number(argument ?? 1) }
  if (field.native?.name === 'VarChar' && argument !== undefined) return { maxLength: Number(argument) }
  return {}
}

function text(field: CrudField, constraints: Constraints, plain: boolean): Domain {
  const { maxLength = 190, minLength = 0, format } = constraints
  if (format === 'uuid') return sized(LARGE, uuid)
  if (format === 'email' || (/email/i.test(field.name) && maxLength >= 30)) return sized(LARGE, (index) => `someone.${index.toString(36)}@example.com`)
  if (format === 'url' || (/(url|website|link)$/i.test(field.name) && maxLength >= 40)) return sized(LARGE, (index) => `https://example.com/${index.toString(36)}`)
  if (maxLength < 8) return sized(36 ** maxLength, (index) => index.toString(36).padStart(Math.max(minLength, 1), '0').padStart(minLength, '0'))
  const decorate = plain || maxLength < 60 ? (code: string) => `v${code}` : (code: string) => `Zoë ${code}, 日本 “%_” 'x' \\ / ?&#=;\n🚲`
  return sized(LARGE, (index) => decorate(index.toString(36)).padEnd(minLength, '.').slice(0, maxLength))
}

function whole({ min, max }: Constraints, least: number, greatest: number): Domain {
  const to = max === undefined ? greatest : Math.floor(Number(max))
  const from = Math.max(min === undefined ? least : Math.ceil(Number(min)), least <= to ? least : -Infinity)
  return sized(Math.max(1, to - from + 1), (index) => from + index)
}

function big({ min, max }: Constraints): Domain {
  const beyondSafe = 9007199254740993n
  const isRoomy = (max === undefined || BigInt(max) > beyondSafe * 2n) && (min === undefined || BigInt(min) < beyondSafe)
  const from = isRoomy || min === undefined ? beyondSafe : BigInt(min)
  const room = max === undefined ? LARGE : Math.max(1, Number(BigInt(max) - from) + 1)
  return sized(Math.min(LARGE, room), (index) => String(from + BigInt(index)))
}

function real({ min, max }: Constraints): Domain {
  const from = min === undefined || Number(min) < -1000 ? 0 : Number(min)
  const room = max === undefined ? LARGE : Number(max) - from
  return room < 1000 ? sized(1000, (index) => from + (room * index) / 1000) : sized(LARGE, (index) => (index * 10 + 1) / 10 + from)
}

// Quarters, or what halves of them it takes: a number of 32 bits holds these exactly.
function single({ min, max }: Constraints): Domain {
  const from = min === undefined || Number(min) < -1000 ? 0 : Number(min)
  const room = max === undefined ? Infinity : Number(max) - from
  return room < 2 ** 16 ? sized(2 ** 10, (index) => Math.fround(from) + (room / 2 ** 10) * index) : sized(2 ** 16, (index) => from + index + 0.25)
}

function decimal(precision: number, scale: number, min?: number | string, max?: number | string): Domain {
  const unit = 10 ** scale
  const from = min === undefined || Number(min) < -1000 ? 0 : Math.ceil(Number(min) * unit)
  const to = Math.min(10 ** precision - 1, max === undefined ? LARGE : Math.floor(Number(max) * unit), from + LARGE)
  return sized(Math.max(1, to - from + 1), (index) => ((from + index) / unit).toFixed(scale))
}

function moment(digits: number, constraints: Constraints = {}): Domain {
  return within(constraints, sized(12_000, (index) => new Date(Date.UTC(2001, 1, 3 + index, index % 24, 5, 6, digits < 3 ? 0 : 789)).toISOString()), 1000)
}

const DAY_MS = 86_400_000

// Moments that have bounds are counted from one of them, in steps of what the column keeps.
function within({ min, max }: Constraints, free: Domain, stepMs: number): Domain {
  if (min === undefined && max === undefined) return free
  const [from, to] = [Date.parse(String(min ?? '')), Date.parse(String(max ?? ''))]
  const size = min === undefined || max === undefined ? 12_000 : Math.floor((to - from) / stepMs) + 1
  return sized(size, (index) => new Date(min === undefined ? to - index * stepMs : from + index * stepMs).toISOString())
}

function clock([digits = '3']: readonly string[]): Domain {
  return sized(86_400, (index) => new Date(index * 1000 + (Number(digits) < 3 ? 0 : 250)).toISOString())
}

function uuid(index: number): string {
  return `${(index >>> 0).toString(16).padStart(8, '0')}-0b5e-4c1d-8f2a-${(index % 65521).toString(16).padStart(12, '0')}`
}

function bits(length: number): Domain {
  return sized(2 ** Math.min(length, 30), (index) => index.toString(2).padStart(length, '0'))
}

function bytes(length: number): Domain {
  return sized(256 ** Math.min(length, 3), (index) => {
    const buffer = Buffer.alloc(length, 0xfe)
    for (let at = 0; at < Math.min(length, 3); at++) buffer[at] = Math.floor(index / 256 ** at) % 256
    return buffer.toString('base64')
  })
}

function bitBytes(length: number): Domain {
  const size = Math.ceil(length / 8)
  return sized(2 ** Math.min(length, 24), (index) => {
    const buffer = Buffer.alloc(size)
    for (let at = 0; at < size; at++) buffer[size - 1 - at] = Math.floor(index / 256 ** at) % 256
    return buffer.toString('base64')
  })
}

function document(index: number): Json {
  return index % 3 === 0 ? [index, 'two', { three: null }] : { n: index, list: [1, 2.5, null, 'x'], nested: { é: true, 'a.b': '"' } }
}

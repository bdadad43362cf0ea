// Values for fields: fitting ones by kind, and ones that fit nothing.
import fc from 'fast-check'
import type { TargetDescription, TargetField } from '../attack/describe-target.ts'
import { RawJson } from '../attack/raw-json.ts'

/** Texts that rows hold and requests ask for. */
export const WORDS = ['Public', 'Of Alice', '100%', 'a_b', '%', '_', '\\', "'", '"', 'ext-1', 'alice@x.io', 'theme', 'é', '日本', '👩‍👩‍👧', '', ' ', '0', 'null', 'true']

const text = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 24 }))
const date = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }).map((value) => value.toISOString())
const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(9999)).map(([whole, part]) => `${String(whole)}.${String(part)}`)

const BY_KIND: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: text,
  int: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer()),
  float: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
  bigint: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String), fc.integer()),
  decimal: fc.oneof(decimal, fc.integer()),
  boolean: fc.boolean(),
  datetime: date,
  json: fc.jsonValue({ maxDepth: 2 }),
  bytes: fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64')),
}

/** A value that fits a field; mostly one that rows hold, where the target says which. */
export function valueOf(field: TargetField, { enums, samples = {} }: TargetDescription): fc.Arbitrary<unknown> {
  const fitting = field.kind === 'enum' ? fc.constantFrom(...(enums[field.enum ?? ''] ?? [''])) : (BY_KIND[field.kind] ?? text)
  const held = samples[field.name] ?? samples[field.kind]
  const one = held === undefined ? fitting : fc.oneof({ arbitrary: fc.constantFrom(...held), weight: 4 }, { arbitrary: fitting, weight: 1 })
  return field.list ? fc.array(one, { maxLength: 3 }) : one
}

/** One element, where the field is a list. */
export function elementOf(field: TargetField, target: TargetDescription): fc.Arbitrary<unknown> {
  return valueOf({ ...field, list: false }, target)
}

const deep = (open: string, close: string): fc.Arbitrary<RawJson> => fc.constantFrom(8, 33, 200, 5000, 60_000).map((depth) => new RawJson(`${open.repeat(depth)}1${close.repeat(depth)}`))

/** Values that are wrong nearly everywhere. */
export const NASTY: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, -0, '', [], {}, [[]], [null], [{}], { equals: null }, { _ref: 'id' }, { _ref: 'passwordHash' }, { _json: null }, { _result: [0, 'id'] }),
  fc.constantFrom(2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e308, 5e-324),
  fc.constantFrom('1e999', '-1e999', '1e-999', '9'.repeat(400), `0.${'0'.repeat(400)}1`, '-0', '1E+2').map((digits) => new RawJson(digits)),
  fc.constantFrom('a\0b', '\0', '\ud800', 'x\udc00y', '\uffff', '\u202e', '％', "' OR 1=1 --", '"; DROP TABLE "Post"; --', '1_000', '1e400', 'NaN', 'Infinity', '0x1f', '2024-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999999999', '-9223372036854775809', '{"a":1}', '[1]', '$1', '?', ':x'),
  fc.constantFrom('x', '\u00e9', '%', '(', 'a,').chain((letter) => fc.constantFrom(100, 1001, 10_000).map((count) => letter.repeat(count))),
  fc.oneof({ maxDepth: 1 }, deep('[', ']'), deep('{"a":', '}'), deep('{"AND":[', ']}'), deep('{"NOT":', '}')),
  fc.constantFrom('{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1}', '{"a":1,"a":2}', '{"$ne":null}', '{"toJSON":1}').map((json) => new RawJson(json)),
  fc.constantFrom(101, 1001, 5000).map((count) => Array.from({ length: count }, (_, index) => index)),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Names that no query should know: hidden fields, other dialects, names of every object. */
export const FOREIGN_NAMES = ['passwordHash', 'resetToken', 'secretNote', 'pin', 'auditLogs', 'sessions', 'zzzNope', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$gt', '$where', 'regex', '_gt', 'author.passwordHash', 'id"', 'id; --', '', ' ', 'a\0', 'ıd', 'AND', 'OR', 'NOT', '_count', '_all', '_sum', 'where', 'select', 'some', 'is', 'path', 'search', 'mode', 'in', 'set', 'push', 'increment', 'connect', 'create', 'deleteMany', '0', 'length', 'then', 'toJSON', 'password_hash', 'id_name', 'userId_key']

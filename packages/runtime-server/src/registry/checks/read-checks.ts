// Owns what `@validate` says of a field. Rejects checks that a field of its kind cannot have, bounds that are none or admit nothing,
// patterns that cannot be matched in linear time, and a check that is given twice.
import { compilePattern, FORMATS, type Constraints, type FieldKind, type Finding, type Json, type Pattern } from '@ssot/contract'
import type { Annotation } from '../annotations/annotation.ts'
import { readBound } from './read-bound.ts'
import type { Checks } from './checks.ts'

/** What annotations say of a field, and what is wrong with that. */
export interface ReadChecks {
  /** Undefined where nothing is checked. */
  readonly checks: Checks | undefined
  readonly findings: readonly Finding[]
}

type Draft = { -readonly [Name in keyof Constraints]: Constraints[Name] }

interface Reading {
  readonly kind: FieldKind
  readonly draft: Draft
  readonly messages: Record<string, string>
  readonly patterns: Pattern[]
  /** Notes what is wrong with the annotation that is read. */
  readonly fault: (message: string, hint?: string) => void
}

/** Reads the annotations of a field of this kind. */
export function readChecks(annotations: readonly Annotation[], kind: FieldKind): ReadChecks {
  const findings: Finding[] = []
  const [draft, messages, patterns]: [Draft, Record<string, string>, Pattern[]] = [{}, {}, []]
  const validating = annotations.filter(({ name }) => name === 'validate')
  for (const annotation of validating) {
    const fault = (message: string, hint?: string): void => void findings.push(findingAt(annotation, message, hint))
    readOne({ kind, draft, messages, patterns, fault }, annotation.named)
  }
  if (Object.keys(draft).length === 0) return { checks: undefined, findings }
  const constraints = Object.freeze({ ...draft, ...(Object.keys(messages).length > 0 && { messages }) })
  const [last] = validating.slice(-1)
  return { checks: Object.freeze({ constraints, patterns }), findings: last && isEmptyRange(draft) ? [...findings, findingAt(last, 'admits no value: its least is above its most')] : findings }
}

/** A finding about an annotation of a field. */
export function findingAt({ name, model, field = '', file, line }: Annotation, message: string, hint?: string): Finding {
  return { severity: 'error', code: 'SCHEMA.ANNOTATION', message: `@${name} of ${model}.${field} ${message}.`, file, line, ...(hint !== undefined && { hint }) }
}

type Named = Readonly<Record<string, Json>>

const NUMBERS: readonly FieldKind[] = ['int', 'float', 'bigint', 'decimal']
const RANGED: readonly FieldKind[] = [...NUMBERS, 'datetime']
const SIZED: readonly FieldKind[] = ['string', 'bytes']
const TEXTS: readonly FieldKind[] = ['string']

/** By argument: the kinds that it is for, and what it adds. */
const READERS: Readonly<Record<string, { readonly of: readonly FieldKind[]; readonly read: (reading: Reading, value: Json, message: string | undefined) => void }>> = {
  min: { of: RANGED, read: (reading, value, message) => readRange(reading, { name: 'min', value, message }) },
  max: { of: RANGED, read: (reading, value, message) => readRange(reading, { name: 'max', value, message }) },
  length: { of: SIZED, read: readLength },
  minLength: { of: SIZED, read: (reading, value, message) => setOnce(reading, { name: 'minLength', value, message }) },
  maxLength: { of: SIZED, read: (reading, value, message) => setOnce(reading, { name: 'maxLength', value, message }) },
  startsWith: { of: TEXTS, read: (reading, value, message) => setOnce(reading, { name: 'startsWith', value, message }) },
  endsWith: { of: TEXTS, read: (reading, value, message) => setOnce(reading, { name: 'endsWith', value, message }) },
  contains: { of: TEXTS, read: (reading, value, message) => setOnce(reading, { name: 'contains', value, message }) },
  regex: { of: TEXTS, read: readPattern },
  ...Object.fromEntries(FORMATS.map((format) => [format, { of: TEXTS, read: (reading: Reading, value: Json, message: string | undefined) => (value === true ? setOnce(reading, { name: 'format', value: format, message }) : undefined) }])),
}

function readOne(reading: Reading, named: Named): void {
  const message = typeof named['message'] === 'string' ? named['message'] : undefined
  for (const [name, value] of Object.entries(named)) {
    const reader = READERS[name]
    if (reader === undefined) continue
    if (reader.of.includes(reading.kind)) reader.read(reading, value, message)
    else reading.fault(`has \`${name}\`, which is for fields of the kinds ${reader.of.join(', ')}, and this one is of the kind ${reading.kind}`)
  }
}

interface Given {
  readonly name: Exclude<keyof Constraints, 'patterns' | 'messages'>
  readonly value: Json
  readonly message: string | undefined
}

function setOnce(reading: Reading, { name, value, message }: Given): void {
  if (reading.draft[name] !== undefined) reading.fault(`says \`${name}\` a second time`)
  Object.assign(reading.draft, { [name]: value })
  if (message !== undefined) reading.messages[name] = message
}

function readRange(reading: Reading, { name, value, message }: Given): void {
  const bound = readBound(reading.kind, value)
  if (bound.ok) setOnce(reading, { name, value: bound.value, message })
  else reading.fault(`has \`${name}\`, which ${bound.message}`)
}

function readLength(reading: Reading, value: Json, message: string | undefined): void {
  const [least, most] = rangeOf(value)
  if (least !== undefined) setOnce(reading, { name: 'minLength', value: least, message })
  if (most !== undefined) setOnce(reading, { name: 'maxLength', value: most, message })
}

// `8` is exactly eight; `[2, 8]` and `{ min: 2, max: 8 }` are from two to eight.
function rangeOf(value: Json): readonly [Json | undefined, Json | undefined] {
  if (typeof value === 'number') return [value, value]
  if (isList(value)) return [value[0], value[1]]
  return typeof value === 'object' && value !== null ? [value['min'], value['max']] : [undefined, undefined]
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function readPattern(reading: Reading, value: Json, message: string | undefined): void {
  const source = String(value)
  const compiled = compilePattern(source)
  if (!compiled.ok) return reading.fault(`has a \`regex\` that ${compiled.message}`)
  reading.patterns.push(compiled.pattern)
  reading.draft.patterns = [...(reading.draft.patterns ?? []), { source, ...(message !== undefined && { message }) }]
}

function isEmptyRange({ min, max, minLength, maxLength }: Draft): boolean {
  const isAbove = (least: number | string | undefined, most: number | string | undefined): boolean => least !== undefined && most !== undefined && sizeOf(least) > sizeOf(most)
  return isAbove(min, max) || isAbove(minLength, maxLength)
}

function sizeOf(bound: number | string): number {
  return Number.isNaN(Number(bound)) ? Date.parse(String(bound)) : Number(bound)
}

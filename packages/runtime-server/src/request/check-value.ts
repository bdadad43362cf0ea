// Owns what `@validate` refuses. It holds for whoever writes, administrators and the application's own code among them.
import { FORMATS, isOfFormat, type Constraints, type FieldKind } from '@ssot/contract'
import type { Field } from '../registry/registry.ts'
import { compareDecimals } from './compare-decimals.ts'
import type { FieldValue } from './query.ts'

/** What is wrong with a value: the end of a sentence, and the words of the schema that are said instead of the whole sentence. */
export interface Refusal {
  readonly message: string
  readonly own?: string
}

/** What the checks of a field refuse of a parsed value, one item where the field is a list; undefined where nothing is refused. */
export function refusalOf(field: Field, value: FieldValue): Refusal | undefined {
  const { checks } = field
  if (!checks) return undefined
  const { constraints } = checks
  for (const [name, check] of CHECKS) {
    const message = check(constraints, value, field.kind)
    if (message !== undefined) return refuse(message, constraints.messages?.[name])
  }
  return typeof value === 'string' ? refusedPattern(field, value) : undefined
}

/** What is said of a number or a moment that is past a bound of its field. */
export function refusedBound({ checks, kind }: Field, name: 'min' | 'max'): Refusal {
  return refuse(boundMessage(name, kind, checks?.constraints[name]), checks?.constraints.messages?.[name])
}

function refuse(message: string, own: string | undefined): Refusal {
  return own === undefined ? { message } : { message, own }
}

function refusedPattern({ checks }: Field, value: string): Refusal | undefined {
  for (const [index, pattern] of (checks?.patterns ?? []).entries()) {
    const told = checks?.constraints.patterns?.[index]
    const matches = pattern.test(value)
    if (matches === null) return { message: 'is too long to be checked' }
    if (!matches) return refuse(`must match ${told?.source ?? 'its pattern'}`, told?.message)
  }
  return undefined
}

type Check = (constraints: Constraints, value: FieldValue, kind: FieldKind) => string | undefined

/** Every check but patterns, by the name of its constraint. */
const CHECKS: readonly (readonly [name: keyof Constraints, check: Check])[] = [
  ['minLength', ({ minLength }, value) => (minLength !== undefined && lengthOf(value) < minLength ? `must have at least ${minLength} ${unitOf(value)}` : undefined)],
  ['maxLength', ({ maxLength }, value) => (maxLength !== undefined && lengthOf(value) > maxLength ? `must have at most ${maxLength} ${unitOf(value)}` : undefined)],
  ['min', ({ min }, value, kind) => (min !== undefined && compare(value, min) < 0 ? boundMessage('min', kind, min) : undefined)],
  ['max', ({ max }, value, kind) => (max !== undefined && compare(value, max) > 0 ? boundMessage('max', kind, max) : undefined)],
  ['format', ({ format }, value) => FORMATS.filter((name) => name === format && typeof value === 'string' && !isOfFormat(name, value)).map((name) => FORMAT_FAULTS[name])[0]],
  ['startsWith', ({ startsWith }, value) => (startsWith !== undefined && typeof value === 'string' && !value.startsWith(startsWith) ? `must start with ${JSON.stringify(startsWith)}` : undefined)],
  ['endsWith', ({ endsWith }, value) => (endsWith !== undefined && typeof value === 'string' && !value.endsWith(endsWith) ? `must end with ${JSON.stringify(endsWith)}` : undefined)],
  ['contains', ({ contains }, value) => (contains !== undefined && typeof value === 'string' && !value.includes(contains) ? `must contain ${JSON.stringify(contains)}` : undefined)],
]

const BOUND_WORDS = { min: { moment: 'must not be before', number: 'must be at least' }, max: { moment: 'must not be after', number: 'must be at most' } } as const

function boundMessage(name: 'min' | 'max', kind: FieldKind, bound: number | string = ''): string {
  return `${BOUND_WORDS[name][kind === 'datetime' ? 'moment' : 'number']} ${bound}`
}

const FORMAT_FAULTS = {
  email: 'must be an e-mail address',
  url: 'must be an address that begins with http:// or https://',
  uuid: 'must be a UUID',
} as const

// A text's characters are its code points, as databases count them.
function lengthOf(value: FieldValue): number {
  if (typeof value === 'string') return [...value].length
  return value instanceof Uint8Array ? value.length : 0
}

function unitOf(value: FieldValue): string {
  return typeof value === 'string' ? 'characters' : 'bytes'
}

function compare(value: FieldValue, bound: number | string): number {
  if (value instanceof Date) return value.getTime() - Date.parse(String(bound))
  return compareDecimals(String(value), String(bound))
}

import { compilePattern, FORMATS, isOfFormat, type Constraints, type FieldManifest, type Json } from '@ssot/contract'

const INT_MIN = -2_147_483_648n
const INT_MAX = 2_147_483_647n
const BIGINT_MAX = 9_223_372_036_854_775_807n
const FORMAT_FAULTS = { uuid: 'Enter a UUID', email: 'Enter an e-mail address', url: 'Enter an address that starts with https://' } as const

/** What is wrong, and by which constraint, so that the schema's own words may be said instead. */
type Fault = readonly [constraint: keyof Constraints, fault: string] | undefined

/** What is wrong with a value of the wire by its field's constraints; undefined when nothing is. The server checks again. */
export function checkValue(field: Pick<FieldManifest, 'kind' | 'constraints'>, value: Json): string | undefined {
  const constraints = field.constraints ?? {}
  const [constraint, fault] = faultOf(field.kind, constraints, value) ?? []
  if (constraint !== undefined) return constraints.messages?.[constraint] ?? fault
  return field.kind === 'string' ? checkPatterns(constraints, String(value)) : undefined
}

function faultOf(kind: FieldManifest['kind'], constraints: Constraints, value: Json): Fault {
  const text = String(value)
  switch (kind) {
    case 'int':
    case 'bigint':
      return checkInteger(kind, constraints, BigInt(text))
    case 'float':
      return checkRange(constraints, Number(text))
    case 'decimal':
      return checkDecimal(constraints, text)
    case 'datetime':
      return checkMoment(constraints, Date.parse(text))
    case 'bytes':
      return checkBytes(constraints, text)
    default:
      return kind === 'string' ? checkString(constraints, text) : undefined
  }
}

function checkString({ minLength, maxLength, format, startsWith, endsWith, contains }: Constraints, text: string): Fault {
  const length = [...text].length
  if (minLength !== undefined && length < minLength) return ['minLength', `Enter at least ${minLength} characters`]
  if (maxLength !== undefined && length > maxLength) return ['maxLength', `Shorten this to ${maxLength} characters (it has ${length})`]
  const known = FORMATS.find((name) => name === format)
  if (known && !isOfFormat(known, text)) return ['format', FORMAT_FAULTS[known]]
  if (startsWith !== undefined && !text.startsWith(startsWith)) return ['startsWith', `Start with “${startsWith}”`]
  if (endsWith !== undefined && !text.endsWith(endsWith)) return ['endsWith', `End with “${endsWith}”`]
  return contains === undefined || text.includes(contains) ? undefined : ['contains', `This must contain “${contains}”`]
}

// By the same matcher as the server: what it takes time for there would hang the form here.
function checkPatterns({ patterns = [] }: Constraints, text: string): string | undefined {
  const failed = patterns.find(({ source }) => {
    const compiled = compilePattern(source)
    return compiled.ok && compiled.pattern.test(text) === false
  })
  return failed && (failed.message ?? 'This is not of the form that is asked for')
}

function checkInteger(kind: 'int' | 'bigint', { min, max }: Constraints, value: bigint): Fault {
  const [lowest, highest] = kind === 'int' ? [INT_MIN, INT_MAX] : [-BIGINT_MAX - 1n, BIGINT_MAX]
  const [least, most] = [min === undefined ? lowest : BigInt(min), max === undefined ? highest : BigInt(max)]
  if (value < lowest || value < least) return ['min', `Enter ${least > lowest ? least : lowest} or more`]
  return value > highest || value > most ? ['max', `Enter ${most < highest ? most : highest} or less`] : undefined
}

function checkRange({ min, max }: Constraints, value: number): Fault {
  if (min !== undefined && value < Number(min)) return ['min', `Enter ${min} or more`]
  return max !== undefined && value > Number(max) ? ['max', `Enter ${max} or less`] : undefined
}

function checkMoment({ min, max }: Constraints, value: number): Fault {
  if (min !== undefined && value < Date.parse(String(min))) return ['min', `Enter ${dayOf(min)} or later`]
  return max !== undefined && value > Date.parse(String(max)) ? ['max', `Enter ${dayOf(max)} or earlier`] : undefined
}

// A bound that is a day is written as one.
function dayOf(bound: number | string): string {
  return String(bound).replace(/T00:00:00(?:\.000)?Z$/, '')
}

function checkDecimal({ min, max, precision, scale = 0 }: Constraints, text: string): Fault {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const digits = fraction.replace(/0+$/, '').length
  if (precision !== undefined && digits > scale) return ['scale', scale === 0 ? 'Enter a whole number' : `Enter at most ${scale} digits after the point`]
  const room = precision === undefined ? undefined : precision - scale
  if (room !== undefined && whole.replace(/^0+/, '').length > room) return ['precision', `Enter at most ${room} digits before the point`]
  return checkRange({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }, Number(text))
}

function checkBytes({ minLength, maxLength }: Constraints, base64: string): Fault {
  const count = Math.floor((base64.replace(/=+$/, '').length * 3) / 4)
  if (minLength !== undefined && count < minLength) return ['minLength', `Choose a file of at least ${minLength} bytes (this has ${count})`]
  return maxLength !== undefined && count > maxLength ? ['maxLength', `Choose a file of at most ${maxLength} bytes (this has ${count})`] : undefined
}

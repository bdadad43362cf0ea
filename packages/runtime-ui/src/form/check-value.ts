import type { Constraints, FieldManifest, Json } from '@ssot/contract'

const INT_MIN = -2_147_483_648n
const INT_MAX = 2_147_483_647n
const BIGINT_MAX = 9_223_372_036_854_775_807n
const FORMATS: Readonly<Record<string, { readonly test: RegExp; readonly fault: string }>> = {
  uuid: { test: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i, fault: 'Enter a UUID' },
  email: { test: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, fault: 'Enter an e-mail address' },
  url: { test: /^https?:\/\/\S+$/i, fault: 'Enter an address that starts with https://' },
}

/** What is wrong with a value of the wire by its field's constraints; undefined when nothing is. The server checks again. */
export function checkValue(field: Pick<FieldManifest, 'kind' | 'constraints'>, value: Json): string | undefined {
  const constraints = field.constraints ?? {}
  if (field.kind === 'int' || field.kind === 'bigint') return checkInteger(field.kind, constraints, BigInt(String(value)))
  if (field.kind === 'float') return checkRange(constraints, Number(value))
  if (field.kind === 'decimal') return checkDecimal(constraints, String(value))
  if (field.kind === 'bytes') return checkBytes(constraints, String(value))
  return typeof value === 'string' && field.kind === 'string' ? checkString(constraints, value) : undefined
}

function checkString({ minLength, maxLength, format }: Constraints, text: string): string | undefined {
  const length = [...text].length
  if (minLength !== undefined && length < minLength) return `Enter at least ${minLength} characters`
  if (maxLength !== undefined && length > maxLength) return `Shorten this to ${maxLength} characters (it has ${length})`
  const rule = format === undefined || !Object.hasOwn(FORMATS, format) ? undefined : FORMATS[format]
  return rule === undefined || rule.test.test(text) ? undefined : rule.fault
}

function checkInteger(kind: 'int' | 'bigint', constraints: Constraints, value: bigint): string | undefined {
  const [lowest, highest] = kind === 'int' ? [INT_MIN, INT_MAX] : [-BIGINT_MAX - 1n, BIGINT_MAX]
  if (value < lowest) return `Enter ${lowest} or more`
  return value > highest ? `Enter ${highest} or less` : checkRange(constraints, Number(value))
}

function checkRange({ min, max }: Constraints, value: number): string | undefined {
  if (min !== undefined && value < Number(min)) return `Enter ${min} or more`
  return max !== undefined && value > Number(max) ? `Enter ${max} or less` : undefined
}

function checkDecimal({ min, max, precision, scale = 0 }: Constraints, text: string): string | undefined {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const digits = fraction.replace(/0+$/, '').length
  if (precision !== undefined && digits > scale) return scale === 0 ? 'Enter a whole number' : `Enter at most ${scale} digits after the point`
  const room = precision === undefined ? undefined : precision - scale
  if (room !== undefined && whole.replace(/^0+/, '').length > room) return `Enter at most ${room} digits before the point`
  return checkRange({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }, Number(text))
}

function checkBytes({ maxLength }: Constraints, base64: string): string | undefined {
  const count = Math.floor((base64.replace(/=+$/, '').length * 3) / 4)
  return maxLength !== undefined && count > maxLength ? `Choose a file of at most ${maxLength} bytes (this has ${count})` : undefined
}

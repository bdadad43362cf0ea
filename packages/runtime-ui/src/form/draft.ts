import type { FieldManifest, Json } from '@ssot/contract'
import { isDateOnly } from '../values/formatter.ts'
import type { RecordOption } from '../values/record-picker.tsx'
import { checkValue } from './check-value.ts'

/** What an input holds: a text, the texts of a list, or the records that were chosen (none or one for a relation to one). */
export type Draft = string | readonly string[] | readonly RecordOption[]

/** A value for the wire, or why there is none. */
export type Parsed = { readonly value: Json } | { readonly fault: string }

/** The text that an input shows for a value of the wire; empty for null. */
export function textOfValue(field: FieldManifest, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field.kind === 'json') return JSON.stringify(value, null, 2)
  if (field.kind === 'datetime') return isDateOnly(field) ? String(value).slice(0, 10) : localDateTime(String(value))
  return String(value)
}

/** The value for the wire that a text stands for; an empty text is null. */
export function parseText(field: FieldManifest, text: string): Parsed {
  if (text === '') return { value: null }
  const parsed = parseByKind(field, text)
  if ('fault' in parsed) return parsed
  const fault = checkValue(field, parsed.value)
  return fault === undefined ? parsed : { fault }
}

/** The list for the wire that texts stand for; the first fault names its place. */
export function parseTexts(field: FieldManifest, texts: readonly string[]): Parsed {
  const values: Json[] = []
  for (const [index, text] of texts.entries()) {
    const parsed = text === '' && field.kind !== 'string' ? { fault: 'Enter a value' } : text === '' ? { value: '' } : parseText(field, text)
    if ('fault' in parsed) return { fault: `Item ${index + 1}: ${parsed.fault}` }
    values.push(parsed.value)
  }
  return { value: values }
}

/** What a number input that holds no number is kept as: browsers report such a text as empty. */
export const NOT_A_NUMBER = 'not a number'

function parseByKind(field: FieldManifest, text: string): Parsed {
  const trimmed = text.trim()
  switch (field.kind) {
    case 'int':
      return /^[+-]?\d+$/.test(trimmed) && Number.isSafeInteger(Number(trimmed)) ? { value: Number(trimmed) } : { fault: 'Enter a whole number' }
    case 'float':
      return Number.isFinite(Number(trimmed)) && trimmed !== '' ? { value: Number(trimmed) } : { fault: 'Enter a number' }
    case 'bigint':
      return /^[+-]?\d+$/.test(trimmed) ? { value: BigInt(trimmed).toString() } : { fault: 'Enter a whole number' }
    case 'decimal':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(trimmed) ? { value: plainDecimal(trimmed) } : { fault: 'Enter a number such as 12.50' }
    case 'boolean':
      return { value: trimmed === 'true' }
    case 'datetime':
      return parseDateTime(field, trimmed)
    case 'json':
      return parseJson(text)
    default:
      return { value: text }
  }
}

function plainDecimal(text: string): string {
  return text.replace(/^\+/, '').replace(/^(-?)\./, '$10.').replace(/\.$/, '')
}

function parseDateTime(field: FieldManifest, text: string): Parsed {
  const date = new Date(isDateOnly(field) ? `${text}T00:00:00Z` : text)
  return Number.isNaN(date.getTime()) ? { fault: 'Enter a date and time' } : { value: date.toISOString() }
}

// A bare `null` in the text is JSON's null; the column's own is an empty input.
function parseJson(text: string): Parsed {
  try {
    const value: Json = JSON.parse(text)
    return { value: value === null ? { _json: null } : value }
  } catch (error) {
    return { fault: `This is not valid JSON${error instanceof SyntaxError ? `: ${error.message}` : ''}` }
  }
}

/** A moment as a `datetime-local` input writes it, in the viewer's zone. */
export function localDateTime(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  const pad = (part: number, digits = 2): string => String(part).padStart(digits, '0')
  const day = `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`
  return `${day}T${time}${date.getSeconds() === 0 ? '' : `:${pad(date.getSeconds())}`}`
}

import type { CrudField } from './schema-model.ts'

/** Whether an answered value is the one that was sent, in the form that its kind has on the wire. */
export function isSameValue(field: CrudField, sent: unknown, got: unknown): boolean {
  if (sent === null || got === null) return sent === got
  if (field.list) return Array.isArray(sent) && Array.isArray(got) && sent.length === got.length && sent.every((item, index) => isSameItem(field, item, got[index]))
  return isSameItem(field, sent, got)
}

function isSameItem(field: CrudField, sent: unknown, got: unknown): boolean {
  switch (field.type) {
    case 'Decimal':
      return typeof got === 'string' && canonical(String(sent)) === canonical(got)
    case 'BigInt':
      return typeof got === 'string' && BigInt(String(sent)) === BigInt(got)
    case 'DateTime':
      return typeof got === 'string' && instantOf(field, String(sent)) === instantOf(field, got)
    case 'Float':
      return typeof got === 'number' && (sent === got || (isSingle(field) && Math.fround(Number(sent)) === Math.fround(got)))
    case 'Json':
      return isSameJson(sent, got)
    default:
      return sent === got
  }
}

function isSingle(field: CrudField): boolean {
  return field.native?.name === 'Real' || field.native?.name === 'Float'
}

// 12.50 and 12.5 are one decimal.
function canonical(text: string): string {
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text)
  if (match === null) return `not a decimal: ${text}`
  const [, sign = '', whole = '0', fraction = ''] = match
  return `${whole === '0' && fraction === '' ? '' : sign}${whole}.${fraction}`
}

const DAY_MS = 86_400_000

function instantOf(field: CrudField, text: string): number {
  const isClock = field.native?.name === 'Time' || field.native?.name === 'Timetz'
  const written = /^\d{2}:\d{2}/.test(text) ? `1970-01-01T${text.replace(/(?:Z|[+-]\d{2}(?::?\d{2})?)$/, '')}Z` : text
  const instant = Date.parse(written)
  return isClock ? ((instant % DAY_MS) + DAY_MS) % DAY_MS : instant
}

function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const entries = Object.entries(one)
  const others = new Map(Object.entries(other))
  return entries.length === others.size && entries.every(([name, value]) => others.has(name) && isSameJson(value, others.get(name)))
}

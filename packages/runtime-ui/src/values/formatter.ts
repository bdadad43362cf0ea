import type { FieldManifest } from '@ssot/contract'

/** Writes values for people in one locale and the viewer's time zone. */
export interface Formatter {
  dateTime(iso: string): string
  /** As short as a row allows: without the year where it is this one, without the time where it is not. */
  short(iso: string): string
  date(iso: string): string
  /** How long ago, or ahead. */
  relative(iso: string): string
  /** A number of any size; bigints and decimals come as text and keep all their digits. */
  number(value: number | string, format?: string): string
  compact(value: number): string
  bytes(count: number): string
}

/** A formatter; `undefined` is the browser's own locale. */
export function createFormatter(locale: string | undefined, now: () => number = Date.now): Formatter {
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const sameYear = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  return {
    dateTime: (iso) => formatDate(dateTime, iso),
    short: (iso) => formatDate(new Date(iso).getFullYear() === new Date(now()).getFullYear() ? sameYear : day, iso),
    date: (iso) => formatDate(date, iso),
    relative: (iso) => formatRelative(relative, new Date(iso).getTime() - now()),
    number: (value, format) => formatNumber(plain, compact, { value, format: format ?? '', locale }),
    compact: (value) => compact.format(value),
    bytes: (count) => (count < 1000 ? `${count} B` : `${compact.format(count).replace(/(\D)$/, ' $1')}B`),
  }
}

function formatDate(format: Intl.DateTimeFormat, iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : format.format(date)
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

function formatRelative(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  const unit = UNITS.find(([, ms]) => Math.abs(differenceMs) >= ms)
  return unit === undefined ? format.format(0, 'minute') : format.format(Math.round(differenceMs / unit[1]), unit[0])
}

interface NumberToFormat {
  readonly value: number | string
  readonly format: string
  readonly locale: string | undefined
}

function formatNumber(plain: Intl.NumberFormat, compact: Intl.NumberFormat, { value, format, locale }: NumberToFormat): string {
  const [kind, currency = 'USD'] = format.split(':')
  if (kind === 'compact') return compact.format(Number(value))
  if (kind === 'percent') return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(Number(value))
  if (kind === 'currency') return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(value))
  if (typeof value === 'number') return plain.format(value)
  return isDecimalText(value) ? formatExact(plain, value) : value
}

// The digits after the point are kept as they came: `1.50` is not `1.5`.
function formatExact(plain: Intl.NumberFormat, value: `${number}`): string {
  const fraction = value.split('.')[1]?.length ?? 0
  if (fraction === 0) return plain.format(value)
  return new Intl.NumberFormat(plain.resolvedOptions().locale, { minimumFractionDigits: Math.min(fraction, 20), maximumFractionDigits: 20 }).format(value)
}

function isDecimalText(value: string): value is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(value)
}

/** Whether the values of a field are a day, without a time. */
export function isDateOnly(field: Pick<FieldManifest, 'format' | 'widget'>): boolean {
  return field.format === 'date' || field.widget?.name === 'date'
}

/** Values of code as they travel on the wire: a Date as ISO 8601, a bigint as a number where that is exact, else as digits, bytes as base64. */
export function toWire(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toWire)
  // Decimals of libraries know how to write their digits.
  if ('toFixed' in value && typeof value.toFixed === 'function') return String(value.toFixed())
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toWire(part)]))
}

/** The arguments of a call as they travel on the wire; one that is undefined was not given. */
export function argumentsToWire(args: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(args).filter(([name, value]) => value !== undefined && name !== 'signal').map(([name, value]) => [name, toWire(value)]))
}

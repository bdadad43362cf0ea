import { problem } from '@ssot/contract'

/** What a request prefers (RFC 7240), of that which this server knows. */
export interface Preferences {
  readonly dryRun: boolean
  readonly maxAffected?: number
}

/** Reads `Prefer: dry-run, max-affected=10`; preferences of others are left alone. @throws REQUEST.BAD_VALUE */
export function readPreferences(header: string | readonly string[] | undefined): Preferences {
  const parts = (typeof header === 'string' ? [header] : (header ?? [])).flatMap((line) => line.split(',')).map((part) => part.trim().toLowerCase())
  const most = parts.map((part) => /^max-affected\s*=\s*"?([^"]*)"?$/.exec(part)?.[1]).find((value) => value !== undefined)
  if (most !== undefined && !/^\d{1,9}$/.test(most)) throw problem('REQUEST.BAD_VALUE', { detail: 'Prefer: max-affected must be a whole number.' })
  return { dryRun: parts.includes('dry-run'), ...(most !== undefined && { maxAffected: Number(most) }) }
}

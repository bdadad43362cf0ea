import type { Finding } from '@ssot/contract'
import type { Sources } from './load-sources.ts'

const MIN_LENGTH = 16

/** What signs tokens: the configuration's `secret`, else the environment's `SSOT_SECRET`. */
export function secretOf({ config, env }: Pick<Sources, 'config' | 'env'>): string | undefined {
  return config.secret ?? (env['SSOT_SECRET'] || undefined)
}

/** Findings where a server in production has no secret: tokens would end with the process, and another node would not know them. */
export function requireSecret(isDevelopment: boolean): (sources: Pick<Sources, 'config' | 'env'>) => readonly Finding[] {
  return (sources) => {
    const secret = secretOf(sources)
    if (secret === undefined) return isDevelopment ? [] : [faultOf('secret is missing: a server in production signs its cursors with it.')]
    return secret.length < MIN_LENGTH ? [faultOf(`SSOT_SECRET has ${secret.length} characters; it must have at least ${MIN_LENGTH}.`)] : []
  }
}

function faultOf(message: string): Finding {
  return { severity: 'error', code: 'CONFIG.INVALID', message, hint: `Set SSOT_SECRET, or secret in ssot.config.ts, to at least ${MIN_LENGTH} random characters, the same on all nodes. For one: openssl rand -hex 32` }
}

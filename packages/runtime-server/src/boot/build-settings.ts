import type { Expr } from '@ssot/contract'
import { limitsWith } from '../request/limits.ts'
import type { SsotConfig } from './config/config.ts'
import { compileIsAdmin } from './config/compile-is-admin.ts'
import type { Settings } from '../http/runtime.ts'

/** What a configuration says to every request, with the defaults filled in. */
export function buildSettings(config: SsotConfig): Settings {
  const isAdmin: Expr | null = config.auth?.isAdmin === undefined ? null : compileIsAdmin(config.auth.isAdmin)
  return {
    authenticate: config.authenticate,
    isAdmin,
    users: config.auth?.model,
    origins: originsOf(config),
    limits: limitsWith(config.limits ?? {}),
    hooks: config.extend?.hooks,
  }
}

function originsOf(config: SsotConfig): readonly string[] {
  const cors = config.server?.cors
  return typeof cors === 'string' ? [cors] : Array.isArray(cors) ? cors : []
}

import type { Expr } from '@ssot/contract'
import type { QueryLimits } from '../request/scope.ts'
import type { SsotConfig } from './config/config.ts'
import { compileIsAdmin } from './config/compile-is-admin.ts'
import type { Settings } from '../http/runtime.ts'

const LIMITS: QueryLimits = {
  maxTake: 100,
  maxDepth: 5,
  maxRows: 10_000,
  maxIncludes: 20,
  maxFilterNodes: 200,
  maxRelationFilters: 3,
  maxInValues: 1000,
  maxOrderBy: 5,
}

/** What a configuration says to every request, with the defaults filled in. */
export function buildSettings(config: SsotConfig): Settings {
  const isAdmin: Expr | null = config.auth?.isAdmin === undefined ? null : compileIsAdmin(config.auth.isAdmin)
  return {
    authenticate: config.authenticate,
    isAdmin,
    origins: originsOf(config),
    limits: { ...LIMITS, ...pickLimits(config) },
  }
}

function originsOf(config: SsotConfig): readonly string[] {
  const cors = config.server?.cors
  return typeof cors === 'string' ? [cors] : Array.isArray(cors) ? cors : []
}

function pickLimits(config: SsotConfig): Partial<QueryLimits> {
  const given = config.limits ?? {}
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => name in LIMITS && value !== undefined))
}

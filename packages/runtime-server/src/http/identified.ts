// Owns the step from an identity, whoever vouches for it, to a principal.
import { evaluateExpr, problem, type Expr, type Json } from '@ssot/contract'
import { knownPrincipal, type Principal } from '../policy/principal.ts'
import type { Identity, Runtime } from './runtime.ts'

/** The principal of an identity, with what its row of the auth model says of it. @throws AUTH.INVALID where there is no such row */
export async function identified(identity: NonNullable<Identity>, { authRow, settings }: Pick<Runtime, 'authRow' | 'settings'>, strategy = strategyOf(identity)): Promise<Principal> {
  const id = String(identity.id)
  const row = authRow && (await authRow(id))
  if (row === null) throw problem('AUTH.INVALID', { detail: 'The account does not exist.' })
  return principalOf(Object.assign(jsonValues(identity), row && jsonValues(row), { id }), settings.isAdmin, strategy)
}

// What proved it, where `authenticate` knows of several ways.
function strategyOf({ strategy }: NonNullable<Identity>): string {
  return typeof strategy === 'string' && strategy !== '' ? strategy : 'authenticate'
}

/** A user with these values; an administrator where `isAdmin` says so. */
export function principalOf(values: { readonly id: string; readonly [name: string]: Json }, isAdmin: Expr | null, strategy: string): Principal {
  const admin = isAdmin !== null && evaluateExpr(isAdmin, { auth: values }) === true
  return knownPrincipal({ kind: 'user', id: values.id, strategy, isAdmin: admin, development: false, values })
}

function jsonValues(values: Readonly<Record<string, unknown>>): Record<string, Json> {
  const out: Record<string, Json> = {}
  for (const name of Object.keys(values)) {
    const value = wireValue(values[name])
    if (isJson(value)) out[name] = value
  }
  return out
}

// As rules and clients know values: instants, and numbers that no JSON holds, are texts.
function wireValue(value: unknown): unknown {
  if (typeof value === 'bigint' || isDecimal(value)) return String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  return Array.isArray(value) ? value.map(wireValue) : value
}

function isDecimal(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'toFixed' in value
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  return Array.isArray(value) && value.every(isJson)
}

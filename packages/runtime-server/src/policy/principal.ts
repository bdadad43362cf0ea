import type { Json } from '@ssot/contract'

/** Who a request acts for: never null. Its identity is (kind, id). */
export interface Principal {
  readonly kind: 'anonymous' | 'user' | 'key' | 'system'
  readonly id: string | null
  /** What proved it: `authenticate`, `development`, a plugin's name. */
  readonly strategy: string
  readonly isAdmin: boolean
  /** True for the administrator that a development server signs in by itself. */
  readonly development: boolean
  /** The administrator of a development server acts as this one. */
  readonly actedBy?: 'development'
  /** What rules read as `auth.x`. */
  readonly values: Readonly<Record<string, Json>>
}

// Nothing that is parsed is this very object.
const SERVER = Object.freeze({})

/** Nobody in particular. */
export const ANONYMOUS: Principal = knownPrincipal({ kind: 'anonymous', id: null, strategy: 'none', isAdmin: false, development: false, values: {} })

/** The administrator of a development server: it has no id. */
export const DEVELOPMENT_ADMIN: Principal = knownPrincipal({ kind: 'user', id: null, strategy: 'development', isAdmin: true, development: true, values: {} })

/** A principal that the server vouches for: what a client sends can never be one. */
export function knownPrincipal({ kind, id, strategy, isAdmin, development, values, actedBy }: Principal): Principal {
  return Object.freeze({ kind, id, strategy, isAdmin, development, values, ...(actedBy && { actedBy }), voucher: SERVER })
}

/** Whether the administrator of a development server is behind a principal: to such a one reasons are told. */
export function isDeveloper({ development, actedBy }: Principal): boolean {
  return development || actedBy === 'development'
}

/** Whether a value is a principal that the server made. */
export function isPrincipal(value: object): value is Principal {
  return 'voucher' in value && value.voucher === SERVER
}

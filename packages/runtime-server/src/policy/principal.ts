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
  /** What rules read as `auth.x`. */
  readonly values: Readonly<Record<string, Json>>
}

/** Nobody in particular. */
export const ANONYMOUS: Principal = Object.freeze({ kind: 'anonymous', id: null, strategy: 'none', isAdmin: false, development: false, values: {} })

/** The administrator of a development server: it has no id. */
export const DEVELOPMENT_ADMIN: Principal = Object.freeze({ kind: 'user', id: null, strategy: 'development', isAdmin: true, development: true, values: {} })

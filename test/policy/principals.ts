import type { Json } from '@ssot/contract'

/** What rules read as `auth.x`; what is absent is not there. */
export interface Auth {
  readonly id?: number
  readonly role?: 'MEMBER' | 'EDITOR' | 'ADMIN'
  readonly orgId?: number
  readonly teamIds?: readonly number[]
  readonly level?: number
}

/** Everybody who asks. Role and organisation stand in the rows of users, teams and levels in claims. */
export const PRINCIPALS = {
  anonymous: {},
  ann: { id: 1, role: 'MEMBER', orgId: 1, teamIds: [1, 2], level: 2 },
  /** Without any claim. */
  bob: { id: 2, role: 'MEMBER', orgId: 1 },
  /** In no team. */
  eve: { id: 3, role: 'MEMBER', orgId: 2, teamIds: [], level: 9 },
  /** Without an organisation. */
  dan: { id: 4, role: 'EDITOR', teamIds: [2] },
  gus: { id: 6, role: 'MEMBER', orgId: 1, teamIds: [], level: 1 },
  root: { id: 9, role: 'ADMIN', orgId: 1 },
} as const satisfies Readonly<Record<string, Auth>>

export type Who = keyof typeof PRINCIPALS

export const EVERYBODY: readonly Who[] = ['anonymous', 'ann', 'bob', 'eve', 'dan', 'gus', 'root']

/** An id and the claims of a token; null for nobody in particular. */
export function identityOfWho(who: Who): { readonly id: number; readonly [claim: string]: Json } | null {
  const { id, teamIds, level }: Auth = PRINCIPALS[who]
  return id === undefined ? null : { id, ...(teamIds && { teamIds }), ...(level !== undefined && { level }) }
}

/** The header that tells who asks. */
export function headersOf(who: Who): Readonly<Record<string, string>> {
  const identity = identityOfWho(who)
  return identity === null ? {} : { 'x-user': JSON.stringify(identity) }
}

/** What `authenticate` makes of the header. */
export function identityOf(header: string | readonly string[] | undefined): { readonly id: string | number; readonly [claim: string]: Json } | null {
  return typeof header === 'string' ? JSON.parse(header) : null
}

/** Who sends a request; an administrator passes every rule. */
export type Caller = Readonly<{ id: number; teamId: number; isAdmin: boolean }>

/** The callers by what they are called here. */
export type CallerName = 'admin' | 'user'

/** An administrator, and the author of the newest post that is not published. */
export const CALLERS: Readonly<Record<CallerName, Caller>> = {
  admin: { id: 1, teamId: 1, isAdmin: true },
  user: { id: 916, teamId: 16, isAdmin: false },
}

const TOKENS: Readonly<Record<CallerName, string>> = { admin: 'Bearer bench', user: 'Bearer bench-user' }
const BY_TOKEN: ReadonlyMap<string | undefined, Caller> = new Map([[TOKENS.admin, CALLERS.admin], [TOKENS.user, CALLERS.user]])

/** The header that a caller sends. */
export function authorizationOf(name: CallerName): string {
  return TOKENS[name]
}

/** Whose header it is; every peer checks it before anything else. */
export function callerOf(authorization: string | undefined): Caller | undefined {
  return BY_TOKEN.get(authorization)
}

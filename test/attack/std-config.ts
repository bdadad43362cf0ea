import type { SsotConfig } from '@ssot/runtime-server'
import { STD_IDS } from './seed-std.ts'

/** Who may send requests to the fixture, by their token: the people of its rows, and a guest who may do everything. */
export const PRINCIPALS = ['alice', 'bob', 'carol', 'adm1', 'support', 'root', 'guest'] as const

export type PrincipalName = (typeof PRINCIPALS)[number]

/** Those who pass every allow rule, whatever becomes of their rows. */
const STAFF: readonly string[] = ['root', 'guest']

/** The tenant of each; who has none is of none. */
export const SPACES: Readonly<Partial<Record<string, number>>> = { alice: 1, bob: 1, carol: 2, adm1: 1, support: 2, root: 1 }

/** The name that a request's token gives, where it is a principal's. */
export function principalNamed(authorization: string | undefined): PrincipalName | null {
  const name = /^Bearer (\w+)$/.exec(authorization ?? '')?.[1]
  return PRINCIPALS.find((each) => each === name) ?? null
}

/** What the fixture is configured with, wherever it runs: people, and those of its rules that do not stand in the schema. */
export const STD_CONFIG = {
  authenticate: ({ headers }) => {
    const name = principalNamed(headers.authorization)
    const space = name === null ? undefined : SPACES[name]
    return name === null ? null : { id: name === 'guest' ? STD_IDS.root.id : STD_IDS[name].id, staff: STAFF.includes(name), ...(space !== undefined && { space }) }
  },
  auth: { model: 'User', isAdmin: 'auth.staff == true', claims: { staff: 'boolean', space: 'number' } },
  policies: {
    Invoice: { '*': "orgId == auth.orgId && auth.role == 'ORG_ADMIN'", deny: { delete: { status: 'paid' } } },
    Preference: { '*': { userId: { _auth: 'id' } } },
  },
  secret: 'CANARY_env_SECRET_of_the_target',
} satisfies SsotConfig

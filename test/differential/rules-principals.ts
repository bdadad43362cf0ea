import type { AuthValue } from './rules-values.ts'
import type { Draw } from './seed-rows.ts'

/** Who a rule is asked for. */
export interface RulePrincipal {
  readonly kind: 'anonymous' | 'user'
  readonly isAdmin: boolean
  readonly auth: Readonly<Record<string, AuthValue>>
}

/** Values of `auth`: there, of another kind than declared, or null, which is absent. */
const VALUES: Readonly<Record<string, readonly AuthValue[]>> = {
  id: ['p1', 'p1', 'p2', 'P1', '1', 'nobody', ''],
  name: ['a', 'A', 'ab', 'é', '2020-02-29T12:34:56.789Z', null, 5],
  level: [0, 1, 2, '2', 1.5, null],
  color: ['RED', 'deepBlue', 'PINK', null],
  clubId: [1, 2, null, 'x'],
  deletedAt: ['2020-02-29T12:34:56.789Z', null, 'never'],
  role: ['a', 'A', 'RED', 'p1', '2024-06-30T01:02:03.004Z', null, true],
  rank: [0, 1, 1, 2, 0.1, '1', 'many', null, 3_000_000_000],
  vip: [true, true, false, 'true', null],
  ids: [['p1', 'a'], ['RED', 'ab', 'P1'], [], ['a', null], [1, 'p2'], null, 'p1', ['b']],
  nums: [[1, 2], [0.1, 1.5], [], ['2', 'x'], null, [2147483647, -1]],
}

/** A principal that lacks every third value. */
export function generatePrincipal(draw: Draw): RulePrincipal {
  const isAnonymous = draw(5) === 0
  const names = Object.keys(VALUES).filter((name) => (name === 'id' ? !isAnonymous : draw(3) > 0))
  const auth = Object.fromEntries(names.map((name) => [name, VALUES[name]?.[draw(VALUES[name].length)] ?? null]))
  return { kind: isAnonymous ? 'anonymous' : 'user', isAdmin: draw(4) === 0, auth }
}

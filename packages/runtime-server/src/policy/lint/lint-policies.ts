// Owns what is worth a second look at in policies that are without fault. Refuses nothing.
import type { Finding } from '@ssot/contract'
import { ANONYMOUS } from '../principal.ts'
import type { RightsOf } from '../rights.ts'
import type { LintContext } from './lint.ts'
import { lintAccess } from './lint-access.ts'
import { lintIndexes } from './lint-indexes.ts'
import { lintRules } from './lint-rules.ts'

/** What the policies of an application warn about. */
export function lintPolicies({ rightsOf, ...context }: Omit<LintContext, 'anonymous'> & { readonly rightsOf: RightsOf }): readonly Finding[] {
  const whole: LintContext = { ...context, anonymous: rightsOf(ANONYMOUS).access }
  return [...lintAccess(whole), ...lintRules(whole), ...lintIndexes(whole)]
}

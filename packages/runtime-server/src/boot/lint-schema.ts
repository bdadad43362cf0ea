import type { Finding } from '@ssot/contract'
import type { PrismaSchema } from '../data/index.ts'
import { lintPolicies } from '../policy/lint/lint-policies.ts'
import { findPlaces } from '../registry/annotations/find-places.ts'
import type { Ready } from './build-runtime.ts'

/** What a schema without fault warns about. */
export function lintSchema({ policies, rightsOf }: Pick<Ready, 'policies' | 'rightsOf'>, { files, dmmf }: Pick<PrismaSchema, 'files' | 'dmmf'>): readonly Finding[] {
  const indexes = new Map<string, string[][]>()
  for (const { model, fields } of dmmf.datamodel.indexes) indexes.set(model, [...(indexes.get(model) ?? []), fields.map(({ name }) => name)])
  return lintPolicies({ policies, rightsOf, indexes, placeOf: findPlaces(files) })
}

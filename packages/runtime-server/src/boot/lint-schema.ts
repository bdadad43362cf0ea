import type { Finding } from '@ssot/contract'
import type { PrismaSchema } from '../data/index.ts'
import { lintPolicies } from '../policy/lint/lint-policies.ts'
import { findPlaces } from '../registry/annotations/find-places.ts'
import type { Field, Registry } from '../registry/registry.ts'
import { parseList, parseValue } from '../request/parse-value.ts'
import type { Ready } from './build-runtime.ts'

/** What a schema without fault warns about. */
export function lintSchema({ registry, policies, rightsOf }: Pick<Ready, 'registry' | 'policies' | 'rightsOf'>, { files, dmmf }: Pick<PrismaSchema, 'files' | 'dmmf'>): readonly Finding[] {
  const indexes = new Map<string, string[][]>()
  for (const { model, fields } of dmmf.datamodel.indexes) indexes.set(model, [...(indexes.get(model) ?? []), fields.map(({ name }) => name)])
  const placeOf = findPlaces(files)
  return [...lintDefaults(registry, placeOf), ...lintPolicies({ policies, rightsOf, indexes, placeOf })]
}

// A record that is created without the value would hold what nobody may send.
function lintDefaults({ models, enums }: Registry, placeOf: ReturnType<typeof findPlaces>): readonly Finding[] {
  const context = { enums, fromText: false, stored: true }
  return [...models.values()].flatMap((model) =>
    [...model.fields.values()].flatMap((field): readonly Finding[] => {
      const parsed = parseDefault(field, context)
      if (parsed === undefined || parsed.ok) return []
      const message = `The default of ${model.name}.${field.name} is not what @validate asks for: ${parsed.own ?? `it ${parsed.message}.`}`
      return [{ severity: 'warning', code: 'SCHEMA.ANNOTATION', message, ...placeOf(model.name, field.name), hint: 'Give it a default that could be sent, or ask for less.' }]
    }),
  )
}

function parseDefault(field: Field, context: Parameters<typeof parseValue>[2]): ReturnType<typeof parseValue> | undefined {
  if (!field.checks || field.default.from !== 'value') return undefined
  return field.list ? parseList(field.default.value, field, context) : parseValue(field.default.value, field, context)
}

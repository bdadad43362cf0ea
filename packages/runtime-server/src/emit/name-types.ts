import type { Registry } from '../registry/registry.ts'

/** The declarations that a model has beside its record. */
export const TYPE_SUFFIXES = ['Relations', 'CreateFields', 'Create', 'Update', 'Where', 'WhereUnique', 'OrderBy'] as const

/** Which declaration of a model: the record itself, or one of the others. */
export type TypeRole = 'Record' | (typeof TYPE_SUFFIXES)[number]

/** Names of declarations; no two are the same, whatever the schema's models and enums are called. */
export interface TypeNames {
  of(model: string, role: TypeRole): string
  /** A create nested under the relation `inverse` of the model, which the outer write fills in. */
  nestedCreate(model: string, inverse: string): string
}

/** Gives each declaration its name. Models and enums keep theirs; a name that is taken gets a `$`, which no Prisma name holds. */
export function nameTypes(registry: Registry): TypeNames {
  const taken = new Set(['SsotModels', 'SsotSchema', ...registry.models.keys(), ...registry.enums.keys()])
  const names = new Map<string, string>()
  const claim = (key: string, wanted: string): void => {
    let name = wanted
    while (taken.has(name)) name += '$'
    taken.add(name)
    names.set(key, name)
  }
  for (const model of registry.models.values()) {
    names.set(`${model.name}.Record`, model.name)
    for (const suffix of TYPE_SUFFIXES) claim(`${model.name}.${suffix}`, `${model.name}${suffix}`)
    for (const relation of model.relations.keys()) {
      claim(`${model.name}/${relation}`, `${model.name}CreateWithout${relation.charAt(0).toUpperCase()}${relation.slice(1)}`)
    }
  }
  const known = (key: string): string => names.get(key) ?? 'never'
  return { of: (model, role) => known(`${model}.${role}`), nestedCreate: (model, inverse) => known(`${model}/${inverse}`) }
}

import type { Registry } from '../registry/registry.ts'

/** The schemas that a model has beside its record. */
const ROLES = [
  'Create', 'NestedCreate', 'Update', 'Where', 'WhereUnique', 'OrderBy', 'Select', 'Include', 'Omit', 'FieldName', 'Query', 'NestedRecord', 'NestedList',
  'Uniques', 'Creates', 'ConnectOrCreate', 'UpdateOf', 'UpdateWhere', 'Upsert', 'Aggregate', 'Group',
] as const

/** Which schema of a model: the record itself, or one of the others. */
export type Role = 'Record' | (typeof ROLES)[number]

/** Names of schemas, valid as keys of `components`; no two are the same, whatever models and enums are called. */
export interface ComponentNames {
  of(model: string, role: Role): string
  /** Name of a schema that belongs to no model. */
  shared(name: string): string
}

/** Gives each schema its name. Models and enums keep theirs; a name that one of them has gets a `_`. */
export function nameComponents(registry: Registry): ComponentNames {
  const taken = new Set([...registry.models.keys(), ...registry.enums.keys()])
  const names = new Map<string, string>()
  const claim = (key: string, wanted: string): string => {
    let name = wanted
    while (taken.has(name)) name += '_'
    taken.add(name)
    names.set(key, name)
    return name
  }
  for (const model of registry.models.keys()) {
    names.set(`${model}.Record`, model)
    for (const role of ROLES) claim(`${model}.${role}`, `${model}${role}`)
  }
  return {
    of: (model, role) => names.get(`${model}.${role}`) ?? model,
    shared: (name) => names.get(name) ?? claim(name, name),
  }
}

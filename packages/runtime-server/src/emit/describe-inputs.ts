import { isRequiredOnCreate } from '../registry/is-required-on-create.ts'
import type { Field, Registry, Relation } from '../registry/registry.ts'
import { closed, type Member, type TypeSchema } from './type-schema.ts'
import type { TypeNames } from './name-types.ts'
import { inputType, updateType } from './scalar-types.ts'
import type { VisibleModel } from './visible-model.ts'

// Inputs of one model: what a create and an update may hold.

/** Everything that describing one model needs. */
export interface Scope {
  readonly registry: Registry
  readonly names: TypeNames
  /** By model name; a relation to a model that is not here is not in the types. */
  readonly visible: ReadonlyMap<string, VisibleModel>
}

// Each group of linked relations doubles the alternatives that the compiler compares.
const MAX_LINK_GROUPS = 6

/** A required relation, or several that share fields: given as scalars or as relations, not as both. */
interface LinkGroup {
  readonly fields: readonly Field[]
  readonly relations: readonly Relation[]
  /** Those of the fields that have no other source. */
  readonly required: ReadonlySet<Field>
}

/** Members of a create that are no alternative of another: closed, so that an unknown name is an error. */
export function describeCreateFields(scope: Scope, part: VisibleModel): TypeSchema {
  const linked = new Set(linkGroups(part).flatMap(group => [...group.fields, ...group.relations].map(each => each.name)))
  const fields = creatableFields(part).filter(field => !linked.has(field.name))
  const relations = writableRelations(scope, part, 'create').filter(relation => !linked.has(relation.name))
  return closed([
    ...fields.map(field => member(field, inputType(field), isRequired(part, field))),
    ...relations.map(relation => ({ name: relation.name, type: createRelationType(scope, relation), required: false })),
  ])
}

/** A whole create: its members, and for each required relation its key or the relation. `without` is the relation the outer write fills in. */
export function describeCreate(scope: Scope, part: VisibleModel, without?: Relation): string {
  if (!part.creates) return 'never'
  const name = part.model.name
  const base = scope.names.of(name, 'CreateFields')
  const filled = without === undefined ? [] : [without.name, ...without.from]
  const fields = filled.length === 0 ? base : `$.Without<${base}, ${filled.map(each => `'${each}'`).join(' | ')}>`
  const links = linkGroups(part).map(group => linkType(scope, group, filled))
  return [fields, ...links.filter(link => link !== '')].join(' & ')
}

/** An update: every member is optional. */
export function describeUpdate(scope: Scope, part: VisibleModel): TypeSchema {
  const fields = [...part.model.fields.values()].filter(field => field.visibility !== 'hidden' && field.clientUpdates)
  return closed([
    ...fields.map(field => member(field, updateType(field), false)),
    ...writableRelations(scope, part, 'update').map(relation => ({
      name: relation.name,
      type: updateRelationType(scope, relation),
      required: false,
    })),
  ])
}

function linkType(scope: Scope, group: LinkGroup, filled: readonly string[]): string {
  const relations = group.relations.filter(relation => !filled.includes(relation.name))
  const fields = group.fields.filter(field => !filled.includes(field.name))
  if (relations.length === 0) return ''
  const byKey = fields.map(field => `readonly ${field.name}${group.required.has(field) ? '' : '?'}: ${inputType(field)}`)
  const byRelation = relations.map(relation => `readonly ${relation.name}: ${createRelationType(scope, relation)}`)
  return `$.Either<{ ${byKey.join('; ')} }, { ${byRelation.join('; ')} }>`
}

function linkGroups(part: VisibleModel): readonly LinkGroup[] {
  const groups: LinkGroup[] = []
  for (const relation of part.relations) {
    const fields = relation.from.flatMap(name => part.model.fields.get(name) ?? [])
    const choice = relation.required && fields.length > 0 && fields.every(field => field.clientCreates && field.visibility !== 'hidden')
    if (!choice || !fields.some(field => isRequired(part, field))) continue
    const touching = groups.filter(group => group.fields.some(field => fields.includes(field)))
    for (const group of touching) groups.splice(groups.indexOf(group), 1)
    const all = [...new Set([...touching.flatMap(group => group.fields), ...fields])]
    groups.push({
      fields: all,
      relations: [...touching.flatMap(group => group.relations), relation],
      required: new Set(all.filter(field => isRequired(part, field))),
    })
  }
  return groups.length > MAX_LINK_GROUPS ? [] : groups
}

function creatableFields(part: VisibleModel): readonly Field[] {
  return [...part.model.fields.values()].filter(field => field.visibility !== 'hidden' && field.clientCreates)
}

function isRequired(part: VisibleModel, field: Field): boolean {
  return isRequiredOnCreate(part.model, field) && !isOptionalByGroupLimit(part, field)
}

function isOptionalByGroupLimit(part: VisibleModel, field: Field): boolean {
  const links = part.relations.filter(relation => relation.required && relation.from.length > 0)
  return links.length > MAX_LINK_GROUPS && links.some(relation => relation.from.includes(field.name))
}

function writableRelations(scope: Scope, part: VisibleModel, action: 'create' | 'update'): readonly Relation[] {
  return part.relations.filter(relation => {
    const target = scope.visible.get(relation.model)
    if (target === undefined || target.model.kind === 'view' || target.model.uniques.length === 0) return false
    return relation.from.every(name => {
      const field = part.model.fields.get(name)
      return field !== undefined && (action === 'create' ? field.clientCreates : field.clientUpdates)
    })
  })
}

function createRelationType(scope: Scope, relation: Relation): string {
  const { names } = scope
  const parameters = `${names.nestedCreate(relation.model, relation.inverse)}, ${names.of(relation.model, 'WhereUnique')}`
  return `$.${relation.list ? 'CreateMany' : 'CreateOne'}<${parameters}>`
}

function updateRelationType(scope: Scope, relation: Relation): string {
  const { names } = scope
  const operations = relation.list ? 'UpdateMany' : relation.required ? 'UpdateOne' : 'UpdateOptionalOne'
  const parameters = [
    names.nestedCreate(relation.model, relation.inverse),
    names.of(relation.model, 'WhereUnique'),
    names.of(relation.model, 'Update'),
    names.of(relation.model, 'Where'),
  ]
  return `$.${operations}<${parameters.join(', ')}>`
}

function member(field: Field, type: string, required: boolean): Member {
  return { name: field.name, type, required, description: field.description }
}

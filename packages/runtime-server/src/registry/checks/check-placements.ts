import type { Finding } from '@ssot/contract'
import type { Annotation } from '../annotations/annotation.ts'
import type { Model, Relation } from '../registry.ts'
import { findingAt, readChecks } from './read-checks.ts'

const OF_SCALARS: ReadonlySet<string> = new Set(['validate', 'computed'])

/** What is wrong with the annotations of a model's fields and relations that are no rules: what they say, and where they stand. */
export function checkPlacements(model: Model, inverseOf: (relation: Relation) => { readonly list: boolean } | undefined): readonly Finding[] {
  const scalars = [...model.fields.values()].flatMap(({ annotations, kind }) => [...readChecks(annotations, kind).findings, ...annotations.filter(({ name }) => name === 'link').map((link) => notLinking(link))])
  return [...scalars, ...[...model.relations.values()].flatMap((relation) => checkRelation(relation, inverseOf(relation)))]
}

function checkRelation({ annotations, list, name }: Relation, inverse: { readonly list: boolean } | undefined): readonly Finding[] {
  const isManyToMany = list && inverse?.list === true
  return annotations.flatMap((annotation) => {
    if (OF_SCALARS.has(annotation.name)) return [findingAt(annotation, `is for fields that hold a value, and ${name} is a relation`)]
    return annotation.name === 'link' && !isManyToMany ? [notLinking(annotation)] : []
  })
}

function notLinking(annotation: Annotation): Finding {
  return findingAt(annotation, 'is for many-to-many relations', 'Links of other relations are updates of the row that holds the key: its policy decides.')
}

import { requiredRelations } from './decide-creatable.ts'
import type { CrudField, CrudModel, CrudUnique } from './schema-model.ts'

/** How the uniques of a model are kept apart from record to record. */
export interface UniquePlan {
  /** Fields whose every value is a new one. */
  readonly sequential: ReadonlySet<string>
  /** Required relations that get a target of their own. */
  readonly freshRelations: ReadonlySet<string>
  /** Uniques over fields of few values: their combinations are counted through. */
  readonly combined: readonly CrudUnique[]
}

const ROOMY = 1000

/** Chooses for each unique what makes it different. `sizeOf` is how many values a field has; `settable` whether a client may set it. */
export function planUniques(model: CrudModel, sizeOf: (field: CrudField) => number, settable: (field: CrudField) => boolean): UniquePlan {
  const sequential = new Set<string>()
  const freshRelations = new Set<string>()
  const combined: CrudUnique[] = []
  const relations = requiredRelations(model)
  const foreign = new Set([...model.relations.values()].flatMap((relation) => relation.from))
  for (const unique of model.uniques) {
    const fields = unique.fields.flatMap((name) => model.fields.get(name) ?? [])
    const own = fields.filter((field) => !foreign.has(field.name))
    const generated = own.some((field) => isCounted(field) || (field.default.from === 'function' && !settable(field)))
    const roomy = own.filter((field) => settable(field) && sizeOf(field) >= ROOMY)
    const relation = relations.find((candidate) => candidate.from.some((name) => unique.fields.includes(name)))
    // Where a part is left empty, the database compares nothing.
    const isEmpty = fields.some((field) => foreign.has(field.name) && !field.required)
    if (generated || isEmpty || roomy.some((field) => sequential.has(field.name))) continue
    const driver = roomy.find((field) => field.required) ?? (relation === undefined ? roomy[0] : undefined)
    if (driver !== undefined) sequential.add(driver.name)
    else if (relation !== undefined) freshRelations.add(relation.name)
    else if (own.some(settable)) combined.push(unique)
  }
  return { sequential, freshRelations, combined }
}

/** Whether the database counts the values itself: one of ours could collide with one of its later ones. */
export function isCounted(field: CrudField): boolean {
  return field.default.from === 'function' && ['autoincrement', 'sequence'].includes(field.default.name)
}

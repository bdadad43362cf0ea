// Rules that hold of every row and are asked all the same: under them a write does what it does without.
import type { Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import type { Where } from '../../packages/runtime-server/src/request/query.ts'
import type { RowRules } from '../../packages/runtime-server/src/request/row-rules.ts'
import { storedSelection } from '../../packages/runtime-server/src/request/stored-selection.ts'

const NEVER: Where = { op: 'or', args: [] }

/** What such rules look at: the row alone, or rows that it is linked to and what it was before. */
export type HoldingBy = 'itself' | 'others'

/** Rules that hold of every row. */
export function rulesThatHold({ models }: Registry, by: HoldingBy): RowRules {
  const holds = (model: Model): Where => {
    const [relation] = by === 'others' ? model.relations.values() : []
    if (!relation || !models.has(relation.model)) return { op: 'not', arg: NEVER }
    return { op: 'not', arg: { op: 'relation', relation, quantifier: relation.list ? 'some' : 'is', where: NEVER } }
  }
  return {
    // What is answered whole is answered by the statement that writes.
    representation: (model) => (by === 'itself' ? storedSelection(model) : { ...storedSelection(model), conditions: new Map([...model.fields.keys()].map((name) => [name, holds(model)])) }),
    readable: holds,
    created: holds,
    updated: (model) => ({
      using: holds(model),
      fields: by === 'others' ? holds(model) : null,
      reads: by === 'others' ? storedSelection(model).fields : [],
      check: () => holds(model),
    }),
    deleted: holds,
    linked: holds,
  }
}

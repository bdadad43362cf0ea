import type { Model } from '../registry/registry.ts'
import type { Where } from '../request/query.ts'

/** Which rows of a model that keeps what was deleted: those that were not, all, or those that were. */
export type Deleted = 'exclude' | 'include' | 'only'

/** The condition that a row was not deleted; null where rows of the model are not kept. */
export function liveRows({ traits }: Model): Where | null {
  return traits.softDelete ? { op: 'isNull', field: traits.softDelete.field } : null
}

/** The condition that a row was deleted. */
export function deletedRows(model: Model): Where {
  const live = liveRows(model)
  return live ? { op: 'not', arg: live } : { op: 'or', args: [] }
}

const ROWS: Readonly<Record<Deleted, (model: Model) => Where | null>> = { exclude: liveRows, include: () => null, only: deletedRows }

/** The condition on the rows of one model that are asked for; of every other model those that were not deleted. */
export function rowsWith(model: Model, deleted: Deleted): (other: Model) => Where | null {
  return (other) => (other === model ? ROWS[deleted](other) : liveRows(other))
}

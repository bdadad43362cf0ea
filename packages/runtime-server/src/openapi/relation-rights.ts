import type { Relation } from '../registry/registry.ts'
import type { Subject } from './route-table.ts'
import type { ModelView } from './scope.ts'

/** Whether the relation's records can be read through a record. */
export function mayFollow({ view, relation, target }: Subject): boolean {
  return view.shown.can.read && relation !== undefined && target.shown.can.list
}

/** Whether a record can be created that is linked from the start. */
export function mayCreateLinked(subject: Subject): boolean {
  return mayChange(subject) && subject.target.shown.can.create && farKeyTakes(subject, 'create')
}

/** Whether a record that is there can be linked. */
export function mayLink(subject: Subject): boolean {
  return mayChange(subject) && subject.target.shown.can.read && farKeyTakes(subject, 'update')
}

/** Whether a link can be undone: not where one of the two cannot be without the other. */
export function mayUnlink(subject: Subject): boolean {
  const { relation } = subject
  return mayLink(subject) && relation?.required === false && !inverseOf(subject)?.required
}

// A link is written into the key fields that hold it, on this side or on the other.
function mayChange(subject: Subject): boolean {
  const { view, relation } = subject
  return mayFollow(subject) && view.shown.can.update && takes(view, relation, 'update')
}

function farKeyTakes(subject: Subject, right: 'create' | 'update'): boolean {
  return takes(subject.target, inverseOf(subject), right)
}

function takes({ shown }: ModelView, relation: Relation | undefined, right: 'create' | 'update'): boolean {
  return relation?.from.every((name) => shown.fields[name]?.[right] === true) ?? false
}

function inverseOf({ relation, target }: Subject): Relation | undefined {
  return target.model.relations.get(relation?.inverse ?? '')
}

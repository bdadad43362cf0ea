import type { Model } from '../../../registry/registry.ts'
import type { WriteData } from '../../../request/write.ts'
import { fillDefaults } from './fill-defaults.ts'
import type { Values } from './row.ts'
import type { Subject, WriteSession } from './session.ts'
import type { Assignments } from './statements.ts'

/** The values of a new row, defaults included. @throws DATA.REFERENCED where there are no foreign keys and a target is missing */
export function newValues(session: WriteSession, { model, scalars }: WriteData, given: Values): Values {
  return published(session, model, fillDefaults(session.defaultsOf(model), Object.assign({}, scalars, given), session.now))
}

/** What an update sets, `@updatedAt` with it where it sets anything. */
export function changedValues(session: WriteSession, { model, scalars, changes }: WriteData, own: Values = {}): Assignments {
  const values: Values = Object.assign({}, scalars, own)
  return isEmpty({ values, changes }) ? { values, changes } : { values: stamped(session, model, values), changes: { ...changes, ...publishing(session, model, values) } }
}

/** Values that an update sets, with `@updatedAt` where none is among them. */
export function stamped({ now }: WriteSession, model: Model, values: Values): Values {
  const stamps = [...model.fields.values()].filter((field) => field.isUpdatedAt && !Object.hasOwn(values, field.name))
  return Object.assign({}, values, Object.fromEntries(stamps.map((field) => [field.name, now])))
}

// A record that is published from the start has its moment, unless one is given.
function published({ now }: WriteSession, { traits: { publish } }: Model, values: Values): Values {
  const isPublished = publish !== undefined && values[publish.field.name] === publish.value && !Object.hasOwn(values, publish.at.name)
  return isPublished ? { ...values, [publish.at.name]: now } : values
}

// The first moment stays.
function publishing({ now }: WriteSession, { traits: { publish } }: Model, values: Values): Assignments['changes'] {
  const isPublished = publish !== undefined && values[publish.field.name] === publish.value && !Object.hasOwn(values, publish.at.name)
  return isPublished ? { [publish.at.name]: { by: 'fill', value: now } } : {}
}

/** Whether an update would set nothing. */
export function isEmpty({ values, changes }: Assignments): boolean {
  return Object.keys(values).length === 0 && Object.keys(changes).length === 0
}

/** What a statement about this data may name in an error. */
export function subjectOf({ model, path, scalars, changes, links }: WriteData): Subject {
  return { model, path, sent: [...Object.keys(scalars), ...Object.keys(changes), ...links.flatMap((link) => link.relation.from)] }
}

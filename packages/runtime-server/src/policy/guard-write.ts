// Owns which rows a write may reach: targets of links, and records that key fields refer to, are rows that are there.
import { problem } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'
import { allOf } from '../request/combine-where.ts'
import type { Where } from '../request/query.ts'
import type { LinkStep, Reference, Target, WriteData } from '../request/write.ts'
import { fieldConditions, guardWhere, modelOf, targetOf, type Guard } from './guard-where.ts'

/** A create or an update that reaches rows that are there only, at every level. */
export function guardWrite(guard: Guard, data: WriteData, action: 'create' | 'update'): WriteData {
  const model = modelOf(guard, data.model)
  refuseCountedKeys(guard, model, data)
  const references = referencesOf(guard, model, data)
  const sets = setsOf(guard, { ...data, model }, action)
  const filled = [...new Set([...(data.filled ?? []), ...Object.keys(sets)])]
  return {
    ...data,
    model,
    ...(filled.length > 0 && { scalars: Object.assign({}, data.scalars, sets), filled }),
    links: data.links.map((link) => {
      const target = modelOf(guard, link.model)
      return { ...link, model: target, steps: link.steps.map((step) => guardStep(guard, target, step)) }
    }),
    ...(references.length > 0 && { references }),
  }
}

// What the server sets, nobody else does.
function setsOf(guard: Guard, { model, scalars, changes, links }: WriteData, action: 'create' | 'update'): WriteData['scalars'] {
  return guard.setsOf?.(model, action, [...Object.keys(scalars), ...Object.keys(changes), ...links.flatMap(({ relation }) => relation.from)]) ?? {}
}

// What a key would be after it was counted up or down is known to nobody before, so that nobody can say whether the record is there for the caller.
function refuseCountedKeys(guard: Guard, model: Model, { path, changes }: WriteData): void {
  const counted = [...model.relations.values()].filter((relation) => guard.conditionOf(targetOf(guard, relation)) !== null).flatMap(({ from }) => from)
  const name = counted.find((field) => Object.hasOwn(changes, field))
  if (name === undefined) return
  const message = `${name} refers to a record, and is set, not counted up or down.`
  throw problem('REQUEST.BAD_VALUE', { detail: message, errors: [{ path: path === '' ? name : `${path}.${name}`, code: 'REQUEST.BAD_VALUE', message }] })
}

function referencesOf(guard: Guard, model: Model, { path, scalars, filled = [], references = [] }: WriteData): readonly Reference[] {
  return [...model.relations.values()].flatMap((relation): readonly Reference[] => {
    const sent = relation.from.find((name) => Object.hasOwn(scalars, name) && scalars[name] !== null && !filled.includes(name))
    if (sent === undefined) return []
    const target = targetOf(guard, relation)
    const condition = guard.conditionOf(target)
    const known = references.find((reference) => reference.relation === relation)
    if (!condition) return known ? [known] : []
    return [{ relation, model: target, where: allOf([...(known ? [known.where] : []), condition]), path: path === '' ? sent : `${path}.${sent}` }]
  })
}

function guardStep(guard: Guard, model: Model, step: LinkStep): LinkStep {
  const one = (target: Target): Target => ({ ...target, where: allOf([guardWhere(guard, model, target.where), ...target.key.key.fields.flatMap((name) => fieldConditions(guard, model, name))]) })
  const where = (condition: Where): Where => guardWhere(guard, model, condition)
  const create = (data: WriteData): WriteData => guardWrite(guard, data, 'create')
  const update = (data: WriteData): WriteData => guardWrite(guard, data, 'update')
  switch (step.op) {
    case 'create':
      return { ...step, data: create(step.data) }
    case 'createMany':
      return { ...step, rows: step.rows.map(create) }
    case 'connect':
      return { ...step, target: one(step.target) }
    case 'connectOrCreate':
      return { ...step, target: one(step.target), data: create(step.data) }
    case 'set':
      return { ...step, targets: step.targets.map(one), where: where(step.where ?? { op: 'always' }) }
    case 'disconnect':
    case 'delete':
      return step.target ? { ...step, target: one(step.target) } : { ...step, where: where(step.where) }
    case 'update':
      return step.target ? { ...step, target: one(step.target), data: update(step.data) } : { ...step, where: where(step.where), data: update(step.data) }
    case 'upsert': {
      const written = { ...step, create: create(step.create), update: update(step.update) }
      return step.target ? { ...written, target: one(step.target) } : { ...written, where: where(step.where) }
    }
    case 'updateMany':
      return { ...step, where: where(step.where), data: update(step.data) }
    case 'deleteMany':
      return { ...step, where: where(step.where) }
  }
}

import type { Relation } from '../registry/registry.ts'
import { closed, oneOrMany, parts, type Part, type Parts } from './document.ts'
import type { Role } from './name-components.ts'
import { nestedCreate } from './required-links.ts'
import { schemaOf, sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'

// What a write may say of a relation. It depends on the model at the other end alone, so all relations to one model share a schema.

type Moment = 'Create' | 'Update' | 'UpdateOptional'

/** The schema of what a create or an update says of a relation. */
export function linkOf(scope: OpenapiScope, { model, list }: Relation, moment: Moment): Part {
  return sharedSchema(scope, linkName(model, list ? 'Many' : 'One', moment))
}

/** Every schema of links to these models, by name. */
export function describeLinks(scope: OpenapiScope): Parts {
  const links = [...scope.views.values()].flatMap((view) =>
    LINKS.map(([arity, moment, describe]): [string, Part] => [scope.names.shared(linkName(view.model.name, arity, moment)), closed(describe(scope, view))]),
  )
  return Object.fromEntries(links)
}

function linkName(model: string, arity: 'One' | 'Many', moment: Moment): string {
  return `${moment}${arity}${model}`
}

const LINKS: readonly (readonly ['One' | 'Many', Moment, (scope: OpenapiScope, target: ModelView) => Parts])[] = [
  ['One', 'Create', createOne],
  ['Many', 'Create', createMany],
  ['One', 'Update', (scope, target) => ({ ...createOne(scope, target), ...changeOne(scope, target) })],
  ['One', 'UpdateOptional', (scope, target) => ({ ...createOne(scope, target), ...changeOne(scope, target), ...leaveOne(scope, target) })],
  ['Many', 'Update', (scope, target) => ({ ...createMany(scope, target), ...changeMany(scope, target) })],
]

/** The parts of nested writes into a model, one or several of each. */
export const NESTED_WRITES: readonly (readonly [Role, (scope: OpenapiScope, target: ModelView) => Part | undefined])[] = [
  ['Uniques', (scope, target) => oneOrMany(unique(scope, target))],
  ['Creates', (scope, target) => (target.shown.can.create ? oneOrMany(nestedCreate(scope, target)) : undefined)],
  ['ConnectOrCreate', (scope, target) => oneOrMany(connectOrCreate(scope, target))],
  ['UpdateOf', (scope, target) => oneOrMany(closed({ where: unique(scope, target), data: update(scope, target) }, ['where', 'data']))],
  ['UpdateWhere', (scope, target) => oneOrMany(closed({ where: where(scope, target), data: update(scope, target) }, ['where', 'data']))],
  ['Upsert', (scope, target) => oneOrMany(closed({ where: unique(scope, target), create: nestedCreate(scope, target), update: update(scope, target) }, ['where', 'create', 'update']))],
]

const unique = (scope: OpenapiScope, { model }: ModelView): Part => schemaOf(scope, model.name, 'WhereUnique')
const where = (scope: OpenapiScope, { model }: ModelView): Part => schemaOf(scope, model.name, 'Where')
const update = (scope: OpenapiScope, { model }: ModelView): Part => schemaOf(scope, model.name, 'Update')

function connectOrCreate(scope: OpenapiScope, target: ModelView): Part {
  return closed({ where: unique(scope, target), create: nestedCreate(scope, target) }, ['where', 'create'])
}

function createOne(scope: OpenapiScope, target: ModelView): Parts {
  const { create } = target.shown.can
  return parts([
    ['connect', unique(scope, target)],
    ['create', create ? nestedCreate(scope, target) : undefined],
    ['connectOrCreate', create ? connectOrCreate(scope, target) : undefined],
  ])
}

function createMany(scope: OpenapiScope, target: ModelView): Parts {
  const { create } = target.shown.can
  const part = (role: Role): Part => schemaOf(scope, target.model.name, role)
  return parts([
    ['connect', part('Uniques')],
    ['set', part('Uniques')],
    ['disconnect', part('Uniques')],
    ['create', create ? part('Creates') : undefined],
    ['createMany', create ? closed({ data: part('Creates'), skipDuplicates: FLAG }, ['data']) : undefined],
    ['connectOrCreate', create ? part('ConnectOrCreate') : undefined],
  ])
}

function changeMany(scope: OpenapiScope, target: ModelView): Parts {
  const { can } = target.shown
  const part = (role: Role): Part => schemaOf(scope, target.model.name, role)
  return parts([
    ['update', can.update ? part('UpdateOf') : undefined],
    ['updateMany', can.update ? part('UpdateWhere') : undefined],
    ['upsert', can.create && can.update ? part('Upsert') : undefined],
    ['delete', can.delete ? part('Uniques') : undefined],
    ['deleteMany', can.delete ? oneOrMany(where(scope, target)) : undefined],
  ])
}

function changeOne(scope: OpenapiScope, target: ModelView): Parts {
  const { can } = target.shown
  const change = update(scope, target)
  const filter = where(scope, target)
  return parts([
    ['update', can.update ? { anyOf: [change, closed({ where: filter, data: change }, ['data'])] } : undefined],
    ['upsert', can.create && can.update ? closed({ where: filter, create: nestedCreate(scope, target), update: change }, ['create', 'update']) : undefined],
  ])
}

const FLAG: Part = { type: 'boolean' }

function leaveOne(scope: OpenapiScope, target: ModelView): Parts {
  const flagOrWhere: Part = { anyOf: [FLAG, where(scope, target)] }
  return parts([['disconnect', flagOrWhere], ['delete', target.shown.can.delete ? flagOrWhere : undefined]])
}

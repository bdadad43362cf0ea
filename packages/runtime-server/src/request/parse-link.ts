// Owns what a body says of a relation: the steps of a nested write, each allowed by the relation's kind and by what is written around it.
import type { Relation } from '../registry/registry.ts'
import { ALWAYS } from './combine-where.ts'
import { isPlainObject, items, member, members, type Given } from './given.ts'
import { isServerMade } from './parse-key.ts'
import { parseTarget } from './parse-target.ts'
import { parseWhere } from './parse-where.ts'
import type { Where } from './query.ts'
import { badValue, rejectUnknownMembers, targetOf, type Scope } from './scope.ts'
import { serverOwned, type Right } from './server-owned.ts'
import type { Link, LinkStep, Target, WriteData } from './write.ts'
import { spendRecords, type WriteScope } from './write-scope.ts'

type Op = LinkStep['op']

const CREATING: readonly Op[] = ['create', 'connect', 'connectOrCreate']
const CHANGING: readonly Op[] = ['update', 'upsert', 'disconnect', 'delete']

const ALLOWED: Readonly<Record<Right, (relation: Relation) => readonly Op[]>> = {
  // `set` on a new record connects: there is nothing to undo. `disconnect` has nothing to do, and is accepted from forms.
  clientCreates: ({ list }) => (list ? [...CREATING, 'createMany', 'set', 'disconnect'] : CREATING),
  clientUpdates: ({ list }) => (list ? [...CREATING, ...CHANGING, 'createMany', 'set', 'updateMany', 'deleteMany'] : [...CREATING, ...CHANGING]),
}

/** The scope of one link: `inner` is the scope of the records it leads to. */
interface LinkScope {
  readonly outer: WriteScope
  readonly inner: WriteScope
  readonly relation: Relation
  /** What the record around fills in of a record that is created here. */
  readonly filled: readonly string[]
}

/** Parses what a body says of a relation: none where that is no object. */
export function parseLink(outer: WriteScope, relation: Relation, part: Given): readonly Link[] {
  if (!isPlainObject(part.value)) {
    badValue(outer, part.path, 'must be an object such as { "connect": { "id": … } }')
    return []
  }
  const allowed = ALLOWED[outer.right](relation)
  rejectUnknownMembers(outer, part, allowed)
  const model = targetOf(outer.registry, relation)
  const inverse = model.relations.get(relation.inverse)
  const link: LinkScope = { outer, inner: { ...outer, model, depth: outer.depth + 1 }, relation, filled: [relation.inverse, ...(inverse?.from ?? [])] }
  checkOwnKey(link, part)
  const steps = members(part).flatMap(([name, input]) => {
    const op = allowed.find((candidate) => candidate === name)
    return op ? parseSteps(link, op, input) : []
  })
  return [{ relation, model, path: part.path, steps }]
}

/** Notes that clients do not make or undo links of a relation, where they do not set the key fields that hold them. */
export function checkLinkable(scope: Scope, relation: Relation, right: Right): void {
  const target = targetOf(scope.registry, relation)
  const own = relation.from.map((name) => scope.model.fields.get(name)).find((field) => field && !field.clientUpdates)
  const far = (target.relations.get(relation.inverse)?.from ?? []).map((name) => target.fields.get(name)).find((field) => field && !field[right])
  if (own) serverOwned(scope, own, { right: 'clientUpdates', path: relation.name })
  if (far) serverOwned(scope, far, { right, path: relation.name })
}

// A link is written into the key fields that hold it, on this side or on the other.
function checkOwnKey({ outer, relation }: LinkScope, part: Given): void {
  const blocked = outer.prepared ? undefined : relation.from.map((name) => outer.model.fields.get(name)).find((field) => field && !field[outer.right])
  if (blocked) serverOwned(outer, blocked, { right: outer.right, path: part.path })
  if (!relation.required) return
  const linked = CREATING.some((op) => member(part, op).value !== undefined)
  if (outer.right === 'clientCreates' && !outer.prepared && !linked) outer.faults.add(part.path, 'REQUEST.REQUIRED', `${part.path} is required.`)
}

function checkFarKey({ inner, relation }: LinkScope, right: Right, path: string): void {
  const from = inner.model.relations.get(relation.inverse)?.from ?? []
  const blocked = from.map((name) => inner.model.fields.get(name)).find((field) => field && !field[right])
  if (blocked && !inner.prepared) serverOwned(inner, blocked, { right, path })
}

const PARSERS: Readonly<Record<Op, (link: LinkScope, input: Given) => readonly LinkStep[]>> = {
  create: (link, input) => eachItem(link, input).map((item) => ({ op: 'create', path: item.path, data: parseNew(link, item) })),
  createMany: parseCreateMany,
  connect: (link, input) => eachItem(link, input).flatMap((item) => targetStep(link, item, (target) => ({ op: 'connect', path: item.path, target }))),
  connectOrCreate: (link, input) =>
    eachItem(link, input).flatMap((item) => {
      rejectUnknownMembers(link.outer, item, ['where', 'create'])
      const data = parseNew(link, member(item, 'create'))
      return targetStep(link, member(item, 'where'), (target) => (isServerMade(link.inner.model, target.key.key) ? { op: 'connect', path: item.path, target } : { op: 'connectOrCreate', path: item.path, target, data }))
    }),
  disconnect: (link, input) => parseLoosening(link, 'disconnect', input),
  delete: (link, input) => parseLoosening(link, 'delete', input),
  set: (link, input) => [{ op: 'set', path: input.path, targets: eachItem(link, input).flatMap((item) => parseLinkTarget(link, item) ?? []) }],
  update: (link, input) => eachItem(link, input).flatMap((item) => parseChanging(link, item)),
  upsert: (link, input) => eachItem(link, input).flatMap((item) => parseUpsert(link, item)),
  updateMany: (link, input) =>
    eachItem(link, input).map((item) => {
      rejectUnknownMembers(link.outer, item, ['where', 'data'])
      const data = link.inner.parseRecord({ ...link.inner, right: 'clientUpdates', scalarsOnly: true }, member(item, 'data'), link.filled)
      return { op: 'updateMany', path: item.path, where: parseWhere(link.inner, member(item, 'where')), data }
    }),
  deleteMany: (link, input) => eachItem(link, input).map((item) => ({ op: 'deleteMany', path: item.path, where: parseWhere(link.inner, item) })),
}

function parseSteps(link: LinkScope, op: Op, input: Given): readonly LinkStep[] {
  if (input.value === undefined) return []
  const writesFarKey = op === 'connect' || op === 'connectOrCreate' || op === 'disconnect' || op === 'set'
  if (writesFarKey) checkFarKey(link, 'clientUpdates', input.path)
  if (link.inner.model.kind === 'view' && op !== 'connect') badValue(link.outer, input.path, 'is not possible: the records of a view cannot be written')
  return PARSERS[op](link, input)
}

// A to-one relation takes one, a to-many one or a list.
function eachItem({ outer, relation }: LinkScope, input: Given): readonly Given[] {
  if (relation.list) return items(input)
  if (!Array.isArray(input.value)) return [input]
  badValue(outer, input.path, 'must be one object: the relation is to one record')
  return []
}

function parseNew(link: LinkScope, input: Given): WriteData {
  const { createUnavailable, label } = link.inner.model
  if (createUnavailable !== null) link.outer.faults.add(input.path, 'REQUEST.BAD_VALUE', `${input.path} is not possible: no ${label.toLowerCase()} can be created. ${createUnavailable}`)
  checkFarKey(link, 'clientCreates', input.path)
  return link.inner.parseRecord({ ...link.inner, right: 'clientCreates' }, input, link.filled)
}

function parseCreateMany(link: LinkScope, input: Given): readonly LinkStep[] {
  const { relation, inner, outer } = link
  if (inner.model.relations.get(relation.inverse)?.list) {
    badValue(outer, input.path, 'is not possible in a many-to-many relation; use create')
    return []
  }
  rejectUnknownMembers(outer, input, ['data', 'skipDuplicates'])
  const flag = member(input, 'skipDuplicates')
  if (flag.value !== undefined && typeof flag.value !== 'boolean') badValue(outer, flag.path, 'must be true or false')
  const scalar: LinkScope = { ...link, inner: { ...inner, scalarsOnly: true } }
  return [{ op: 'createMany', path: input.path, rows: items(member(input, 'data')).map((row) => parseNew(scalar, row)), skipDuplicates: flag.value === true }]
}

function targetStep(link: LinkScope, input: Given, make: (target: Target) => LinkStep): readonly LinkStep[] {
  const target = parseLinkTarget(link, input)
  return target ? [make(target)] : []
}

function parseLinkTarget({ inner }: LinkScope, input: Given): Target | undefined {
  return spendRecords(inner, input.path, 1) ? parseTarget(inner, input) : undefined
}

// `true`, or a condition, of the one record of a to-one relation; targets of a to-many.
function parseLoosening(link: LinkScope, op: 'disconnect' | 'delete', input: Given): readonly LinkStep[] {
  const { relation, outer, inner } = link
  if (relation.list) return eachItem(link, input).flatMap((item) => targetStep(link, item, (target) => ({ op, path: item.path, target, where: ALWAYS })))
  const isBound = relation.required || (op === 'disconnect' && (inner.model.relations.get(relation.inverse)?.required ?? false))
  if (isBound) badValue(outer, input.path, 'is not possible, because the relation is required')
  if (input.value === false) return []
  const where: Where = input.value === true ? ALWAYS : parseWhere(inner, input)
  return [{ op, path: input.path, target: null, where }]
}

// A to-one relation takes the data itself, or { where, data }.
function parseChanging(link: LinkScope, item: Given): readonly LinkStep[] {
  const { relation, outer, inner, filled } = link
  const wrapped = relation.list || (isPlainObject(item.value) && isPlainObject(item.value['data']) && Object.keys(item.value).every((name) => name === 'where' || name === 'data'))
  if (wrapped) rejectUnknownMembers(outer, item, ['where', 'data'])
  const data = inner.parseRecord({ ...inner, right: 'clientUpdates' }, wrapped ? member(item, 'data') : item, filled)
  if (relation.list) return targetStep(link, member(item, 'where'), (target) => ({ op: 'update', path: item.path, target, where: ALWAYS, data }))
  return [{ op: 'update', path: item.path, target: null, where: wrapped ? parseWhere(inner, member(item, 'where')) : ALWAYS, data }]
}

function parseUpsert(link: LinkScope, item: Given): readonly LinkStep[] {
  const { relation, outer, inner, filled } = link
  rejectUnknownMembers(outer, item, ['where', 'create', 'update'])
  const create = parseNew(link, member(item, 'create'))
  const update = inner.parseRecord({ ...inner, right: 'clientUpdates' }, member(item, 'update'), filled)
  if (relation.list) return targetStep(link, member(item, 'where'), (target) => (isServerMade(inner.model, target.key.key) ? { op: 'update', path: item.path, target, where: ALWAYS, data: update } : { op: 'upsert', path: item.path, target, where: ALWAYS, create, update }))
  return [{ op: 'upsert', path: item.path, target: null, where: parseWhere(inner, member(item, 'where')), create, update }]
}

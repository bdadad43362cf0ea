// Owns a record's relation as an address of its own: its records are listed, created with a link, linked and unlinked.
import { problem } from '@ssot/contract'
import type { Records } from '../data/records/records.ts'
import { guard } from '../policy/guard.ts'
import type { Model, Relation } from '../registry/registry.ts'
import { ALWAYS, allOf, whereKey } from '../request/combine-where.ts'
import type { Given } from '../request/given.ts'
import { checkLinkable } from '../request/parse-link.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { parseCreate } from '../request/parse-write.ts'
import type { RecordKey, Where } from '../request/query.ts'
import { badValue, relationOf, targetOf } from '../request/scope.ts'
import type { Link, LinkStep } from '../request/write.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { checkCreatable } from './create-record.ts'
import { listRecords, type ListReply } from './list-records.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** A call about a relation of one record. */
export interface RelatedCall extends Call {
  /** The record's key as a path segment. */
  readonly segment: string
  readonly relation: string
}

/** A call about one record of a relation. */
export interface LinkCall extends RelatedCall {
  /** The other record's key as a path segment. */
  readonly target: string
}

/** What a relation leads to from one record. */
interface Related {
  readonly relation: Relation
  readonly target: Model
  readonly inverse: Relation
  readonly key: RecordKey
  /** The condition that a record of the target is linked. */
  readonly linked: Where
}

/** The records of a to-many relation as a list; the record of a to-one as JSON text. */
export async function listRelated(context: OperationContext, call: RelatedCall): Promise<ListReply | string> {
  guard(context, call.model, 'read')
  const { target, relation, linked, key } = relatedBy(context, call)
  await checkPresent(context.records, call.model, key)
  if (relation.list) return listRecords(context, { model: target, input: call.input, within: linked })
  guard(context, target, 'read')
  const scope = scopeOf(context, target)
  const selection = parseRecordQuery(scope, call.input)
  scope.faults.throwIfAny()
  const page = await context.records.list({ model: target, where: linked, orderBy: [], distinct: [], selection, take: 1, skip: 0, count: 'none' })
  if (page.count === 0) throw notFound(target)
  return page.json.slice(1, -1)
}

/** Creates a record that is linked from the start. */
export async function createRelated(context: OperationContext, call: RelatedCall, body: Given): Promise<WriteReply> {
  const { target, relation, inverse, key } = relatedBy(context, call)
  guard(context, call.model, holdsKey(inverse) ? 'read' : 'update')
  guard(context, target, 'create')
  checkCreatable(target)
  checkLinks(context, { model: call.model, relation }, 'clientCreates')
  const scope = scopeOf(context, target)
  const selection = parseRecordQuery(scope, call.input)
  const data = parseCreate(scope, body, [inverse.name, ...inverse.from])
  scope.faults.throwIfAny()
  return context.records.transaction(async (records): Promise<WriteReply> => {
    await checkPresent(records, call.model, key)
    const step: LinkStep = { op: 'connect', path: '', target: { key, where: ALWAYS } }
    const record = await records.create({ ...data, links: [...data.links, { relation: inverse, model: call.model, path: '', steps: [step] }] }, selection)
    return { kind: 'record', created: true, model: target, record }
  })
}

/** Links a record that is there. */
export async function linkRelated(context: OperationContext, call: LinkCall): Promise<WriteReply> {
  const related = relatedBy(context, call)
  guardLink(context, call, related)
  const key = parsePathKey(scopeOf(context, related.target), call.target)
  return changeLink(context, { call, related, where: whereKey(related.target, key) }, { op: 'connect', path: '', target: { key, where: ALWAYS } })
}

/** Unlinks a record. */
export async function unlinkRelated(context: OperationContext, call: LinkCall): Promise<WriteReply> {
  const related = relatedBy(context, call)
  guardLink(context, call, related)
  const { target, relation, linked } = related
  const scope = scopeOf(context, call.model)
  if (relation.required) badValue(scope, relation.name, 'cannot be unlinked, because the relation is required')
  scope.faults.throwIfAny()
  const key = parsePathKey(scopeOf(context, target), call.target)
  const where = allOf([linked, whereKey(target, key)])
  return changeLink(context, { call, related, where }, { op: 'disconnect', path: '', target: relation.list ? { key, where: ALWAYS } : null, where: ALWAYS })
}

// A link is written into the row that holds its key, or into a table of pairs, which is of both sides.
function holdsKey({ from }: Relation): boolean {
  return from.length > 0
}

function guardLink(context: OperationContext, { model }: LinkCall, { target, inverse }: Related): void {
  guard(context, model, holdsKey(inverse) ? 'read' : 'update')
  guard(context, target, holdsKey(inverse) ? 'update' : 'read')
}

interface Change {
  readonly call: RelatedCall
  readonly related: Related
  /** What must be there of the other model. */
  readonly where: Where
}

async function changeLink(context: OperationContext, { call: { model }, related, where }: Change, step: LinkStep): Promise<WriteReply> {
  const { relation, target, key } = related
  checkLinks(context, { model, relation }, 'clientUpdates')
  return context.records.transaction(async (records): Promise<WriteReply> => {
    await checkPresent(records, model, key)
    if ((await records.count(target, where)) === 0) throw notFound(target)
    const { owner, link } = holderOf(model, related, step)
    await records.update(owner.key, { model: owner.model, path: '', scalars: {}, changes: {}, links: [link], input: {} }, { selection: { fields: [], relations: [], counts: [] } })
    return { kind: 'nothing' }
  })
}

interface Held {
  readonly owner: { readonly model: Model; readonly key: RecordKey }
  readonly link: Link
}

// Of a list whose records hold the key, it is the other record that is written, with this one as what it is linked to.
function holderOf(model: Model, { relation, inverse, target, key }: Related, step: LinkStep): Held {
  const other = step.op === 'connect' || step.op === 'disconnect' ? step.target?.key : undefined
  if (!relation.list || !holdsKey(inverse) || !other) return { owner: { model, key }, link: { relation, model: target, path: '', steps: [step] } }
  const back: LinkStep = step.op === 'connect' ? { op: 'connect', path: '', target: { key, where: ALWAYS } } : { op: 'disconnect', path: '', target: null, where: ALWAYS }
  return { owner: { model: target, key: other }, link: { relation: inverse, model, path: '', steps: [back] } }
}

function relatedBy(context: OperationContext, { model, segment, relation: name }: RelatedCall): Related {
  const relation = relationOf(model, name)
  const target = relation && targetOf(context.registry, relation)
  const inverse = target?.relations.get(relation?.inverse ?? '')
  if (!relation || !target || !inverse) throw problem('REQUEST.NO_ROUTE', { detail: 'There is nothing at this address.' })
  const key = parsePathKey(scopeOf(context, model), segment)
  return { relation, target, inverse, key, linked: { op: 'relation', relation: inverse, quantifier: inverse.list ? 'some' : 'is', where: whereKey(model, key) } }
}

function checkLinks(context: OperationContext, { model, relation }: { readonly model: Model; readonly relation: Relation }, right: 'clientCreates' | 'clientUpdates'): void {
  const scope = scopeOf(context, model)
  checkLinkable(scope, relation, right)
  scope.faults.throwIfAny()
}

async function checkPresent(records: Records, model: Model, key: RecordKey): Promise<void> {
  if ((await records.count(model, whereKey(model, key))) === 0) throw notFound(model)
}

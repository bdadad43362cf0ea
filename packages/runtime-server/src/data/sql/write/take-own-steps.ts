import type { Model } from '../../../registry/registry.ts'
import type { Where } from '../../../request/query.ts'
import type { Link, LinkStep, Target, WriteData } from '../../../request/write.ts'
import { deleteRow } from './apply-rules.ts'
import { updateJudged } from './judge-update.ts'
import { both, fieldsNamed, missingRecord, whereLinked, whereRow, whereStep, whereTarget, type StoredRow, type Values } from './row.ts'
import { bothSeen, type Subject, type WriteSession } from './session.ts'
import { selectRows } from './pick-rows.ts'
import { updateCount, updateRows, type Assignments } from './statements.ts'
import type { RowWriter } from './take-far-steps.ts'

/** A relation whose key the written record holds itself. */
export interface OwnLink {
  readonly owner: Model
  readonly link: Link
  /** The record as it is; null while it is being created. */
  readonly row: StoredRow | null
}

interface Taking extends OwnLink {
  readonly session: WriteSession
  readonly writer: RowWriter
  readonly subject: Subject
}

type StepOf<Op extends LinkStep['op']> = Extract<LinkStep, { op: Op }>

/** What the steps of a relation make of the key fields that hold it. */
export interface OwnKeys {
  /** What they are to become; empty where they stay. */
  readonly set: Values
  /** What they are already, because the linked record's key was changed; null where it was not. */
  readonly moved: StoredRow['values'] | null
}

/** Takes the steps of a relation whose key the record holds. */
export async function takeOwnSteps(session: WriteSession, own: OwnLink, writer: RowWriter): Promise<OwnKeys> {
  const taking: Taking = { ...own, session, writer, subject: { model: own.link.model, path: own.link.path, sent: [] } }
  const keys: Record<string, unknown> = {}
  let moved: OwnKeys['moved'] = null
  for (const step of own.link.steps) {
    const taken = await takeStep(taking, step)
    if (taken.by === 'setting') Object.assign(keys, taken.keys)
    else moved = taken.moved
  }
  return { set: keys, moved }
}

type Taken = { readonly by: 'setting'; readonly keys: Values } | { readonly by: 'changing'; readonly moved: OwnKeys['moved'] }

async function takeStep(taking: Taking, step: LinkStep): Promise<Taken> {
  if (step.op === 'update') return change(taking, await currentRow(taking, step), step.data)
  if (step.op !== 'upsert') return { by: 'setting', keys: await setKeys(taking, step) }
  const row = await current(taking, step)
  return row ? change(taking, row, step.update) : { by: 'setting', keys: keysOf(taking, await taking.writer.createRow(taking.session, step.create)) }
}

async function change(taking: Taking, before: StoredRow, data: WriteData): Promise<Taken> {
  const after = await taking.writer.updateRow(taking.session, before, data)
  const [was, is] = [keysOf(taking, before), keysOf(taking, after)]
  const isMoved = Object.keys(is).some((name) => String(was[name]?.stored) !== String(is[name]?.stored))
  return { by: 'changing', moved: isMoved ? is : null }
}

async function setKeys(taking: Taking, step: Exclude<LinkStep, { readonly op: 'update' | 'upsert' }>): Promise<Values> {
  const { session, writer, subject } = taking
  switch (step.op) {
    case 'create':
      return keysOf(taking, await writer.createRow(session, step.data))
    case 'connect':
      return connect(taking, await targetRow(taking, step))
    case 'connectOrCreate': {
      const row = await findTarget(taking, step.target)
      return row ? connect(taking, row) : keysOf(taking, await writer.createRow(session, step.data))
    }
    case 'disconnect':
      return step.where.op === 'always' || (await current(taking, step)) ? noKeys(taking) : {}
    case 'delete': {
      const row = await currentRow(taking, step)
      await letGo(taking)
      await deleteRow(session, row, { writer, subject: { ...subject, path: step.path } })
      return noKeys(taking)
    }
    case 'createMany':
    case 'updateMany':
    case 'deleteMany':
    case 'set':
      return {}
  }
}

// In a one-to-one relation another record may hold the key that this one takes.
async function connect(taking: Taking, target: StoredRow): Promise<Values> {
  const { session, owner, link, row } = taking
  const keys = keysOf(taking, target)
  const isOneToOne = link.model.relations.get(link.relation.inverse)?.list === false
  const nothing = noKeys(taking)
  if (!isOneToOne || Object.keys(nothing).length === 0) return keys
  const holders = whereLinked(fieldsNamed(owner, link.relation.from), (field) => keys[field.name])
  const others: Where = row ? both(holders, { op: 'not', arg: whereRow(row, session.write.rowId) }) : holders
  await letOthersGo(session, others, { set: { values: nothing, changes: {} }, subject: { model: owner, path: link.path, sent: [] } })
  return keys
}

// Who holds the key and is not to be seen keeps it: then it is taken.
async function letOthersGo(session: WriteSession, where: Where, { set, subject }: { readonly set: Assignments; readonly subject: Subject }): Promise<void> {
  if (!session.rules) await updateCount(session, { set, where }, subject)
  else await updateJudged(session, await selectRows(session, bothSeen(session, subject.model, where), subject), { set, sent: Object.keys(set.values), subject })
}

function keysOf({ link: { relation } }: Taking, target: StoredRow): StoredRow['values'] {
  return Object.fromEntries(relation.from.map((name, index) => [name, target.values[relation.to[index] ?? ''] ?? null]))
}

function noKeys({ owner, link: { relation } }: Taking): Values {
  return Object.fromEntries(fieldsNamed(owner, relation.from).filter((field) => !field.required).map((field) => [field.name, null]))
}

// The record lets go of the other before that is deleted: a cascade would take the record with it.
async function letGo(taking: Taking): Promise<void> {
  const { session, owner, link, row } = taking
  if (row) await updateRows(session, { set: { values: noKeys(taking), changes: {} }, where: whereRow(row, session.write.rowId) }, { model: owner, path: link.path, sent: [] })
}

async function current({ session, link, row, subject }: Taking, step: StepOf<'disconnect' | 'update' | 'upsert' | 'delete'>): Promise<StoredRow | undefined> {
  const { relation, model } = link
  if (!row) return undefined
  const keys: Values = Object.fromEntries(relation.to.map((name, index) => [name, row.values[relation.from[index] ?? '']]))
  const linked = whereLinked(fieldsNamed(model, relation.to), (field) => keys[field.name])
  const [found] = await selectRows(session, both(linked, whereStep(model, step)), subject)
  return found
}

async function currentRow(taking: Taking, step: StepOf<'update' | 'delete'>): Promise<StoredRow> {
  const row = await current(taking, step)
  if (!row) throw missingRecord(step.path)
  return row
}

async function findTarget({ session, link, subject }: Taking, target: Target): Promise<StoredRow | undefined> {
  const [row] = await selectRows(session, whereTarget(link.model, target), subject)
  return row
}

async function targetRow(taking: Taking, { target, path }: StepOf<'connect'>): Promise<StoredRow> {
  const row = await findTarget(taking, target)
  if (!row) throw missingRecord(path)
  return row
}

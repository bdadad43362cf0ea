import type { Where } from '../../../request/query.ts'
import type { LinkStep, Target, WriteData } from '../../../request/write.ts'
import { sentFields } from '../../../request/sent-fields.ts'
import { checkReferences } from './check-references.ts'
import type { FarLink } from './far-link.ts'
import { deleteRow } from './apply-rules.ts'
import { changeMany } from './change-many.ts'
import { insertMany } from './insert-many.ts'
import { both, missingRecord, whereRow, whereStep, whereTarget, type StoredRow, type Values } from './row.ts'
import type { Subject, WriteSession } from './session.ts'
import { selectRows } from './pick-rows.ts'
import { changedValues, isEmpty, newValues } from './new-values.ts'

/** What a step does to whole records. */
export interface RowWriter {
  createRow(session: WriteSession, data: WriteData, given?: Values): Promise<StoredRow>
  updateRow(session: WriteSession, row: StoredRow, data: WriteData): Promise<StoredRow>
  deleteRows(session: WriteSession, where: Where, subject: Subject): Promise<number>
}

interface Taking {
  readonly session: WriteSession
  readonly far: FarLink
  readonly writer: RowWriter
}

type StepOf<Op extends LinkStep['op']> = Extract<LinkStep, { op: Op }>

/** Takes the steps of a relation whose links are stored on the other side or in a table of pairs, in the order in which they were sent. */
export async function takeFarSteps(session: WriteSession, far: FarLink, writer: RowWriter): Promise<void> {
  for (const step of far.link.steps) await takeStep({ session, far, writer }, step)
}

function takeStep(taking: Taking, step: LinkStep): Promise<unknown> {
  const { session, far, writer } = taking
  switch (step.op) {
    case 'create':
      return createLinked(taking, step.data)
    case 'createMany':
      return createMany(taking, step)
    case 'connect':
      return connect(taking, step)
    case 'connectOrCreate':
      return connectOrCreate(taking, step)
    case 'disconnect':
      return far.detach(whereStep(far.link.model, step), step.path)
    case 'set':
      return setLinks(taking, step)
    case 'update':
      return linkedRow(taking, step).then((row) => writer.updateRow(session, row, step.data))
    case 'updateMany':
      return updateMany(taking, step)
    case 'upsert':
      return upsert(taking, step)
    case 'delete':
      return linkedRow(taking, step).then((row) => deleteRow(session, row, { writer, subject: { ...far.subject, path: step.path } }))
    case 'deleteMany':
      return writer.deleteRows(session, both(far.linked, step.where), far.subject)
  }
}

async function createLinked({ session, far, writer }: Taking, data: WriteData): Promise<void> {
  await makeRoom(far, null, { session })
  const row = await writer.createRow(session, data, far.given)
  if (Object.keys(far.given).length === 0) await far.attachNew(row)
}

// A to-one relation holds one record: the one before is unlinked.
async function makeRoom(far: FarLink, row: StoredRow | null, { session }: Pick<Taking, 'session'>): Promise<void> {
  if (far.link.relation.list) return
  await far.detach(row ? { op: 'not', arg: whereRow(row, session.write.rowId) } : { op: 'always' }, far.link.path)
}

async function createMany({ session, far, writer }: Taking, { rows, skipDuplicates, path }: StepOf<'createMany'>): Promise<void> {
  if (session.hooks?.watches(far.link.model)) {
    for (const data of rows) await writer.createRow(session, data, far.given)
    return
  }
  const values = rows.map((data) => newValues(session, data, far.given))
  await checkReferences(session, rows.map((data, index) => ({ data, values: values[index] ?? {} })))
  await insertMany(session, values, { subject: { ...far.subject, path }, skipDuplicates, sent: rows.map((data) => sentFields(data, far.given)) })
}

async function connect(taking: Taking, { target, path }: StepOf<'connect'>): Promise<void> {
  await attach(taking, await targetRow(taking, target, path), path)
}

async function attach({ session, far }: Taking, row: StoredRow, path: string): Promise<void> {
  if (session.rules && (await far.isLinked(row))) return
  await makeRoom(far, row, { session })
  await far.attach(row, path)
}

async function connectOrCreate(taking: Taking, { target, data, path }: StepOf<'connectOrCreate'>): Promise<void> {
  const row = await findTarget(taking, target)
  if (row) await attach(taking, row, path)
  else await createLinked(taking, data)
}

async function setLinks(taking: Taking, { targets, path, where = { op: 'always' } }: StepOf<'set'>): Promise<void> {
  const rows: StoredRow[] = []
  for (const target of targets) rows.push(await targetRow(taking, target, path))
  const kept: Where = { op: 'or', args: rows.map((row) => whereRow(row, taking.session.write.rowId)) }
  await taking.far.detach(rows.length === 0 ? where : both({ op: 'not', arg: kept }, where), path)
  for (const row of rows) if (!taking.session.rules || !(await taking.far.isLinked(row))) await taking.far.attach(row, path)
}

async function updateMany({ session, far, writer }: Taking, { where, data }: StepOf<'updateMany'>): Promise<void> {
  if (!isEmpty(changedValues(session, data))) await changeMany(session, { data, where: both(far.linked, where) }, writer)
}

async function upsert(taking: Taking, step: StepOf<'upsert'>): Promise<void> {
  const [row] = await selectRows(taking.session, both(taking.far.linked, whereStep(taking.far.link.model, step)), taking.far.subject)
  if (row) await taking.writer.updateRow(taking.session, row, step.update)
  else await createLinked(taking, step.create)
}

async function linkedRow({ session, far }: Taking, step: StepOf<'update' | 'delete'>): Promise<StoredRow> {
  const [row] = await selectRows(session, both(far.linked, whereStep(far.link.model, step)), far.subject)
  if (!row) throw missingRecord(step.path)
  return row
}

async function targetRow(taking: Taking, target: Target, path: string): Promise<StoredRow> {
  const row = await findTarget(taking, target)
  if (!row) throw missingRecord(path)
  return row
}

async function findTarget({ session, far }: Taking, target: Target): Promise<StoredRow | undefined> {
  const [row] = await selectRows(session, whereTarget(far.link.model, target), far.subject)
  return row
}

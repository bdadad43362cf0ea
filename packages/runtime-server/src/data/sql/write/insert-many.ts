import type { Field } from '../../../registry/registry.ts'
import { encodeUnlessStored } from '../slots.ts'
import { noteCreated } from './apply-rules.ts'
import { checkTargets } from './check-targets.ts'
import { checkNewInTree } from './check-tree.ts'
import { fieldsNamed, type Values } from './row.ts'
import { fillSlugs } from './slug.ts'
import { reporting, type Subject, type WriteSession } from './session.ts'
import { readRow, rowColumns } from './write-plan.ts'

/** How rows are inserted. */
export interface ManyInsert {
  readonly subject: Subject
  readonly skipDuplicates: boolean
  /** By row: the fields that the caller sent. */
  readonly sent: readonly (readonly string[])[]
}

/** Inserts rows with as few statements as their number of values allows, and counts those that were inserted. */
export async function insertMany(session: WriteSession, given: readonly Values[], { subject, skipDuplicates, sent }: ManyInsert): Promise<number> {
  let count = 0
  checkNewInTree(given, subject)
  const rows = await fillSlugs(session, given, subject)
  for (const [names, alike] of groupBySent(session, rows, sent)) {
    for (const group of groupByFields(session, alike, subject)) {
      const size = group.fields.length === 0 ? 1 : Math.floor(session.dialect.maxParameters / group.fields.length)
      for (let start = 0; start < group.rows.length; start += size) count += await insertPart(session, { ...group, rows: group.rows.slice(start, start + size) }, { subject: { ...subject, sent: names }, skipDuplicates })
    }
  }
  for (const values of rows) await checkTargets(session, { model: subject.model, path: subject.path, values, set: Object.keys(values), mayBeSkipped: skipDuplicates })
  return count
}

// What rules ask of a row depends on what was sent of it: rows that differ in that are not inserted together.
function groupBySent({ rules }: WriteSession, rows: readonly Values[], sent: ManyInsert['sent']): ReadonlyMap<readonly string[], readonly Values[]> {
  if (!rules) return new Map([[[], rows]])
  const groups = new Map<string, { readonly names: readonly string[]; readonly rows: Values[] }>()
  for (const [index, row] of rows.entries()) {
    const names = sent[index] ?? []
    const key = names.join()
    const group = groups.get(key) ?? { names, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return new Map([...groups.values()].map((group) => [group.names, group.rows]))
}

async function insertPart(session: WriteSession, group: Group, { subject, skipDuplicates }: Pick<ManyInsert, 'subject' | 'skipDuplicates'>): Promise<number> {
  const { model, path, sent } = subject
  const { sql, args } = write(session, group, { subject, skipDuplicates })
  const about: Subject = { model, path, sent: [] }
  if (!session.rules?.created(model, sent)) return reporting(session, about, () => session.executor.count(sql, args))
  const rows = await reporting(session, about, () => session.executor.rows(`${sql} RETURNING ${rowColumns(session, model)}`, args))
  noteCreated(session, rows.map((row) => readRow(session, model, row)), subject)
  return rows.length
}

interface Group {
  readonly fields: readonly Field[]
  readonly rows: readonly Values[]
}

// Rows that leave something to the database's own default, where it has no word for that, go into a statement of their own.
function groupByFields(session: WriteSession, rows: readonly Values[], { model }: Subject): readonly Group[] {
  const all = [...model.fields.values()].filter((field) => rows.some((row) => Object.hasOwn(row, field.name)))
  if (session.write.standard !== null) return [{ fields: all, rows }]
  const groups = new Map<string, { readonly fields: readonly Field[]; readonly rows: Values[] }>()
  for (const row of rows) {
    const fields = all.filter((field) => Object.hasOwn(row, field.name) || field.default.from === 'none')
    const key = fields.map((field) => field.name).join()
    const group = groups.get(key) ?? { fields, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function write({ dialect, write: writing }: WriteSession, { fields, rows }: Group, { subject, skipDuplicates }: Pick<ManyInsert, 'subject' | 'skipDuplicates'>): { readonly sql: string; readonly args: unknown[] } {
  const args: unknown[] = []
  const encoders = fields.map((field) => [field.name, writing.value(field)] as const)
  const tuple = (row: Values): string =>
    `(${encoders.map(([name, encode]) => {
      if (!Object.hasOwn(row, name) && writing.standard !== null) return writing.standard
      return dialect.placeholder(args.push(encodeUnlessStored(encode, row[name] ?? null)))
    }).join(', ')})`
  const columns = fieldsNamed(subject.model, fields.map((field) => field.name)).map((field) => dialect.name(field.column))
  const values = fields.length === 0 ? 'DEFAULT VALUES' : `(${columns.join(', ')}) VALUES ${rows.map(tuple).join(', ')}`
  return { sql: `INSERT INTO ${dialect.table(subject.model)} ${values}${skipDuplicates ? ' ON CONFLICT DO NOTHING' : ''}`, args }
}

// What the rules of the fixture let somebody read, written by hand from their text: it shares nothing with the engine.
import { SPACES } from '../../attack/std-config.ts'

export type Row = Readonly<Record<string, unknown>>

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}

/** A database, as rows by model and links of posts with tags. */
export interface Rows {
  readonly tables: Readonly<Record<string, readonly Row[]>>
  readonly links: readonly (readonly [post: number, tag: number])[]
}

/** Who reads; null: nobody in particular. */
export type Reader = { readonly id: number; readonly orgId: number | null; readonly role: string; readonly isAdmin: boolean; readonly space: number | null } | null

/** A row and the model it is of. */
export interface Place {
  readonly model: string
  readonly row: Row
}

const PEOPLE = ['alice', 'bob', 'carol', 'adm1', 'support', 'root']
const ADMINISTRATORS = ['root']
const HIDDEN_MODELS = ['AuditLog', 'Session', 'ApiKey', 'Revision']
const HIDDEN_FIELDS: Readonly<Record<string, readonly string[]>> = { Org: ['secretNote'], User: ['passwordHash', 'resetToken', 'pin'] }

/** Whom a token names, as the rows say. */
export function readerOf({ tables }: Rows, name: string): Reader {
  const row = tables['User']?.find(({ id }) => Number(id) === PEOPLE.indexOf(name) + 1)
  return row === undefined ? null : { id: Number(row['id']), orgId: row['orgId'] === null || row['orgId'] === undefined ? null : Number(row['orgId']), role: String(row['role']), isAdmin: ADMINISTRATORS.includes(name), space: SPACES[name] ?? null }
}

const is = (value: unknown, other: number | null | undefined): boolean => typeof other === 'number' && value !== null && value !== undefined && Number(value) === other
const isPresent = (value: unknown): boolean => value !== null && value !== undefined
const isTrue = (value: unknown): boolean => value === true || (typeof value !== 'boolean' && Number(value) === 1)
const runs = (reader: Reader, orgId: unknown): boolean => reader?.role === 'ORG_ADMIN' && is(orgId, reader.orgId)

type Reads = (row: Row, reader: Reader, rows: Rows) => boolean

const READS: Readonly<Record<string, Reads>> = {
  Org: ({ id }, reader) => is(id, reader?.orgId),
  User: ({ id, orgId }, reader) => is(id, reader?.id) || is(orgId, reader?.orgId),
  Post: ({ id, published, authorId, orgId }, reader, { tables }) =>
    isTrue(published) || is(authorId, reader?.id) || runs(reader, orgId) || (tables['Comment'] ?? []).some((comment) => is(comment['postId'], Number(id)) && is(comment['authorId'], reader?.id)),
  Comment: ({ postId, isInternal }, reader, rows) => {
    const post = rows.tables['Post']?.find(({ id }) => is(id, Number(postId)))
    return post !== undefined && isReadable(rows, reader, { model: 'Post', row: post }) && (!isTrue(isInternal) || runs(reader, post['orgId']))
  },
  Tag: ({ orgId }, reader) => orgId === null || orgId === undefined || is(orgId, reader?.orgId),
  Invoice: ({ orgId }, reader) => runs(reader, orgId),
  Preference: ({ userId }, reader) => is(userId, reader?.id),
  Note: ({ isSecret, authorId }, reader) => !isTrue(isSecret) || is(authorId, reader?.id),
}

/** Whether the reader may read the row at all. */
export function isReadable(rows: Rows, reader: Reader, { model, row }: Place): boolean {
  if (HIDDEN_MODELS.includes(model)) return false
  if (model === 'Note' && (!is(row['spaceId'], reader?.space) || isPresent(row['deletedAt']))) return false
  return reader?.isAdmin === true || READS[model]?.(row, reader, rows) === true
}

/** Whether the reader can make the row readable: bring it back, or give its post to her own organisation. */
function isWithinReach(rows: Rows, reader: Reader, { model, row }: Place): boolean {
  if (model === 'Note') return isPresent(row['deletedAt']) && is(row['spaceId'], reader?.space) && (reader?.isAdmin === true || is(row['authorId'], reader?.id))
  return model === 'Comment' && reader?.role === 'ORG_ADMIN' && (rows.tables['Post'] ?? []).some(({ id, authorId }) => is(id, Number(row['postId'])) && is(authorId, reader.id))
}

/** Fields of a readable row that the reader may not read. */
export function unreadableFields(reader: Reader, { model, row }: Place): readonly string[] {
  const hidden = HIDDEN_FIELDS[model] ?? []
  if (reader?.isAdmin === true) return hidden
  if (model === 'User' && !is(row['id'], reader?.id)) return [...hidden, 'salary']
  if (model === 'Note' && !is(row['authorId'], reader?.id)) return [...hidden, 'memo']
  if (model === 'Post' && !is(row['authorId'], reader?.id) && reader?.role !== 'ORG_ADMIN') return [...hidden, 'score']
  return hidden
}

/** All that the reader may read, and what rules look at to judge it, in one order, moments of deletion blanked, as JSON. `known` are texts of rows for this reader, for views of almost the same rows. */
export function viewOf(rows: Rows, name: string, known: WeakMap<Row, string> = new WeakMap()): Readonly<Record<string, readonly string[]>> {
  const reader = readerOf(rows, name)
  const readable = Object.entries(rows.tables).map(([model, table]) => [model, table.filter((row) => isReadable(rows, reader, { model, row }))] as const)
  const reached = Object.entries(rows.tables).map(([model, table]) => [model, table.filter((row) => isReadable(rows, reader, { model, row }) || isWithinReach(rows, reader, { model, row }))] as const)
  const shown = reached.map(([model, table]) => [model, table.map((row) => textOf(row, known, () => shownRow(reader, { model, row }))).toSorted()] as const)
  const idsOf = (model: string): readonly unknown[] => (readable.find(([each]) => each === model)?.[1] ?? []).map(({ id }) => Number(id))
  const [posts, tags] = [idsOf('Post'), idsOf('Tag')]
  // Taking part in a post lets her read on, even where she may not read her own comment.
  const parts = (rows.tables['Comment'] ?? []).filter(({ authorId }) => is(authorId, reader?.id)).map(({ id, postId }) => `${String(id)} ${String(postId)}`)
  return { ...Object.fromEntries(shown), parts: parts.toSorted(), links: rows.links.filter(([post, tag]) => posts.includes(Number(post)) && tags.includes(Number(tag))).map((link) => link.join()).toSorted() }
}

function textOf(row: Row, known: WeakMap<Row, string>, write: () => string): string {
  const text = known.get(row) ?? write()
  known.set(row, text)
  return text
}

function shownRow(reader: Reader, place: Place): string {
  const unreadable = unreadableFields(reader, place)
  const fields = Object.entries(place.row).filter(([field, value]) => !unreadable.includes(field) && isPresent(value)).map(([field, value]) => [field, field === 'deletedAt' ? '…' : value] as const)
  return JSON.stringify(Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1))), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

/** Keys of the rows of a model that the reader may read. */
export function readableKeys(rows: Rows, name: string, model: string): readonly string[] {
  const reader = readerOf(rows, name)
  const table = (rows.tables[model] ?? []).filter((row) => isReadable(rows, reader, { model, row }))
  return table.map(({ id, userId, key }) => (model === 'Preference' ? `${String(userId)},${String(key)}` : String(id))).toSorted()
}

// What each rule of the schema means, written out again by hand: presence first, then the row.
import { ROWS, type StoredRow } from './policy-rows.ts'
import { PRINCIPALS, type Auth, type Who } from './principals.ts'

/** What somebody may read of a model: whether there is anything to ask for, which rows, and what is absent from each. */
interface ReadRule {
  /** False: denied whatever the row is, also to an administrator where `evenRoot` says so. */
  readonly open: (auth: Auth) => boolean
  readonly row?: (auth: Auth, row: StoredRow) => boolean
  /** Denies or tenants, which administrators do not pass. */
  readonly limit?: (auth: Auth, row: StoredRow) => boolean
  readonly evenRoot?: true
  /** Fields that this one can read of this row only under a condition. */
  readonly fields?: Readonly<Record<string, (auth: Auth, row: StoredRow) => boolean>>
  /** Fields that nobody can read. */
  readonly hidden?: readonly string[]
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null
const isUser = ({ id }: Auth): boolean => id !== undefined
const same = (value: unknown, other: unknown): boolean => isThere(value) && isThere(other) && value === other
const all = (): boolean => true
const rowsOf = (model: string): readonly StoredRow[] => ROWS[model] ?? []
const rowOf = (model: string, id: unknown): StoredRow => rowsOf(model).find((row) => row['id'] === id) ?? {}
const isMember = ({ id }: Auth, postId: unknown): boolean => rowsOf('Member').some((member) => member['postId'] === postId && same(id, member['userId']))
const isLive = ({ deletedAt }: StoredRow): boolean => deletedAt === null

const READ: Readonly<Record<string, ReadRule>> = {
  Org: { open: all },
  User: { open: isUser, row: ({ id, orgId }, row) => same(orgId, row['orgId']) || row['id'] === id, fields: { salary: ({ id }, row) => same(id, row['id']) }, hidden: ['pin', 'motto'] },
  Post: {
    open: all,
    row: (auth, row) => row['published'] === true || same(auth.id, row['ownerId']) || isMember(auth, row['id']),
    fields: { score: ({ id }, row) => same(id, row['ownerId']), remark: ({ role }) => role === 'EDITOR' },
  },
  Member: { open: () => false },
  Comment: { open: all, row: (auth, row) => same(auth.id, row['authorId']) || (row['internal'] === false && mayRead(auth, 'Post', rowOf('Post', row['postId']))) },
  Tag: { open: all, row: (_, row) => row['name'] !== 'hush' },
  Label: { open: all, row: (_, row) => row['secret'] === false },
  Task: { open: ({ orgId }) => orgId !== undefined, row: ({ orgId }, row) => row['orgId'] === orgId },
  Step: { open: all },
  Ticket: { open: all, row: (_, row) => row['status'] !== 'CLOSED' },
  Bulletin: {
    open: all,
    row: ({ id, teamIds = [] }, row) => row['published'] === true || same(id, row['ownerId']) || teamIds.some((team) => team === row['teamId']),
    limit: (_, row) => row['topic'] !== 'SECRET',
  },
  Notice: { open: ({ orgId }) => orgId === undefined },
  Memo: { open: ({ teamIds }) => teamIds !== undefined, row: ({ teamIds }, row) => teamIds !== undefined && teamIds.every((team) => team === row['teamId']) },
  Wall: { open: isUser, row: ({ id }, row) => !rowsOf('Block').some((block) => block['wallId'] === row['id'] && block['userId'] === id) },
  Block: { open: () => false },
  Doc: { open: ({ level }) => level !== undefined, evenRoot: true, limit: ({ level = 0 }, row) => row['minLevel'] === null || !(level < Number(row['minLevel'])) },
  Item: { open: all, row: (_, row) => row['status'] !== 'DRAFT' && !(row['points'] !== null && Number(row['points']) < 3) },
  Job: { open: all, row: (_, row) => rowsOf('Part').filter((part) => part['jobId'] === row['id']).every((part) => part['done'] === true) },
  Part: { open: all, row: (_, row) => row['done'] !== false },
  Channel: {
    open: ({ teamIds = [], level = 0 }) => teamIds.length > 0 || level > 5,
    row: ({ teamIds = [], level = 0 }, row) => level > 5 || teamIds.some((team) => team === row['teamId']),
  },
  Shelf: { open: all, row: (_, row) => (/^Ab|%$/.test(String(row['name'])) || rowsOf('File').some((file) => file['shelfId'] === row['id'])) && row['archived'] === null },
  File: { open: all, row: (_, row) => row['shelfId'] === null || String(rowOf('Shelf', row['shelfId'])['name']).includes('b_') },
  Page: { open: all, limit: (_, row) => isLive(row) },
  // A deleted page is no page, also to a rule.
  Line: { open: all, row: (_, row) => isLive(rowOf('Page', row['pageId'])) || row['text'] === 'kept', limit: (_, row) => isLive(row) },
  Entry: { open: isUser, fields: { body: (_, row) => row['kind'] !== 'veiled' }, hidden: ['password'] },
  Feedback: { open: () => false },
  Vault: { open: () => false },
  Folder: { open: all, row: ({ id }, row) => row['shut'] === false || same(id, row['ownerId']) },
  Box: { open: all },
  Parcel: { open: isUser, fields: { boxId: ({ role }) => role === 'EDITOR' } },
  Lobby: { open: isUser, evenRoot: true },
  // Nobody signs in by it here.
  Realm: { open: () => false, evenRoot: true },
  Account: { open: ({ orgId }) => orgId !== undefined, evenRoot: true, limit: ({ orgId }, row) => row['orgId'] === orgId },
  Ledger: { open: ({ teamIds = [] }) => teamIds.length > 0, evenRoot: true, limit: ({ teamIds = [] }, row) => teamIds.some((team) => team === row['teamId']) },
}

/** Whether these are denied fields, which administrators do not read either. */
const DENIED_FIELDS: ReadonlySet<string> = new Set(['body'])

/** The models that this file knows. */
export const KNOWN_MODELS: readonly string[] = Object.keys(READ)

/** Whether a principal may ask for records of a model at all. */
export function mayAsk(who: Who, model: string): boolean {
  const auth: Auth = PRINCIPALS[who]
  const rule = ruleOf(model)
  return rule.open(auth) || (auth.role === 'ADMIN' && !rule.evenRoot)
}

/** The rows of a model that a principal may read, as stored, by their keys. */
export function readableRows(who: Who, model: string): readonly StoredRow[] {
  return rowsOf(model).filter((row) => mayRead(PRINCIPALS[who], model, row))
}

/** A row as a principal is told of it: what it may not read is absent. */
export function present(who: Who, model: string, row: StoredRow): StoredRow {
  const { hidden = [] } = ruleOf(model)
  const told = Object.entries(row).filter(([name]) => !hidden.includes(name) && mayReadField(who, model, { row, name }))
  return Object.fromEntries(told.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]))
}

/** Whether a principal may read a field of a row that it may read. */
export function mayReadField(who: Who, model: string, { row, name }: { readonly row: StoredRow; readonly name: string }): boolean {
  const auth: Auth = PRINCIPALS[who]
  const isExempt = auth.role === 'ADMIN' && !DENIED_FIELDS.has(name)
  return isExempt || (ruleOf(model).fields?.[name]?.(auth, row) ?? true)
}

function mayRead(auth: Auth, model: string, row: StoredRow): boolean {
  const { row: allows = all, limit = all } = ruleOf(model)
  return (auth.role === 'ADMIN' || allows(auth, row)) && limit(auth, row)
}

function ruleOf(model: string): ReadRule {
  const rule = READ[model]
  if (!rule) throw new Error(`Nobody wrote down who reads ${model}.`)
  return rule
}

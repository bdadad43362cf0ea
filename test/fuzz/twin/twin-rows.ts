// Two sets of rows for one reader: they agree on all that the reader may see and on every rule's verdict about it, and differ in all else.
import { createRandom } from '../../crud/random.ts'
import { WORDS } from '../values.ts'
import { isReadable, readerOf, unreadableFields, viewOf, type Row, type Rows } from './read-as-rules-say.ts'

type Random = () => number

/** A pair of databases, as rows. */
export interface TwinRows {
  readonly one: Rows
  readonly other: Rows
  /** How many values, rows and links differ. */
  readonly differences: number
}

/** Rows with lesser ids stand in one of the two only: keys that the database makes do not count on from them. */
const FIRST_OWN_ID = -700_000_000
/** So do some with these ids, which everybody tries; nobody can choose an id, so that no request collides with them. */
const FIRST_NEAR_ID = 10
const NEAR_IDS = 6
/** Enough that few values are left the same which the reader may not see. */
const CHANGES = 160
const OWN_ROWS = 30

/** Makes a pair for the reader, the same for the same seed. */
export function twinRowsFor(reader: string, seed: number): TwinRows {
  const random = createRandom(seed)
  const base = commonRows(random)
  const known = new WeakMap<Row, string>()
  const viewed = (rows: Rows): string => JSON.stringify(viewOf(rows, reader, known))
  const one = withOwnRows(base, viewed, random)
  let other = withOwnRows(base, viewed, random)
  const seen = viewed(one)
  let differences = 0
  for (let attempt = 0; attempt < CHANGES; attempt++) {
    const changed = changedSomewhere(other, reader, random)
    if (changed === null || viewed(changed) !== seen) continue
    other = changed
    differences++
  }
  return { one, other, differences }
}

const pick = <T>(items: readonly T[], random: Random): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('There is nothing to choose from.')
  return item
}

const chance = (random: Random, probability: number): boolean => random() < probability

const NAMES = ['alice', 'bob', 'carol', 'adm1', 'support', 'root', 'gwen', 'hal']
const ROLES = ['USER', 'ORG_ADMIN', 'SUPPORT']
const FIXED_ROLES: Readonly<Record<string, string>> = { alice: 'USER', bob: 'USER', carol: 'USER', adm1: 'ORG_ADMIN', support: 'SUPPORT', root: 'ADMIN' }
const FIXED_ORGS: Readonly<Record<string, number>> = { alice: 1, bob: 1, carol: 2, adm1: 1, support: 1, root: 1 }

const text = (random: Random): string => (chance(random, 0.1) ? `[locked] ${pick(WORDS, random)}` : pick(WORDS, random))
const maybe = <T>(value: T, random: Random): T | null => (chance(random, 0.3) ? null : value)
const secret = (random: Random): string => `CANARY_Twin_${String(Math.floor(random() * 1e9))}`
const date = (random: Random): Date => new Date(Date.UTC(2020 + Math.floor(random() * 6), Math.floor(random() * 12), 1))
const one = (count: number, random: Random): number => 1 + Math.floor(random() * count)

/** A new value for a field; by model, then field. Keys, uniques and what a restriction refers to have none: they never change. */
const VALUES: Readonly<Record<string, Readonly<Record<string, (random: Random) => unknown>>>> = {
  Org: { name: text, plan: text, secretNote: secret },
  User: {
    name: text,
    role: (random) => pick(ROLES, random),
    passwordHash: secret,
    resetToken: secret,
    pin: secret,
    salary: (random) => maybe(`${String(Math.floor(random() * 9000))}.5`, random),
    balance: (random) => BigInt(Math.floor(random() * 1e15)),
    meta: (random) => ({ theme: pick(WORDS, random) }),
    avatar: (random) => new Uint8Array([Math.floor(random() * 256)]),
    orgId: (random) => maybe(one(3, random), random),
  },
  Tag: { orgId: (random) => maybe(one(3, random), random) },
  Post: {
    title: text,
    body: text,
    published: (random) => chance(random, 0.4),
    views: (random) => Math.floor(random() * 10),
    score: (random) => maybe(Math.floor(random() * 40) / 4, random),
    publishAt: (random) => maybe(date(random), random),
    authorId: (random) => maybe(one(8, random), random),
    orgId: (random) => maybe(one(3, random), random),
  },
  Comment: { text, isInternal: (random) => chance(random, 0.4), postId: (random) => one(9, random), authorId: (random) => maybe(one(8, random), random) },
  Invoice: { total: (random) => `${String(Math.floor(random() * 900))}.25`, status: (random) => maybe(pick(['open', 'paid', 'void'], random), random), meta: (random) => ({ lines: [Math.floor(random() * 9)] }), version: (random) => one(5, random), orgId: (random) => maybe(one(3, random), random) },
  Preference: { value: (random) => ({ dark: chance(random, 0.5) }) },
  Note: { text, memo: (random) => maybe(text(random), random), isSecret: (random) => chance(random, 0.4), authorId: (random) => maybe(one(8, random), random), postId: (random) => maybe(one(9, random), random), deletedAt: (random) => (chance(random, 0.2) ? date(random) : null) },
  AuditLog: { action: text, detail: secret, userId: (random) => maybe(one(8, random), random) },
  Session: { token: secret, userId: (random) => maybe(one(8, random), random) },
  ApiKey: { keyHash: secret },
  Revision: { text: secret },
}

const COUNTS: Readonly<Record<string, number>> = { Org: 3, User: 8, Tag: 6, Post: 9, Comment: 9, Invoice: 6, Preference: 8, Note: 12, AuditLog: 2, Session: 2, ApiKey: 2, Revision: 2 }

/** What no value is made for. */
function fixedFields(model: string, id: number): Row {
  const name = NAMES[id - 1] ?? `user${String(id)}`
  const fixed: Readonly<Record<string, Row>> = {
    User: { email: `${name}@x.io`, ...(FIXED_ROLES[name] !== undefined && { role: FIXED_ROLES[name], orgId: FIXED_ORGS[name] ?? null }) },
    Tag: { name: ['red', '100%', 'a_b', 'alice', 'é', 'blue'][id - 1] ?? `only-here-${String(id)}` },
    Invoice: { externalId: id > 0 && id < FIRST_NEAR_ID ? `ext-${String(id)}` : `only-here-${String(id)}` },
    Preference: { userId: (Math.abs(id - 1) % 8) + 1, key: id > 0 ? 'theme' : `only-here-${String(id)}` },
    Note: { spaceId: (Math.abs(id) % 3 === 0 ? 2 : 1) },
    Revision: { postId: id, editorId: 6 },
  }
  return fixed[model] ?? {}
}

function newRow(model: string, id: number, random: Random): Row {
  const values = Object.entries(VALUES[model] ?? {}).map(([name, make]) => [name, make(random)] as const)
  return { ...(model === 'Preference' ? {} : { id }), ...Object.fromEntries(values), ...fixedFields(model, id) }
}

function commonRows(random: Random): Rows {
  const tables = Object.fromEntries(Object.entries(COUNTS).map(([model, count]) => [model, Array.from({ length: count }, (_, index) => newRow(model, index + 1, random))]))
  return { tables, links: Array.from({ length: 10 }, () => [one(9, random), one(6, random)] as const).filter(isFirst) }
}

const isFirst = (link: readonly [number, number], index: number, all: readonly (readonly [number, number])[]): boolean => all.findIndex((each) => each.join() === link.join()) === index

const OWN_MODELS = ['User', 'Tag', 'Post', 'Comment', 'Invoice', 'Preference', 'Note', 'AuditLog']

/** Adds rows that the reader cannot see, some of them linked with rows that it can. */
function withOwnRows(rows: Rows, viewed: (rows: Rows) => string, random: Random): Rows {
  let grown = rows
  const seen = viewed(rows)
  for (let attempt = 0; attempt < OWN_ROWS; attempt++) {
    const model = pick(OWN_MODELS, random)
    const id = model !== 'Preference' && chance(random, 0.6) ? FIRST_NEAR_ID + Math.floor(random() * NEAR_IDS) : FIRST_OWN_ID - Math.floor(random() * 1e9)
    if (grown.tables[model]?.some((each) => each['id'] === id) === true) continue
    const row = newRow(model, id, random)
    const links = model === 'Post' ? [[id, one(6, random)] as const] : model === 'Tag' ? [[one(9, random), id] as const] : []
    const more: Rows = { tables: { ...grown.tables, [model]: [...(grown.tables[model] ?? []), row] }, links: [...grown.links, ...links] }
    if (viewed(more) === seen) grown = more
  }
  return grown
}

/** The rows with one value changed that the reader may not read, or a link; null where the place found is readable. */
function changedSomewhere(rows: Rows, reader: string, random: Random): Rows | null {
  if (chance(random, 0.15)) return withAnotherLink(rows, random)
  const model = pick(Object.keys(VALUES), random)
  const table = rows.tables[model] ?? []
  const row = pick(table, random)
  const who = readerOf(rows, reader)
  const made = Object.keys(VALUES[model] ?? {})
  const hidden = isReadable(rows, who, { model, row }) ? unreadableFields(who, { model, row }).filter((name) => made.includes(name)) : made
  const fixed = Object.keys(fixedFields(model, Number(row['id'] ?? 0)))
  const names = hidden.filter((name) => !fixed.includes(name))
  if (names.length === 0) return null
  const name = pick(names, random)
  const value = VALUES[model]?.[name]?.(random)
  return { ...rows, tables: { ...rows.tables, [model]: table.map((each) => (each === row ? { ...row, [name]: value } : each)) } }
}

function withAnotherLink(rows: Rows, random: Random): Rows {
  const link = [one(9, random), one(6, random)] as const
  const without = rows.links.filter((each) => each.join() !== link.join())
  return { ...rows, links: without.length < rows.links.length ? without : [...rows.links, link] }
}

// The rows of the fixture. What nobody may see holds a canary; twins hold other values, and more rows, where they cannot be seen only.
import type { SsotServer } from '@ssot/runtime-server'

/** `twin` differs from `base` in hidden fields and hidden models alone; `unseen` also in what neither alice nor nobody in particular may read. */
export type Variant = (typeof VARIANTS)[number]

const VARIANTS = ['base', 'twin', 'unseen'] as const

/** Whether a value names a variant. */
export function isVariant(value: unknown): value is Variant {
  return VARIANTS.some((name) => name === value)
}

type Row = Readonly<Record<string, unknown>>

/** Ids that cases refer to as `{{alice.id}}`. */
export const STD_IDS = {
  org1: { id: 1 },
  org2: { id: 2 },
  alice: { id: 1 },
  bob: { id: 2 },
  carol: { id: 3 },
  adm1: { id: 4 },
  support: { id: 5 },
  root: { id: 6 },
  alicePost: { id: 1 },
  bobPost: { id: 2 },
  pubPost: { id: 3 },
  carolPrivatePost: { id: 4 },
  inv1: { id: 1 },
  inv2: { id: 2 },
  /** A record of which nobody may see what refers to it. */
  postWithInvisibleChildren: { id: 2 },
} as const satisfies Readonly<Record<string, { readonly id: number }>>

const PEOPLE = ['alice', 'bob', 'carol', 'adm1', 'support', 'root'] as const
const ROLES = { alice: 'USER', bob: 'USER', carol: 'USER', adm1: 'ORG_ADMIN', support: 'SUPPORT', root: 'ADMIN' } as const

/** Every table of the fixture that holds rows of its own, children last. */
export const STD_TABLES = ['Org', 'User', 'Tag', 'Post', 'Comment', 'Invoice', 'Preference', 'AuditLog', 'Session', 'ApiKey', 'Revision'] as const

/** The rows of the fixture by model, and its links of posts with tags. */
export interface StdRows {
  readonly tables: Readonly<Record<string, readonly Row[]>>
  readonly links: readonly (readonly [post: number, tag: number])[]
}

/** Empties the fixture and fills it anew, the same each time. */
export function seedStd(server: SsotServer, variant: Variant): Promise<void> {
  return fillStd(server, { tables: rowsOf(variant), links: [[1, 1], [3, 1], [3, 2], ...(variant === 'unseen' ? UNSEEN_LINKS : [])] })
}

/** Empties the fixture and fills it with these rows, of tables that the schema has beyond its own, too; keys that the database makes begin at 1001. */
export async function fillStd(server: SsotServer, { tables, links }: StdRows): Promise<void> {
  await server.system('seed of the attack fixture').$transaction(async (transaction) => {
    const isAudited = [...server.registry.models.values()].some(({ annotations }) => annotations.some(({ name }) => name === 'audit'))
    const names = [...STD_TABLES, ...Object.keys(tables).filter((name) => !STD_TABLES.some((known) => known === name))]
    for (const name of names.toReversed()) await transaction.$executeRawUnsafe(`DELETE FROM "${name}"`)
    if (isAudited) await transaction.$executeRawUnsafe('DELETE FROM "_ssot_audit"')
    for (const name of names) await transaction.model(name).createMany({ data: (tables[name] ?? []).map(withoutNulls) })
    for (const [post, tag] of links) await transaction.$executeRawUnsafe(`INSERT INTO "_PostToTag" ("A", "B") VALUES (${String(post)}, ${String(tag)})`)
    await continueKeys(server, (sql) => transaction.$executeRawUnsafe(sql))
  }, { timeout: SEED_MS })
}

// What is absent is null, and the Prisma client wants a null of a document said otherwise.
export const withoutNulls = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

const LAST_KEY = 1000
/** Many small statements, on a machine that may be busy. */
const SEED_MS = 60_000

// Rows were written with their ids, which sequences know nothing of; SQLite's remember the rows that were there before.
async function continueKeys(server: SsotServer, execute: (sql: string) => Promise<unknown>): Promise<void> {
  if (server.registry.provider === 'sqlite') await execute(`UPDATE "sqlite_sequence" SET "seq" = ${String(LAST_KEY)} WHERE "name" NOT LIKE '#_%' ESCAPE '#'`)
  else for (const model of server.registry.models.values()) if (model.fields.has('id')) await execute(`SELECT setval(pg_get_serial_sequence('"${model.table}"', 'id'), ${String(LAST_KEY)})`)
}

function rowsOf(variant: Variant): Readonly<Record<string, readonly Row[]>> {
  const rows = plainRowsOf(variant)
  if (variant !== 'unseen') return rows
  return Object.fromEntries(Object.entries(rows).map(([model, some]) => [model, [...some.map((row) => ({ ...row, ...CHANGED_UNSEEN[model]?.[Number(row['id'] ?? row['userId'])] })), ...(MORE_UNSEEN[model] ?? [])]]))
}

/** Links of posts that alice cannot read. */
const UNSEEN_LINKS: StdRows['links'] = [[2, 1], [4, 1], [101, 2], [3, 101]]

/** What is another in `unseen`: rows that alice cannot read, and fields of rows that she can. */
const CHANGED_UNSEEN: Readonly<Record<string, Readonly<Record<number, Row>>>> = {
  Org: { 2: { name: 'Another', plan: 'pro' } },
  User: { 2: { salary: '7.25' }, 3: { name: 'another', role: 'ORG_ADMIN', salary: null, balance: 1n }, 4: { salary: null } },
  Post: { 2: { title: 'Another', views: 900, score: 3 }, 3: { score: 9 }, 4: { title: 'A first', body: 'another', views: 70, publishAt: new Date('2020-01-01T00:00:00.000Z') }, 5: { score: -9 } },
  Comment: { 4: { text: 'Another', authorId: 1 } },
  Invoice: { 1: { total: '1', status: 'paid' }, 2: { total: '2' } },
  Preference: { 2: { value: null }, 3: { value: [] } },
}

const MORE_UNSEEN: Readonly<Record<string, readonly Row[]>> = {
  Tag: [{ id: 101, name: 'unseen', orgId: 2 }],
  Post: [101, 102, 103].map((id) => ({ id, title: 'A draft', body: 'unseen', views: 50, authorId: 2, orgId: 1 })),
  Comment: Array.from({ length: 100 }, (_, index) => ({ id: 101 + index, text: 'unseen', isInternal: true, postId: index % 2 === 0 ? 5 : 1, authorId: 2 })),
  Invoice: [{ id: 101, externalId: 'unseen', total: '5', orgId: 1 }],
}

function plainRowsOf(variant: Variant): Readonly<Record<string, readonly Row[]>> {
  // In the twin hidden values also sort the other way round.
  const secret = (model: string, field: string, row: number): string => (variant === 'base' ? `CANARY_${model}_${field}_${String(row)}` : `CANARY_${model}_${field}_twin${String(99 - row)}`)
  const hiddenRows = variant === 'base' ? [1, 2] : [1, 2, 3, 4, 5]
  return {
    Org: [1, 2].map((id) => ({ id, name: `Org ${String(id)}`, plan: id === 1 ? 'pro' : 'free', secretNote: secret('Org', 'secretNote', id) })),
    User: PEOPLE.map((name, index) => ({
      id: index + 1,
      email: `${name}@x.io`,
      name,
      role: ROLES[name],
      orgId: name === 'carol' ? 2 : 1,
      passwordHash: secret('User', 'passwordHash', index + 1),
      resetToken: secret('User', 'resetToken', index + 1),
      pin: secret('User', 'pin', index + 1),
      salary: `${String(1000 * (index + 1))}.50`,
      balance: 9007199254740993n + BigInt(index),
      meta: { theme: 'dark' },
      avatar: new Uint8Array([1, 2, 255]),
    })),
    Tag: ['red', '100%', 'a_b', 'alice', 'only in org 2'].map((name, index) => ({ id: index + 1, name, orgId: index < 4 ? null : 2 })),
    Post: [
      { id: 1, title: 'Of Alice', body: 'draft', authorId: 1, orgId: 1, views: 1, score: 0.5, publishAt: new Date('2024-01-01T00:00:00.000Z') },
      { id: 2, title: 'Of Bob', body: 'draft', authorId: 2, orgId: 1, views: 2 },
      { id: 3, title: 'Public', body: 'for all', published: true, authorId: 2, orgId: 1, views: 3, score: -1.25 },
      { id: 4, title: 'Of Carol', body: 'draft', authorId: 3, orgId: 2, views: 4 },
      { id: 5, title: 'Public of org 2', body: 'for all', published: true, authorId: 3, orgId: 2 },
      { id: 6, title: '[locked] Of Alice', body: 'draft', authorId: 1, orgId: 1 },
    ],
    Comment: [1, 2, 3, 4].map((id) => ({ id, text: `Comment ${String(id)}`, isInternal: id === 4, postId: 3, authorId: id })),
    Invoice: [1, 2].map((id) => ({ id, externalId: `ext-${String(id)}`, total: '19.99', status: 'open', meta: { lines: [id] }, orgId: id })),
    Preference: [1, 2, 3].map((userId) => ({ userId, key: 'theme', value: { dark: true } })),
    AuditLog: hiddenRows.map((id) => ({ id, action: 'login', detail: secret('AuditLog', 'detail', id), userId: id })),
    Session: hiddenRows.map((id) => ({ id, token: secret('Session', 'token', id), userId: id })),
    ApiKey: hiddenRows.map((id) => ({ id, keyHash: secret('ApiKey', 'keyHash', id) })),
    // Neither the post nor the last administrator can be deleted.
    Revision: [{ id: 1, text: secret('Revision', 'text', 1), postId: 2, editorId: 6 }],
  }
}

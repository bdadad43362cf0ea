// Records under rules that are made by hand: a schema with relations of every kind, few rows, and every statement counted.
import { isProblem } from '@ssot/contract'
import { push, readIndexNames, type Database } from '../../packages/runtime-server/src/data/index.ts'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import { createSqlRecords } from '../../packages/runtime-server/src/data/sql/create-sql-records.ts'
import { createCursors } from '../../packages/runtime-server/src/operations/cursors.ts'
import { createDelegate, type ActingModel } from '../../packages/runtime-server/src/operations/delegates.ts'
import type { OperationContext } from '../../packages/runtime-server/src/operations/context.ts'
import type { Hooks } from '../../packages/runtime-server/src/operations/hooks.ts'
import { withHooks } from '../../packages/runtime-server/src/operations/run-hooks.ts'
import { guardRecords } from '../../packages/runtime-server/src/operations/guard-records.ts'
import { compilePolicies } from '../../packages/runtime-server/src/policy/compile-policies.ts'
import { guardSelection } from '../../packages/runtime-server/src/policy/guard-query.ts'
import type { Guard } from '../../packages/runtime-server/src/policy/guard-where.ts'
import { DEVELOPMENT_ADMIN } from '../../packages/runtime-server/src/policy/principal.ts'
import { createRightsOf } from '../../packages/runtime-server/src/policy/rights.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { buildUi } from '../../packages/runtime-server/src/registry/ui/build-ui.ts'
import { createFaults } from '../../packages/runtime-server/src/request/faults.ts'
import { given } from '../../packages/runtime-server/src/request/given.ts'
import { DEFAULT_LIMITS } from '../../packages/runtime-server/src/request/limits.ts'
import { parseWhere } from '../../packages/runtime-server/src/request/parse-where.ts'
import type { Where } from '../../packages/runtime-server/src/request/query.ts'
import type { RowRules, UpdateRules } from '../../packages/runtime-server/src/request/row-rules.ts'
import { storedSelection } from '../../packages/runtime-server/src/request/stored-selection.ts'
import { openClient, parseModels, type DatabaseUnderTest, type Opened } from './databases.ts'

const MODELS = `
model User {
  id    Int    @id
  name  String
  posts Post[]
}

model Post {
  id       Int       @id @default(autoincrement())
  title    String
  state    String    @default("draft")
  rank     Int       @default(0)
  hint   String?
  ownerId  Int?
  owner    User?     @relation(fields: [ownerId], references: [id])
  comments Comment[]
  tags     Tag[]
  cover    Cover?
}

model Comment {
  id     Int    @id @default(autoincrement())
  body   String
  state  String @default("open")
  postId Int?
  post   Post?  @relation(fields: [postId], references: [id], onDelete: Cascade)
}

model Tag {
  id    Int    @id
  name  String @unique
  posts Post[]
}

model Cover {
  id     Int    @id
  state  String @default("open")
  postId Int?   @unique
  post   Post?  @relation(fields: [postId], references: [id])
}

model Seat {
  row    Int
  number Int
  holder String @default("nobody")
  price  Int    @default(0)
  tickets Ticket[]
  @@id([row, number])
}

model Ticket {
  id     Int  @id
  row    Int
  number Int
  seat   Seat @relation(fields: [row, number], references: [row, number])
}

model Folder {
  id        Int       @id
  name      String
  deletedAt DateTime?
  notes     Note[]
}

model Note {
  id        Int       @id
  state     String    @default("open")
  deletedAt DateTime?
  folderId  Int
  folder    Folder    @relation(fields: [folderId], references: [id], onDelete: Cascade)
}

model Kinds {
  id    Int      @id
  text  String
  big   BigInt
  price Decimal
  score Float
  live  Boolean
  at    DateTime
  data  Json
  blob  Bytes
  none  String?
  empty Json?
}
`

const TABLES = ['_PostToTag', 'Cover', 'Comment', 'Tag', 'Post', 'User', 'Ticket', 'Seat', 'Note', 'Folder', 'Kinds']

const FILLING = [
  `INSERT INTO "User" (id, name) VALUES (1, 'Ada'), (2, 'Bob')`,
  `INSERT INTO "Post" (title, state, rank, hint, "ownerId") VALUES ('One', 'draft', 1, 'one', 1), ('Two', 'locked', 2, 'two', 2), ('Three', 'hidden', 3, 'three', 2)`,
  `INSERT INTO "Comment" (body, state, "postId") VALUES ('a', 'open', 1), ('b', 'locked', 1), ('c', 'hidden', 1), ('d', 'open', NULL), ('e', 'locked', NULL)`,
  `INSERT INTO "Tag" (id, name) VALUES (1, 'red'), (2, 'locked'), (3, 'hidden'), (4, 'blue')`,
  `INSERT INTO "_PostToTag" ("A", "B") VALUES (1, 1), (1, 2), (1, 3)`,
  `INSERT INTO "Cover" (id, state, "postId") VALUES (1, 'locked', 1), (2, 'open', NULL), (3, 'hidden', 2)`,
  `INSERT INTO "Seat" ("row", number, price) VALUES (1, 1, 5), (1, 2, 7)`,
  `INSERT INTO "Ticket" (id, "row", number) VALUES (1, 1, 1)`,
  `INSERT INTO "Folder" (id, name) VALUES (1, 'f')`,
  `INSERT INTO "Note" (id, state, "folderId") VALUES (1, 'open', 1), (2, 'locked', 1)`,
]

/** What is asked of the rows of one model; what is absent asks nothing. Conditions are filters as clients write them. */
export interface ModelRules {
  readonly readable?: object
  readonly created?: object | ((sent: readonly string[]) => object | null)
  readonly using?: object
  readonly fields?: Readonly<Record<string, object>>
  readonly reads?: readonly string[]
  readonly check?: object | ((before: Readonly<Record<string, unknown>>) => object)
  readonly deleted?: object
  readonly linked?: object
  /** By field, what a row must fulfil for it to be answered. */
  readonly masks?: Readonly<Record<string, object>>
}

/** Rules by model. */
export type Rules = Readonly<Record<string, ModelRules>>

/** A database with rows, and statements that are counted. */
export interface RuledFixture extends AsyncDisposable {
  readonly registry: Registry
  readonly schema: Opened['schema']
  readonly client: Opened['client']
  /** Records of whom these rules are for: guarded reads, judged writes. */
  records(rules: Rules): Records
  /** The SDK's calls of a model on them. */
  as(rules: Rules, model: string, records?: Records): ActingModel
  /** What operations get, on them. */
  context(rules: Rules, records?: Records): OperationContext
  /** The same calls with hooks of the application. */
  hooked(rules: Rules, model: string, hooks: Hooks): ActingModel
  reset(): Promise<void>
  /** How many statements some work takes, beside those that begin and end transactions. */
  counting<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly statements: readonly string[]; readonly transactions: number }>
  rows(model: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Opens the fixture on a database. */
export async function openRuled(under: DatabaseUnderTest): Promise<RuledFixture> {
  const test = await under.create()
  const schema = await parseModels(under.provider, MODELS)
  const opened = await openClient(test.target, schema)
  await push(opened.database, schema, { acceptDataLoss: true })
  const { registry } = buildRegistry({ datamodel: schema.dmmf, provider: schema.provider, relationMode: schema.relationMode, schemaHash: schema.hash, annotations: [], descriptions: new Map(), buildUi: (models) => buildUi({ ui: undefined, models }) })
  const log = { statements: new Array<string>(), transactions: 0 }
  const records = createSqlRecords(registry, { database: watched(opened.database, log), indexes: readIndexNames(schema) })
  if (!records) throw new Error(`There are no statements of our own for ${under.name}.`)
  const isSqlite = under.provider === 'sqlite'
  const recordsFor = (rules: Rules): Records => {
    const guard = guardOf(registry, rules)
    return guardRecords(records.ruled(rowRulesOf(registry, rules, guard)), guard)
  }
  const { policies } = compilePolicies(registry, { policies: undefined, authModel: undefined, claims: undefined, crossTenant: false })
  const rights = createRightsOf(registry, policies)(DEVELOPMENT_ADMIN)
  const contextFor: RuledFixture['context'] = (rules, over = recordsFor(rules)) => ({ rights, registry, principal: DEVELOPMENT_ADMIN, cursors: createCursors('a secret of this test'), limits: DEFAULT_LIMITS, records: over })
  return {
    registry,
    schema,
    client: opened.client,
    records: recordsFor,
    context: contextFor,
    as: (rules, name, over) => createDelegate((operate) => operate(contextFor(rules, over), modelNamed(registry, name))),
    hooked: (rules, name, hooks) => createDelegate((operate) => withHooks({ ...contextFor(rules), hooks }, (inner) => operate(inner, modelNamed(registry, name)))),
    reset: async () => {
      const emptying = isSqlite ? [...TABLES.map((table) => `DELETE FROM "${table}"`), 'DELETE FROM sqlite_sequence'] : [`TRUNCATE ${TABLES.map((table) => `"${table}"`).join(', ')} RESTART IDENTITY CASCADE`]
      for (const sql of [...emptying, ...FILLING]) await opened.client.$executeRawUnsafe(sql)
    },
    counting: async (work) => {
      Object.assign(log, { statements: [], transactions: 0 })
      const result = await work()
      return { result, ...log }
    },
    rows: (model) => opened.client.model(model).findMany({ orderBy: registry.models.get(model)?.key?.fields.map((name) => ({ [name]: 'asc' })) ?? [] }),
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await test[Symbol.asyncDispose]()
    },
  }
}

type Query = Parameters<Database['adapter']['queryRaw']>[0]

interface Log {
  statements: string[]
  transactions: number
}

function watched(database: Database, log: Log): Database {
  const over = <T extends Pick<Database['adapter'], 'queryRaw' | 'executeRaw'>>(target: T): T => {
    const said = (query: Query): Query => {
      log.statements.push(query.sql)
      return query
    }
    return Object.assign(Object.create(target), { queryRaw: (query: Query) => target.queryRaw(said(query)), executeRaw: (query: Query) => target.executeRaw(said(query)) })
  }
  const adapter = Object.assign(over(database.adapter), {
    startTransaction: async () => {
      log.transactions++
      return over(await database.adapter.startTransaction())
    },
  })
  return { ...database, adapter }
}

/** Rules as the data layer asks them. */
export function ruledBy(registry: Registry, rules: Rules): RowRules {
  return rowRulesOf(registry, rules, guardOf(registry, rules))
}

function modelNamed(registry: Registry, name: string): Model {
  const model = registry.models.get(name)
  if (!model) throw new RangeError(`There is no model ${name}.`)
  return model
}

function conditionOf(registry: Registry, model: Model, input: object | null | undefined): Where | null {
  if (!input) return null
  const faults = createFaults()
  const where = parseWhere({ model, registry, faults, limits: DEFAULT_LIMITS, fromText: false }, given(input, 'where'))
  faults.throwIfAny()
  return where
}

function guardOf(registry: Registry, rules: Rules): Guard {
  const live = (model: Model): object | null => (model.traits.softDelete ? { deletedAt: null } : null)
  const all = (model: Model): object | null => {
    const asked = [live(model), rules[model.name]?.readable].filter((part) => part !== null && part !== undefined)
    return asked.length === 0 ? null : { AND: asked }
  }
  return {
    registry,
    conditionOf: (model) => conditionOf(registry, model, all(model)),
    fieldConditionOf: (model, field) => conditionOf(registry, model, rules[model.name]?.masks?.[field.name]),
  }
}

function rowRulesOf(registry: Registry, rules: Rules, guard: Guard): RowRules {
  const of = (model: Model): ModelRules => rules[model.name] ?? {}
  const where = (model: Model, input: object | null | undefined): Where | null => conditionOf(registry, model, input)
  return {
    representation: (model) => guardSelection(guard, model, storedSelection(model)),
    readable: (model) => guard.conditionOf(model),
    created: (model, sent) => {
      const { created } = of(model)
      return where(model, typeof created === 'function' ? created(sent) : created)
    },
    updated: (model, sent): UpdateRules | null => {
      const { using, fields = {}, reads = [], check } = of(model)
      const asked = sent.flatMap((name) => fields[name] ?? [])
      if (!using && asked.length === 0 && !check) return null
      return {
        using: where(model, using),
        fields: where(model, asked.length === 0 ? null : { AND: asked }),
        reads: reads.flatMap((name) => model.fields.get(name) ?? []),
        check: (before) => where(model, typeof check === 'function' ? check(before) : check),
      }
    },
    deleted: (model) => where(model, of(model).deleted),
    linked: (model) => where(model, of(model).linked),
  }
}

/** What became of a write: its answer, or the code and the places of its refusal. */
export async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (!isProblem(error)) throw error
    return [error.code, ...error.errors.map(({ path }) => path)]
  }
}

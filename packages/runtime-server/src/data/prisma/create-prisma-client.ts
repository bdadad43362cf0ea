import { createRequire } from 'node:module'
import type * as clientCommon from '@prisma/client-common'
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { getPrismaClient, type GetPrismaClientConfig } from '@prisma/client/runtime/client'
import { buildAndSerializeParamGraph } from '@prisma/param-graph-builder'
import { actingFactory } from '../capture/acting-factory.ts'
import type { Database } from '../database.ts'
import { refuseInsideTransaction } from '../open-transaction.ts'
import { loadQueryCompiler } from './load-query-compiler.ts'
import type { PrismaSchema } from './parse-schema.ts'

/** A record as the Prisma client answers it: Date, bigint, Decimal and Uint8Array values. */
export type PrismaRow = Readonly<Record<string, unknown>>

/** The operations of one model. A view has only those that read. */
export interface ModelDelegate {
  /** References to the model's fields, by name, for comparisons with another field. */
  readonly fields: Readonly<Record<string, unknown>>
  findMany(args?: object): Promise<PrismaRow[]>
  findFirst(args?: object): Promise<PrismaRow | null>
  findUnique(args: object): Promise<PrismaRow | null>
  create(args: object): Promise<PrismaRow>
  createMany(args: object): Promise<{ readonly count: number }>
  /** Not on MySQL. */
  createManyAndReturn(args: object): Promise<PrismaRow[]>
  update(args: object): Promise<PrismaRow>
  updateMany(args: object): Promise<{ readonly count: number }>
  upsert(args: object): Promise<PrismaRow>
  delete(args: object): Promise<PrismaRow>
  deleteMany(args?: object): Promise<{ readonly count: number }>
  count(args?: object): Promise<number>
  aggregate(args: object): Promise<PrismaRow>
  groupBy(args: object): Promise<PrismaRow[]>
}

/** What works outside a transaction and inside one. */
export interface PrismaTransaction {
  /** The client itself, for the application's own code. */
  readonly raw: object
  /** The operations of a model by its name in the schema. */
  model(name: string): ModelDelegate
  $queryRawUnsafe(sql: string, ...values: readonly unknown[]): Promise<PrismaRow[]>
  $executeRawUnsafe(sql: string, ...values: readonly unknown[]): Promise<number>
}

/** A Prisma client made from a schema at boot. */
export interface PrismaClientLike extends PrismaTransaction {
  /** Runs in one transaction: at most 2 s of waiting for it and 10 s in it, unless the options say otherwise. */
  $transaction<T>(run: (transaction: PrismaTransaction) => Promise<T>, options?: TransactionLimits): Promise<T>
  /** Forgets the client; the database stays open. */
  $disconnect(): Promise<void>
}

/** Times in milliseconds. */
export interface TransactionLimits {
  readonly maxWait?: number
  readonly timeout?: number
  readonly isolationLevel?: string
}

const VERSION = '7.10.0'

/** What a client is made for. */
export interface PrismaClientOptions {
  /** Changes of some models are captured, and say in whose name they were made (`runActing`). */
  readonly captures?: boolean
}

/** Makes a client for a schema over an open database, with nothing generated. */
export async function createPrismaClient(schema: PrismaSchema, database: Database, { captures = false }: PrismaClientOptions = {}): Promise<PrismaClientLike> {
  const PrismaClient = getPrismaClient(await describeClient(schema))
  const factory = captures ? actingFactory(database.adapterFactory, database.provider) : database.adapterFactory
  const client = new PrismaClient({ adapter: outsideTransactions(factory), errorFormat: 'minimal', transactionOptions: { maxWait: 2000, timeout: 10_000 } })
  return {
    ...describeQueries(client),
    $transaction: (run, options) => client.$transaction((transaction: object) => run(describeQueries(transaction)), options),
    $disconnect: () => client.$disconnect(),
  }
}

// The client has connections of its own: inside a transaction of ours it would not see what that has written.
function outsideTransactions(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect()
      const outside = <Args extends readonly unknown[], T>(run: (...args: Args) => Promise<T>) => async (...args: Args): Promise<T> => {
        refuseInsideTransaction()
        return run(...args)
      }
      return {
        ...adapter,
        queryRaw: outside((query) => adapter.queryRaw(query)),
        executeRaw: outside((query) => adapter.executeRaw(query)),
        startTransaction: outside((level) => adapter.startTransaction(level)),
        executeScript: (script) => adapter.executeScript(script),
        getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: false },
        dispose: () => adapter.dispose(),
      }
    },
  }
}

async function describeClient(schema: PrismaSchema): Promise<GetPrismaClientConfig> {
  // The package's ES module build lacks a file, so that its CommonJS build is loaded.
  const common: typeof clientCommon = createRequire(import.meta.url)('@prisma/client-common')
  return {
    runtimeDataModel: common.dmmfToRuntimeDataModel(schema.dmmf.datamodel),
    previewFeatures: [],
    clientVersion: VERSION,
    engineVersion: 'ssot',
    activeProvider: schema.provider,
    inlineSchema: schema.normalised.map((file) => file.text).join('\n'),
    parameterizationSchema: buildAndSerializeParamGraph(schema.dmmf),
    compilerWasm: loadQueryCompiler(schema.provider),
  }
}

function describeQueries(client: object): PrismaTransaction {
  return {
    raw: client,
    model: (name) => {
      const delegate: unknown = Reflect.get(client, name.charAt(0).toLowerCase() + name.slice(1))
      if (!isDelegate(delegate)) throw new TypeError(`The Prisma client has no model ${name}.`)
      return delegate
    },
    $queryRawUnsafe: (sql, ...values) => Reflect.get(client, '$queryRawUnsafe').call(client, sql, ...values),
    $executeRawUnsafe: (sql, ...values) => Reflect.get(client, '$executeRawUnsafe').call(client, sql, ...values),
  }
}

function isDelegate(value: unknown): value is ModelDelegate {
  return typeof value === 'object' && value !== null && 'findMany' in value
}

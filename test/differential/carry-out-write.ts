import { isProblem } from '@ssot/contract'
import { mapDatabaseError, type PrismaClientLike } from '../../packages/runtime-server/src/data/index.ts'
import { presentRow } from '../../packages/runtime-server/src/data/records/present-row.ts'
import { selectionToPrisma } from '../../packages/runtime-server/src/data/records/selection-to-prisma.ts'
import type { Records, WrittenRecord } from '../../packages/runtime-server/src/data/records/records.ts'
import { whereContextOf } from '../../packages/runtime-server/src/data/records/where-to-prisma.ts'
import type { Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { ALWAYS } from '../../packages/runtime-server/src/request/combine-where.ts'
import { createFaults } from '../../packages/runtime-server/src/request/faults.ts'
import { given } from '../../packages/runtime-server/src/request/given.ts'
import { DEFAULT_LIMITS } from '../../packages/runtime-server/src/request/limits.ts'
import { parseRecordQuery } from '../../packages/runtime-server/src/request/parse-query.ts'
import { parseTarget } from '../../packages/runtime-server/src/request/parse-target.ts'
import { parseWhere } from '../../packages/runtime-server/src/request/parse-where.ts'
import { parseCreate, parseCreateMany, parseUpdate, parseUpdateMany } from '../../packages/runtime-server/src/request/parse-write.ts'
import type { Selection } from '../../packages/runtime-server/src/request/query.ts'
import type { Scope } from '../../packages/runtime-server/src/request/scope.ts'
import type { ClientWrite } from './generate-write.ts'
import { prismaData, prismaWhere } from './prisma-arguments.ts'

/** What came of a write: its answer, or the class of its failure. `cause` is for whoever reads a difference. */
export type Outcome = { readonly answer: unknown } | { readonly failure: string; readonly cause: unknown }

/** Carries out a write by our records, parsed as a request is. */
export function writeByRecords(registry: Registry, records: Records, write: ClientWrite): Promise<Outcome> {
  return outcomeOf(() => byRecords(registry, records, write), (error) => (isProblem(error) ? error.code : 'thrown'))
}

/** Carries out a write by the Prisma client. */
export function writeByPrisma(registry: Registry, client: PrismaClientLike, write: ClientWrite): Promise<Outcome> {
  return outcomeOf(() => byPrisma(registry, client, write), (error) => mapDatabaseError(error).problem.code)
}

async function outcomeOf(run: () => Promise<unknown>, classify: (error: unknown) => string): Promise<Outcome> {
  try {
    return { answer: await run() }
  } catch (cause) {
    const code = classify(cause)
    return { failure: CLASSES[code] ?? code, cause }
  }
}

// A nested record that is not there is a reference to nothing for us, and a missing record for the Prisma client.
const CLASSES: Readonly<Record<string, string>> = { 'DATA.NOT_FOUND': 'DATA.REFERENCED' }

async function byRecords(registry: Registry, records: Records, write: ClientWrite): Promise<unknown> {
  const model = modelNamed(registry, write.model)
  const scope: Scope = { model, registry, faults: createFaults(), limits: DEFAULT_LIMITS, fromText: false }
  const run = parse(scope, records, write)
  scope.faults.throwIfAny()
  const result = await run()
  return typeof result === 'object' && result !== null ? answerOf(JSON.parse(result.json)) : result
}

function parse(scope: Scope, records: Records, write: ClientWrite): () => Promise<WrittenRecord | number | null> {
  const { model } = scope
  switch (write.op) {
    case 'create': {
      const [data, selection] = [parseCreate(scope, given(write.data)), selectionOf(scope, write.include)]
      return () => records.create(data, selection)
    }
    case 'update': {
      const [data, selection, key] = [parseUpdate(scope, given(write.data)), selectionOf(scope, write.include), keyOf(scope, write.where)]
      return () => records.update(key, data, { selection })
    }
    case 'upsert': {
      const [create, update, selection, key] = [parseCreate(scope, given(write.create)), parseUpdate(scope, given(write.update)), selectionOf(scope, write.include), keyOf(scope, write.where)]
      return () => records.transaction(async (inner) => (await inner.update(key, update, { selection })) ?? inner.create(create, selection))
    }
    case 'delete': {
      const [selection, key] = [selectionOf(scope, write.include), keyOf(scope, write.where)]
      return () => records.delete(model, key, { selection })
    }
    case 'createMany': {
      const rows = parseCreateMany(scope, given(write.rows))
      return () => records.createMany(model, rows, write.skipDuplicates)
    }
    case 'updateMany': {
      const [data, where] = [parseUpdateMany(scope, given(write.data)), parseWhere(scope, given(write.where, 'where'))]
      return () => records.updateMany(data, where)
    }
    case 'deleteMany': {
      const where = parseWhere(scope, given(write.where, 'where'))
      return () => records.deleteMany(model, where)
    }
  }
}

function keyOf(scope: Scope, where: unknown): Parameters<Records['update']>[0] {
  const target = parseTarget(scope, given(where, 'where'))
  scope.faults.throwIfAny()
  if (target?.where !== ALWAYS) throw new Error('Records are addressed by a unique alone.')
  return target.key
}

function selectionOf(scope: Scope, include: unknown): Selection {
  return parseRecordQuery(scope, { include })
}

async function byPrisma(registry: Registry, client: PrismaClientLike, write: ClientWrite): Promise<unknown> {
  const model = modelNamed(registry, write.model)
  const delegate = client.model(model.name)
  const data = (tree: unknown): object => prismaData(registry, model, tree)
  const where = (tree: unknown): object => prismaWhere(registry, model, tree)
  if (write.op === 'createMany') return (await delegate.createMany({ data: write.rows.map(data), ...(write.skipDuplicates && { skipDuplicates: true }) })).count
  if (write.op === 'updateMany') return (await delegate.updateMany({ where: where(write.where), data: data(write.data) })).count
  if (write.op === 'deleteMany') return (await delegate.deleteMany({ where: where(write.where) })).count
  const scope: Scope = { model, registry, faults: createFaults(), limits: DEFAULT_LIMITS, fromText: false }
  const selection = selectionOf(scope, write.include)
  const select = selectionToPrisma(whereContextOf(registry, client), model, selection)
  const present = (row: Parameters<typeof presentRow>[0]): unknown => answerOf(JSON.parse(JSON.stringify(presentRow(row, selection))))
  if (write.op === 'create') return present(await delegate.create({ data: data(write.data), select }))
  if (write.op === 'upsert') return present(await delegate.upsert({ where: where(write.where), create: data(write.create), update: data(write.update), select }))
  const isThere = await delegate.findUnique({ where: where(write.where) })
  if (!isThere) return null
  return present(await (write.op === 'update' ? delegate.update({ where: where(write.where), data: data(write.data), select }) : delegate.delete({ where: where(write.where), select })))
}

// Moments of the write, and numbers that a database counts, are not the same in two databases.
const VOLATILE: ReadonlySet<string> = new Set(['touched', 'number:int'])

function answerOf(row: unknown): unknown {
  return JSON.parse(JSON.stringify(row, (name, value: unknown) => (VOLATILE.has(typeof value === 'number' ? `${name}:int` : name) ? undefined : value)))
}

function modelNamed(registry: Registry, name: string): Model {
  const model = registry.models.get(name)
  if (!model) throw new RangeError(`There is no model ${name}.`)
  return model
}

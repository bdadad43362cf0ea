// Builds what serves requests from the sources and an open database.
import type { Finding } from '@ssot/contract'
import { createPrismaClient, readIndexNames, type Database, type PrismaClientLike, type PrismaSchema } from '../data/index.ts'
import { createPrismaRecords } from '../data/records/prisma-records.ts'
import { createSqlRecords } from '../data/sql/create-sql-records.ts'
import type { Runtime } from '../http/runtime.ts'
import { buildRegistry } from '../registry/build-registry.ts'
import type { Registry } from '../registry/registry.ts'
import { buildUi } from '../registry/ui/build-ui.ts'
import { buildSettings } from './build-settings.ts'
import type { Sources } from './load-sources.ts'

/** Sources without a fault, and the registry they make. */
export interface Ready {
  readonly sources: Sources
  readonly schema: PrismaSchema
  readonly registry: Registry
}

/** A runtime and the client under it. */
export interface Built {
  readonly runtime: Runtime
  readonly client: PrismaClientLike
}

/** The registry of the sources. */
export function registryOf(sources: Sources, schema: PrismaSchema): { readonly registry: Registry; readonly findings: readonly Finding[] } {
  return buildRegistry({
    datamodel: schema.dmmf,
    provider: schema.provider,
    relationMode: schema.relationMode,
    schemaHash: schema.hash,
    annotations: sources.annotations,
    descriptions: sources.descriptions,
    buildUi: (models) => buildUi({ ui: sources.ui, models }),
  })
}

/** The runtime of a registry over an open database. */
export async function buildRuntime({ sources, schema, registry }: Ready, database: Database): Promise<Built> {
  const client = await createPrismaClient(schema, database)
  return {
    client,
    runtime: {
      registry,
      records: createSqlRecords(registry, database, createPrismaRecords(registry, client, readIndexNames(schema))),
      settings: buildSettings(sources.config),
      authRow: authRowOf(sources, registry, client),
    },
  }
}

function authRowOf(sources: Sources, registry: Registry, client: PrismaClientLike): Runtime['authRow'] {
  const model = registry.models.get(sources.config.auth?.model ?? '')
  const name = model?.key?.fields.length === 1 ? model.key.fields[0] : undefined
  const field = name === undefined ? undefined : model?.fields.get(name)
  if (!model || !field || name === undefined) return undefined
  const select = Object.fromEntries([...model.fields.keys()].map((key) => [key, true]))
  return (id) => client.model(model.name).findUnique({ where: { [name]: idOf(field.kind, id) }, select })
}

function idOf(kind: string, id: string): unknown {
  if (kind === 'int') return Number(id)
  return kind === 'bigint' ? BigInt(id) : id
}

// Builds what serves requests from the sources and an open database.
import type { Finding } from '@ssot/contract'
import { capturesAny, createPrismaClient, mapDatabaseError, readIndexNames, type Database, type PrismaClientLike, type PrismaSchema } from '../data/index.ts'
import { createPrismaRecords } from '../data/records/prisma-records.ts'
import { createSqlRecords } from '../data/sql/create-sql-records.ts'
import type { Runtime } from '../http/runtime.ts'
import { createCursors } from '../operations/cursors.ts'
import { compilePolicies } from '../policy/compile-policies.ts'
import type { Policies } from '../policy/model-policy.ts'
import { createRightsOf, type RightsOf } from '../policy/rights.ts'
import { buildRegistry } from '../registry/build-registry.ts'
import type { Registry } from '../registry/registry.ts'
import { parseValue } from '../request/parse-value.ts'
import { buildUi } from '../registry/ui/build-ui.ts'
import { checkHooks } from './check-hooks.ts'
import { buildSettings } from './build-settings.ts'
import { compileIsAdmin } from './config/compile-is-admin.ts'
import type { Sources } from './load-sources.ts'
import { secretOf } from './require-secret.ts'

/** Sources without a fault, and the registry they make. */
export interface Ready {
  readonly sources: Sources
  readonly schema: PrismaSchema
  readonly registry: Registry
  readonly policies: Policies
  readonly rightsOf: RightsOf
}

/** A runtime and the client under it. */
export interface Built {
  readonly runtime: Runtime
  readonly client: PrismaClientLike
}

/** The registry of the sources. */
export function registryOf(sources: Sources, schema: PrismaSchema): Pick<Ready, 'registry' | 'policies' | 'rightsOf'> & { readonly findings: readonly Finding[] } {
  const built = buildRegistry({
    datamodel: schema.dmmf,
    provider: schema.provider,
    relationMode: schema.relationMode,
    schemaHash: schema.hash,
    annotations: sources.annotations,
    descriptions: sources.descriptions,
    traits: sources.config.traits,
    buildUi: (models) => buildUi({ ui: sources.ui, models }),
  })
  const { auth = {} } = sources.config
  const { policies, findings } = compilePolicies(built.registry, {
    policies: sources.config.policies,
    authModel: auth.model,
    claims: auth.claims,
    crossTenant: typeof auth.crossTenant === 'string' ? compileIsAdmin(auth.crossTenant) : (auth.crossTenant ?? false),
  })
  return { registry: built.registry, policies, rightsOf: createRightsOf(built.registry, policies), findings: [...built.findings, ...checkHooks(sources.config, built.registry), ...findings] }
}

/** The runtime of a registry over an open database; `secret` signs where the sources name none. */
export async function buildRuntime({ sources, schema, registry, rightsOf }: Ready, database: Database, secret: string): Promise<Built> {
  const client = await createPrismaClient(schema, database, { captures: capturesAny(registry) })
  const indexes = readIndexNames(schema)
  return {
    client,
    runtime: {
      registry,
      rightsOf,
      records: createSqlRecords(registry, { database, indexes }) ?? createPrismaRecords(registry, client, indexes),
      cursors: createCursors(secretOf(sources) ?? secret),
      settings: buildSettings(sources.config),
      authModel: registry.models.get(sources.config.auth?.model ?? ''),
      authRow: authRowOf(sources, registry, client),
    },
  }
}

function authRowOf(sources: Sources, registry: Registry, client: PrismaClientLike): Runtime['authRow'] {
  const model = registry.models.get(sources.config.auth?.model ?? '')
  const name = model?.key?.fields.length === 1 ? model.key.fields[0] : undefined
  const field = name === undefined ? undefined : model?.fields.get(name)
  if (!model || !field || name === undefined) return undefined
  const select = Object.fromEntries([...model.fields.values()].filter(({ computed }) => !computed).map((one) => [one.name, true]))
  return async (id) => {
    // An id that no row can have is nobody's.
    const parsed = parseValue(id, field, { enums: registry.enums, fromText: true, stored: false })
    if (!parsed.ok) return null
    try {
      return await client.model(model.name).findUnique({ where: { [name]: parsed.value }, select })
    } catch (error) {
      throw mapDatabaseError(error).problem
    }
  }
}

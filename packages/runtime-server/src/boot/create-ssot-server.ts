// The public entry: boots an application and puts it on a Fastify instance, its own or a host's.
import { closeConnections } from '../http/close-connections.ts'
import { mountAll, createInstance, type AppOptions } from '../http/create-app.ts'
import { presentFor } from '../http/mount-manifest.ts'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Explanation, Manifest } from '@ssot/contract'
import { capturesAny, createSystemClient, type SystemClient } from '../data/index.ts'
import type { Registry } from '../registry/registry.ts'
import { actAs, principalFrom, type Acting, type ActingOptions, type ActingPrincipal } from './act-as.ts'
import { boot, isDevelopment, type Booted } from './boot.ts'
import type { SsotConfig } from './config/config.ts'
import type { Sources } from './load-sources.ts'
import { explainTo, type ExplainQuestion } from './explain-to.ts'
import type { BootOptions } from './options.ts'
import { watchSources } from './watch-sources.ts'

/** A booted application. */
export interface SsotServer {
  /** The Fastify instance: inject requests into it, or add routes before `listen`. */
  readonly app: FastifyInstance
  /** The registry of the moment. */
  readonly registry: Registry
  /** What was read, and the database in use. */
  readonly sources: Sources
  /** The manifest for a principal; for nobody in particular where none is given. */
  manifest(principal?: ActingPrincipal): Manifest
  /** The SDK's calls under the same guards as HTTP. */
  as(principal: ActingPrincipal, options?: Omit<ActingOptions, 'report'>): Acting
  /** The Prisma client: unguarded, logged with its reason, which the audit log keeps too. */
  system(reason: string): SystemClient
  /** Why a principal may do something, or not: which rule allows or denies. @throws REQUEST.BAD_VALUE, AUTH.INVALID */
  explain(principal: ActingPrincipal, question: ExplainQuestion): Promise<Explanation>
  /** Listens where told, else as the configuration says, else on 127.0.0.1:4000. */
  listen(where?: { readonly host?: string; readonly port?: number }): Promise<Listening>
  /** Finishes what is in flight and closes the database. */
  close(): Promise<void>
}

/** Where a server listens. */
export interface Listening {
  readonly url: string
  readonly host: string
  readonly port: number
}

/**
 * Boots an application from a schema: a path to a file or folder, or the schema's text; where none is given, as the config or convention says.
 * @throws BootFailure with every finding, or a problem of the database
 */
export async function createSsotServer(schema?: string, config?: SsotConfig, options: BootOptions = {}): Promise<SsotServer> {
  const booted = await boot({ schema, config, options })
  const settings = booted.sources().config
  const app = createInstance({
    logLevel: options.logLevel ?? settings.logging?.level ?? 'warn',
    trustProxy: settings.server?.trustProxy ?? false,
    limits: booted.holder.current().settings.limits,
    schemaHash: () => booted.holder.current().registry.schemaHash,
  })
  try {
    await mountAll(app, appOptions(app, booted, options))
    closeConnections(app, booted.holder)
    const watching = options.watch && watchSources(booted, options.watch)
    app.addHook('onClose', async () => {
      watching?.stop()
      await booted.close()
    })
  } catch (error) {
    await booted.close()
    throw error
  }
  return serverOf(app, booted)
}

/** The same application as a plugin of an existing Fastify app: everything lives below the prefix it is registered with. */
export const ssotPlugin: FastifyPluginAsync<{ readonly schema?: string; readonly config?: SsotConfig; readonly options?: BootOptions }> = async (app, input) => {
  const options = input.options ?? {}
  const booted = await boot({ schema: input.schema, config: input.config, options })
  app.addHook('onClose', () => booted.close())
  await mountAll(app, appOptions(app, booted, options))
}

function appOptions(app: FastifyInstance, booted: Booted, options: BootOptions): AppOptions {
  return {
    holder: booted.holder,
    server: { production: !isDevelopment(options) || process.env['NODE_ENV'] === 'production', bound: () => boundAddress(app) },
    ping: () => booted.database.ping(),
    apiBase: booted.sources().config.api?.base ?? '/api',
    ui: options.ui ?? true,
    extend: extensionOf(app, booted),
  }
}

// What the application's own code is given: the SDK's calls under rights, and the client without any.
function codeDoors(app: FastifyInstance, booted: Booted): Pick<SsotServer, 'as' | 'system'> {
  return {
    as: (principal, options) => actAs(booted.holder, principal, { ...options, report: (error) => app.log.error({ err: error }, 'afterCommit failed') }),
    system: (reason) => {
      app.log.info({ reason }, 'system access')
      return createSystemClient(booted.client(), capturesAny(booted.holder.current().registry) ? reason : null)
    },
  }
}

function extensionOf(app: FastifyInstance, booted: Booted): AppOptions['extend'] {
  const routes = booted.sources().config.extend?.routes
  return routes && ((scope, principal) => routes(scope, { ...codeDoors(app, booted), principal }))
}

function serverOf(app: FastifyInstance, booted: Booted): SsotServer {
  const apiBase = booted.sources().config.api?.base ?? '/api'
  return {
    app,
    get registry() {
      return booted.holder.current().registry
    },
    get sources() {
      return booted.sources()
    },
    manifest: (principal) => presentFor(booted.holder.current(), principalFrom(booted.holder.current(), principal), { api: apiBase }),
    ...codeDoors(app, booted),
    explain: (principal, question) => booted.holder.admit((runtime) => explainTo(runtime, principal, question)),
    listen: (where = {}) => listen(app, { ...booted.sources().config.server, ...where }),
    close: () => app.close(),
  }
}

async function listen(app: FastifyInstance, where: { readonly host?: string | undefined; readonly port?: number | undefined }): Promise<Listening> {
  await app.listen({ host: where.host ?? '127.0.0.1', port: where.port ?? 4000 })
  const { address, port } = boundAddress(app) ?? { address: '127.0.0.1', port: 0 }
  return { url: `http://${address.includes(':') ? `[${address}]` : address === '127.0.0.1' ? 'localhost' : address}:${port}`, host: address, port }
}

function boundAddress(app: FastifyInstance): { readonly address: string; readonly port: number } | null {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? { address: address.address, port: address.port } : null
}

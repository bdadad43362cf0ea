import type { Json } from '@ssot/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Identity } from '../../http/runtime.ts'
import type { Limits } from '../../request/limits.ts'
import type { ModelHooks } from '../../operations/hooks.ts'
import type { Principal } from '../../policy/principal.ts'
import type { SystemClient } from '../../data/index.ts'
import type { Acting, ActingPrincipal } from '../act-as.ts'
import type { TraitSwitches } from '../../registry/traits/traits.ts'
import type { UiConfig } from '../../registry/ui/ui-config.ts'

export type * from '../../registry/ui/ui-config.ts'

/** `ssot.config.ts`: what the application is. Everything has a default. */
export interface SsotConfig {
  /** Schema file or folder. Default: schema.prisma, prisma/schema.prisma or prisma/schema. */
  readonly schema?: string
  /** Where `ssot types` writes. Default: beside the schema. */
  readonly output?: string
  /** This runtime is Fastify; anything else is told so. */
  readonly framework?: string
  readonly plugins?: readonly unknown[]
  /** Rules by model; they add to those of the schema. */
  readonly policies?: Readonly<Record<string, ModelPolicies>>
  /** Implementations of the services that the schema declares, by service and method. */
  readonly services?: Readonly<Record<string, Readonly<Record<string, ServiceMethod>>>>
  /** Who sends a request: null for nobody, else an id and claims. */
  readonly authenticate?: (request: FastifyRequest) => Identity | Promise<Identity>
  readonly auth?: AuthConfig
  readonly websocket?: WebsocketConfig
  /** The same as `websocket`. */
  readonly websockets?: WebsocketConfig
  readonly extend?: ExtendConfig
  /** Signs cursors, resume tokens and cookies: at least 16 characters, the same on all nodes. */
  readonly secret?: string
  readonly database?: { readonly url?: string; readonly directUrl?: string }
  readonly server?: ServerConfig
  readonly limits?: LimitsConfig
  /** What is recognised in the schema, switched off: `{ slug: false, models: { Post: { softDelete: false } } }`. */
  readonly traits?: TraitSwitches
  readonly logging?: { readonly level?: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' }
  readonly telemetry?: boolean | Readonly<Record<string, unknown>>
  readonly api?: { readonly base?: string }
  /** The UI configuration, instead of `ssot.ui.config.ts`. */
  readonly ui?: UiConfig
  /** Keys of the generator's days: accepted, with a line at boot. */
  readonly hooks?: unknown
  readonly useRegistry?: unknown
  readonly generateUI?: unknown
  readonly prisma?: { readonly schemaPath?: string }
}

/** An expression, or a filter in Prisma's shape in which `{ _auth: 'id' }` stands for `auth.id`. */
export type PolicyRule = boolean | string | { readonly [key: string]: Json }

/** Rules by action. Several for one action: as in PostgreSQL, any of them. */
export type PolicyRules = { readonly [Action in 'read' | 'create' | 'update' | 'delete' | 'write' | 'history' | '*']?: PolicyRule | readonly PolicyRule[] }

export type ModelPolicies = PolicyRules & { readonly deny?: PolicyRules }

export type ServiceMethod = (...args: never[]) => unknown

export interface AuthConfig {
  /** The model whose rows are the users. */
  readonly model?: string
  /** Expression over `auth`; nobody is an administrator where it is absent. */
  readonly isAdmin?: string
  /** Claims of tokens by name. */
  readonly claims?: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'string[]' | 'number[]'>>
  /** Whether administrators cross tenants: true, or an expression over `auth`. */
  readonly crossTenant?: boolean | string
}

export interface WebsocketConfig {
  readonly enabled?: boolean
  readonly path?: string
  /** Served besides the server's own port. */
  readonly port?: number
  readonly pubsub?: {
    readonly models?: Readonly<Record<string, RealtimeModelConfig>>
    readonly channels?: Readonly<Record<string, unknown>>
  }
}

export interface RealtimeModelConfig {
  /** `item` is the same as `get`. */
  readonly subscribe?: readonly ('list' | 'get' | 'item')[]
  readonly broadcast?: readonly ('created' | 'updated' | 'deleted')[]
  /** Expressions by subscription. */
  readonly permissions?: Readonly<Record<string, string>>
}

export interface ExtendConfig {
  readonly hooks?: Readonly<Record<string, ModelHooks>>
  readonly routes?: (app: FastifyInstance, server: RouteContext) => void | Promise<void>
}

/** What routes of the application get: the SDK's calls under a principal's rights, the principal of a request, and the unguarded client with a reason for the log. */
export interface RouteContext {
  readonly as: (principal: ActingPrincipal) => Acting
  readonly principal: (request: FastifyRequest) => Promise<Principal>
  readonly system: (reason: string) => SystemClient
}

export interface ServerConfig {
  readonly host?: string
  readonly port?: number
  /** Origins of pages that may call the API. */
  readonly cors?: string | readonly string[]
  readonly trustProxy?: boolean | string | readonly string[]
  readonly metricsToken?: string
}

/** Limits of requests; see the HTTP documentation for the defaults. */
export type LimitsConfig = { readonly [Name in keyof Limits]?: number }

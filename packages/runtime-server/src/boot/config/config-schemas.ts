import { z } from 'zod'
import { count, flag, json, record, strict, text, texts } from '../../registry/ui/schema-parts.ts'
import { TRAITS } from '../../registry/traits/trait-table.ts'
import { UI_CONFIG } from '../../registry/ui/ui-schemas.ts'
import { DEFAULT_LIMITS, GREATEST_LIMITS, type Limits } from '../../request/limits.ts'
import { DEPRECATED_KEYS } from './deprecated-keys.ts'
import { parseIsAdmin } from './compile-is-admin.ts'

const port = z.int({ error: 'must be a port number' }).min(0, { error: 'must be a port number' }).max(65_535, { error: 'must be at most 65535' })
const functionValue = z.custom<unknown>((value) => typeof value === 'function', { error: 'must be a function' })
const anything = z.unknown()

const rule = z.union([z.boolean(), text, record(json)], { error: 'must be an expression, or a filter in the shape of Prisma' })
const rules = z.union([rule, z.array(rule)], { error: 'must be a rule or a list of rules' })
const actions = { read: rules, create: rules, update: rules, delete: rules, write: rules, history: rules, '*': rules }

const isAdmin = text.superRefine((value, context) => {
  const parsed = parseIsAdmin(value)
  if (!parsed.ok) context.addIssue({ code: 'custom', message: `is not an expression: at character ${parsed.at + 1}, ${parsed.message}` })
})

const CLAIM_TYPES = ['string', 'number', 'boolean', 'string[]', 'number[]']
const auth = strict({
  model: text,
  isAdmin,
  claims: record(z.enum(CLAIM_TYPES, { error: `must be one of ${CLAIM_TYPES.join(', ')}` })),
  crossTenant: z.union([flag, isAdmin], { error: 'must be true, false or an expression' }),
})

const listOf = (...words: readonly string[]): z.ZodType => z.array(z.enum(words, { error: `must be one of ${words.join(', ')}` }), { error: `must be a list of ${words.join(', ')}` })

const websocket = strict({
  enabled: flag,
  path: text,
  port,
  pubsub: strict({
    models: record(strict({ subscribe: listOf('list', 'get', 'item'), broadcast: listOf('created', 'updated', 'deleted'), permissions: record(text) })),
    channels: record(anything),
  }),
  reconnect: anything,
  batching: anything,
})

const HOOKS = ['beforeCreate', 'afterCreate', 'beforeUpdate', 'afterUpdate', 'beforeDelete', 'afterDelete', 'afterCommit']
const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']

const origins = z.union([text, texts], { error: 'must be an origin or a list of origins, such as "https://example.org"' })

const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS).filter((name): name is keyof Limits => name in DEFAULT_LIMITS)
const limit = (greatest = Number.MAX_SAFE_INTEGER): z.ZodType => count.max(greatest, { error: `must be at most ${greatest}` })

const traits = Object.fromEntries(Object.keys(TRAITS).map((name) => [name, flag]))

const shape = {
  schema: text,
  output: text,
  framework: text,
  plugins: z.array(anything, { error: 'must be a list of plugins' }),
  policies: record(strict({ ...actions, deny: strict(actions) })),
  services: record(record(functionValue)),
  authenticate: functionValue,
  auth,
  websocket,
  websockets: websocket,
  extend: strict({ hooks: record(strict(Object.fromEntries(HOOKS.map((name) => [name, functionValue])))), routes: functionValue }),
  secret: text.min(16, { error: 'must have at least 16 characters' }),
  database: strict({ url: text, directUrl: text }),
  server: strict({
    host: text,
    port,
    cors: origins,
    trustProxy: z.union([flag, text, texts], { error: 'must be true, false, an address or a list of addresses' }),
    metricsToken: text,
  }),
  limits: strict(Object.fromEntries(LIMIT_NAMES.map((name) => [name, limit(GREATEST_LIMITS[name])]))),
  traits: strict({ ...traits, models: record(strict(traits)) }),
  logging: strict({ level: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }) }),
  telemetry: z.union([flag, record(anything)], { error: 'must be true, false or an object' }),
  api: strict({ base: text.regex(/^\/[\w/.~-]*[^/]$/, { error: 'must be a path such as "/api"' }), port: anything, cors: anything, rateLimit: anything }),
  ui: UI_CONFIG,
  $schema: text,
}

const accepted = Object.keys(DEPRECATED_KEYS).filter((key) => !key.includes('.') && !(key in shape))

/** The shape of `ssot.config.ts`; keys of the generator's days are accepted and told apart. */
export const SSOT_CONFIG = strict({ ...shape, ...Object.fromEntries(accepted.map((key) => [key, anything])) })

/** Keys that a user may mean, without those of the generator's days. */
export const SSOT_KEYS: readonly string[] = Object.keys(shape).filter((key) => key !== '$schema')

import type { Finding } from '@ssot/contract'

/** Keys of the generator's days: nothing is generated, so they have no effect; by dotted path, with what to do. */
export const DEPRECATED_KEYS: Readonly<Record<string, string>> = {
  hooks: 'The React hooks are in @ssot/runtime-client/react. Delete the key and the generated hooks.',
  useRegistry: 'Everything runs from the registry. Delete the key and the generated code.',
  generateUI: 'The pages are drawn from the manifest. Delete the key and the generated pages.',
  generate: 'Delete the key and the generated code.',
  generateTests: 'Delete the key and the generated tests.',
  generators: 'Delete the key and the generated code.',
  features: 'List plugins under `plugins` instead.',
  standalone: 'The server is a program of its own. Delete the key.',
  projectName: 'Give the name as `site.name` in ssot.ui.config.ts. Delete the key.',
  prisma: 'Give the schema as `schema` instead.',
  templates: 'Give pages in ssot.ui.config.ts instead. Delete the key.',
  overwrite: 'Delete the key.',
  verbosity: 'Use `logging.level` instead.',
  'api.port': 'Use `server.port` instead.',
  'api.cors': 'Use `server.cors` with a list of origins instead.',
  'api.rateLimit': 'Use `limits.requestsPerMinute` instead.',
  'websocket.reconnect': 'The client decides how to reconnect. Delete the key.',
  'websocket.batching': 'The server batches by itself. Delete the key.',
  'websockets.reconnect': 'The client decides how to reconnect. Delete the key.',
  'websockets.batching': 'The server batches by itself. Delete the key.',
}

/** Those of them whose value still counts. */
const MOVED = new Set(['prisma', 'api.port', 'api.cors'])

/** One line for each key of the generator's days. */
export function findDeprecated(config: unknown, file: string): readonly Finding[] {
  const found = Object.entries(DEPRECATED_KEYS).filter(([path]) => valueAt(config, path.split('.')) !== undefined)
  return [...found.map(([path, hint]) => warn(`\`${path}\` ${MOVED.has(path) ? "is the generator's key" : 'has no effect: nothing is generated'}.`, hint, file)), ...findFramework(config, file)]
}

function findFramework(config: unknown, file: string): readonly Finding[] {
  const framework = valueAt(config, ['framework'])
  if (typeof framework !== 'string' || framework.toLowerCase() === 'fastify') return []
  return [warn(`\`framework\` is "${framework}", and this runtime is Fastify.`, 'Delete the key.', file)]
}

function warn(message: string, hint: string, file: string): Finding {
  return { severity: 'warning', code: 'CONFIG.DEPRECATED', message, hint, file }
}

/** The value below a path of own keys; undefined where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((of, key) => (typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? Reflect.get(of, key) : undefined), value)
}

// Owns the SDK: loads the manifest once, finds models by name, and builds their requests.
// Rejects names of models that the manifest does not hold.
import { didYouMean, MANIFEST_VERSION, problem, type Manifest, type ModelManifest } from '@ssot/contract'
import { createModelClient, type ModelClient, type ModelSend } from './model-client.ts'
import { encodeQuery } from './encode-query.ts'
import { isObject, sendRequest, type Transport } from './send-request.ts'

/** What a client is made from. */
export interface SsotClientOptions {
  /** Address of the server or of its manifest; in a browser it may be relative to the page. */
  readonly url: string
  /** A manifest that is already at hand; it is not loaded then. */
  readonly manifest?: Manifest
  readonly token?: Transport['token']
  readonly headers?: Transport['headers']
  readonly fetch?: typeof globalThis.fetch
}

/** Model clients by camel-case name; values are as on the wire. */
export type Sdk = { readonly [camelCaseModel: string]: ModelClient }

/** What every client has besides its models. */
export interface ClientCore {
  /** The manifest for this principal: loaded once; `fresh` loads it again. */
  manifest(options?: { readonly fresh?: boolean }): Promise<Manifest>
  /** The client of a model by its name in the schema (`BlogPost`) or in camel case (`blogPost`). */
  model(name: string): ModelClient
  /** Calls the listener when an answer comes from another schema than the manifest's; gives what ends that. */
  onSchemaChange(listener: () => void): () => void
}

/** A client: `client.model('Post')` or `client.post`. */
export type SsotClient = ClientCore & Sdk

/** Makes a client of one server; nothing is sent before the first call. */
export function createSsotClient(options: SsotClientOptions): SsotClient {
  const schema = watchSchema(options.manifest?.schema)
  const transport: Transport = {
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    ...(options.token !== undefined && { token: options.token }),
    ...(options.headers !== undefined && { headers: options.headers }),
  }
  let loaded: Promise<Manifest> | undefined = options.manifest && Promise.resolve(options.manifest)
  const load = async (): Promise<Manifest> => {
    const manifest = readManifest(await sendRequest(transport, { url: manifestUrl(options.url) }))
    schema.know(manifest.schema)
    return manifest
  }
  const manifest: ClientCore['manifest'] = ({ fresh = false } = {}) => {
    if (loaded !== undefined && !fresh) return loaded
    const next = load()
    // What is at hand serves until the new one is there.
    if (loaded === undefined) (loaded = next).catch(() => (loaded = undefined))
    else next.then(() => (loaded = next), () => undefined)
    return next
  }
  const models = new Map<string, ModelClient>()
  const model = (name: string): ModelClient => {
    const known = models.get(name)
    if (known !== undefined) return known
    const describe = async (): Promise<ModelManifest> => findModel(await manifest(), name)
    const send: ModelSend = async ({ path, query = {}, ...spec }) => {
      const { endpoints } = await manifest()
      const target = new URL([endpoints.api, (await describe()).path, path].filter((part) => part !== '').join('/'), manifestUrl(options.url))
      target.search = encodeQuery(query)
      return sendRequest({ ...transport, noteSchema: schema.note }, { ...spec, url: target })
    }
    const made = createModelClient(describe, send)
    models.set(name, made)
    return made
  }
  return withModels({ manifest, model, onSchemaChange: schema.listen })
}

interface SchemaWatch {
  readonly know: (hash: string) => void
  readonly note: (hash: string) => void
  readonly listen: (listener: () => void) => () => void
}

// Each other hash is told once.
function watchSchema(first: string | undefined): SchemaWatch {
  let known = first
  let told = first
  const listeners = new Set<() => void>()
  return {
    know: (hash) => {
      known = hash
      told = hash
    },
    note: (hash) => {
      if (known === undefined || hash === known || hash === told) return
      told = hash
      listeners.forEach((listener) => listener())
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

// A proxy has the type of its target, and the models' names are known to the manifest only.
function withModels(core: ClientCore): SsotClient {
  const proxy: unknown = new Proxy(core, {
    get: (target, name, receiver) =>
      typeof name === 'symbol' || name === 'then' || name in target ? Reflect.get(target, name, receiver) : target.model(name),
  })
  if (!isClient(proxy)) throw problem('INTERNAL.BUG')
  return proxy
}

function isClient(value: unknown): value is SsotClient {
  return isObject(value) && typeof value['manifest'] === 'function'
}

/** The address of the manifest for the address a client is given. */
export function manifestUrl(url: string): URL {
  const base = typeof location === 'undefined' ? undefined : location.href
  const given = new URL(url, base)
  if (given.pathname.endsWith('.json')) return given
  return new URL(`${given.pathname.replace(/\/+$/, '')}/manifest.json`, given)
}

function findModel(manifest: Manifest, name: string): ModelManifest {
  const direct = Object.hasOwn(manifest.models, name) ? manifest.models[name] : undefined
  const found = direct ?? Object.values(manifest.models).find((model) => camelCase(model.name) === name)
  if (found !== undefined) return found
  const guess = didYouMean(name, Object.keys(manifest.models))
  throw problem('REQUEST.NO_ROUTE', { detail: `The manifest has no model "${name}".`, ...(guess !== undefined && { hint: guess }) })
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function readManifest(answer: unknown): Manifest {
  if (isManifest(answer)) return answer
  throw problem('CLIENT.UNEXPECTED_ANSWER', {
    detail: `The server did not answer with a manifest of version ${MANIFEST_VERSION}.`,
    hint: 'Reload the page; if that does not help, check the address of the manifest.',
  })
}

// Only the version and the outer shape are checked: the server that made it is trusted for the rest.
function isManifest(value: unknown): value is Manifest {
  return isObject(value) && value['ssot'] === MANIFEST_VERSION && isObject(value['models']) && isObject(value['pages'])
}

// Owns the OpenAPI document of one principal: Registry × Manifest × routes → document. Pure. What the manifest does not show is not in it,
// and neither is a route that is not mounted. It rejects nothing: a registry is valid.
import type { Manifest } from '@ssot/contract'
import type { Registry } from '../registry/registry.ts'
import { describeComponents } from './describe-components.ts'
import { describePaths, SERVER_TAG, type IsMounted } from './describe-paths.ts'
import type { Part } from './document.ts'
import { keepReferenced } from './keep-referenced.ts'
import { scopeOf, type OpenapiScope } from './scope.ts'

/** What a document needs beside the registry. */
export interface OpenapiContext {
  readonly manifest: Manifest
  /** The prefix that the server is mounted at in a host application; empty in its own. */
  readonly prefix: string
  readonly isMounted: IsMounted
  /** Whether requests are authenticated by what they carry. */
  readonly authenticates: boolean
}

/** The OpenAPI 3.1 document of what the manifest shows. */
export function presentOpenapi(registry: Registry, context: OpenapiContext): Part {
  const { manifest, prefix, authenticates, isMounted } = context
  const scope = scopeOf(registry, manifest)
  const paths = describePaths(scope, manifest.endpoints.api.slice(prefix.length), isMounted)
  return {
    openapi: '3.1.0',
    info: { title: manifest.site.name, version: manifest.schema, description: [manifest.site.description ?? '', DESCRIPTION].join('\n\n').trim() },
    'x-ssot-schema': manifest.schema,
    servers: [{ url: prefix === '' ? '/' : prefix }],
    ...(authenticates && { security: securityOf(manifest) }),
    tags: tagsOf(scope),
    paths,
    components: { ...keepReferenced(describeComponents(scope), paths), ...(authenticates && { securitySchemes: SECURITY_SCHEMES }) },
  }
}

const DESCRIPTION = [
  'Values: DateTime is ISO 8601 in UTC; BigInt and Decimal are strings; Bytes is base64; enums are their names.',
  'Arguments in a query string are JSON (`where={"id":1}`) or brackets (`where[id]=1`).',
  'With `select` or `omit` a record holds what was asked for, and no more.',
].join(' ')

const SECURITY_SCHEMES: Part = {
  bearer: { type: 'http', scheme: 'bearer' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session', description: 'The cookie of a session; its name is the application’s own.' },
}

// Whatever nobody in particular is shown, nobody need sign in for.
function securityOf({ principal }: Manifest): readonly Part[] {
  return [{ bearer: [] }, { cookie: [] }, ...(principal.kind === 'anonymous' ? [{}] : [])]
}

function tagsOf({ views }: OpenapiScope): readonly Part[] {
  const models = [...views.values()].map(({ model }): Part => ({ name: model.name, description: model.description ?? model.plural }))
  return [...models, { name: SERVER_TAG, description: 'What is about no model' }]
}

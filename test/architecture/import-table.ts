// Who may import whom, as data. A folder or package that is not named here may not be imported from.

/** What a package may import besides its own files. A name that ends in `/` admits everything below it. */
export interface PackageRule {
  readonly folder: string
  readonly mayImport: readonly string[]
  /** Extra permissions of parts of the package, by path below its `src`. */
  readonly parts?: Readonly<Record<string, readonly string[]>>
}

const REACT = ['react', 'react/', 'react-dom', 'react-dom/', '@tanstack/react-query']

export const PACKAGES: readonly PackageRule[] = [
  { folder: 'packages/contract', mayImport: [], parts: { 'schemas.ts': ['zod', 'zod/'] } },
  { folder: 'packages/runtime-server', mayImport: ['@ssot/contract', '@ssot/contract/schemas', 'node:', 'zod'] },
  { folder: 'packages/runtime-client', mayImport: ['@ssot/contract'], parts: { 'react.ts': REACT, 'react/': REACT } },
  {
    folder: 'packages/runtime-ui',
    mayImport: ['@ssot/contract', '@ssot/runtime-client', '@ssot/runtime-client/react', ...REACT, '@tanstack/react-table', 'react-hook-form', '@floating-ui/dom'],
    parts: { 'next.tsx': ['next/'] },
  },
  { folder: 'packages/plugins', mayImport: ['@ssot/contract'] },
]

/** Third-party packages of the server: each stays in the folders that own it. */
export const CONFINED: readonly { readonly packages: RegExp; readonly folders: readonly string[]; readonly typesIn?: readonly string[] }[] = [
  { packages: /^(@prisma\/|better-sqlite3(-13)?$|pg$|@electric-sql\/|pglite-prisma-adapter$|mariadb$|kysely$)/, folders: ['data'] },
  { packages: /^(fastify$|@fastify\/)/, folders: ['http'], typesIn: ['boot', 'plugins', 'realtime', 'index.ts'] },
  { packages: /^commander$/, folders: ['cli'] },
  { packages: /^jiti$/, folders: ['boot'] },
  { packages: /^pluralize$/, folders: ['registry'] },
  { packages: /^qs$/, folders: ['request'] },
  { packages: /^(uuid|ulid|nanoid|@bugsnag\/cuid|@paralleldrive\/cuid2|@sindresorhus\/slugify|slugify)$/, folders: ['data'] },
  { packages: /^csv-parse$/, folders: ['http'] },
  { packages: /^json-schema-to-typescript$/, folders: ['emit', 'registry'] },
  { packages: /^node:fs(\/promises)?$/, folders: ['boot', 'cli', 'data', 'http'] },
  { packages: /^node:(child_process|net|http|https|cluster|worker_threads|readline)/, folders: ['cli', 'boot', 'http', 'data', 'realtime'] },
]

/** Folders of the server, and the folders each may import from: always further to the right in the line of stages. */
export const SERVER_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  cli: ['boot', 'http', 'realtime', 'plugins', 'operations', 'openapi', 'emit', 'request', 'policy', 'data', 'registry'],
  testing: ['boot', 'policy', 'request'],
  boot: ['http', 'realtime', 'plugins', 'operations', 'openapi', 'emit', 'request', 'policy', 'data', 'registry'],
  http: ['operations', 'openapi', 'request', 'policy', 'data', 'registry'],
  realtime: ['operations', 'request', 'policy', 'data', 'registry'],
  plugins: ['operations', 'request', 'policy', 'data', 'registry'],
  operations: ['request', 'policy', 'data', 'registry'],
  openapi: ['request', 'registry'],
  emit: ['registry'],
  policy: ['request', 'registry'],
  data: ['request', 'registry'],
  request: ['registry'],
  registry: [],
}

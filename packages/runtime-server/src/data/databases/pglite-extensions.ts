import type { Extension } from '@electric-sql/pglite'
import { problem } from '@ssot/contract'

/** The extensions that PGlite has, by PostgreSQL's name. */
const AVAILABLE: Readonly<Record<string, () => Promise<Extension>>> = {
  amcheck: async () => (await import('@electric-sql/pglite/contrib/amcheck')).amcheck,
  bloom: async () => (await import('@electric-sql/pglite/contrib/bloom')).bloom,
  btree_gin: async () => (await import('@electric-sql/pglite/contrib/btree_gin')).btree_gin,
  btree_gist: async () => (await import('@electric-sql/pglite/contrib/btree_gist')).btree_gist,
  citext: async () => (await import('@electric-sql/pglite/contrib/citext')).citext,
  cube: async () => (await import('@electric-sql/pglite/contrib/cube')).cube,
  dict_int: async () => (await import('@electric-sql/pglite/contrib/dict_int')).dict_int,
  dict_xsyn: async () => (await import('@electric-sql/pglite/contrib/dict_xsyn')).dict_xsyn,
  earthdistance: async () => (await import('@electric-sql/pglite/contrib/earthdistance')).earthdistance,
  fuzzystrmatch: async () => (await import('@electric-sql/pglite/contrib/fuzzystrmatch')).fuzzystrmatch,
  hstore: async () => (await import('@electric-sql/pglite/contrib/hstore')).hstore,
  intarray: async () => (await import('@electric-sql/pglite/contrib/intarray')).intarray,
  isn: async () => (await import('@electric-sql/pglite/contrib/isn')).isn,
  lo: async () => (await import('@electric-sql/pglite/contrib/lo')).lo,
  ltree: async () => (await import('@electric-sql/pglite/contrib/ltree')).ltree,
  pg_trgm: async () => (await import('@electric-sql/pglite/contrib/pg_trgm')).pg_trgm,
  pgcrypto: async () => (await import('@electric-sql/pglite/contrib/pgcrypto')).pgcrypto,
  seg: async () => (await import('@electric-sql/pglite/contrib/seg')).seg,
  tablefunc: async () => (await import('@electric-sql/pglite/contrib/tablefunc')).tablefunc,
  unaccent: async () => (await import('@electric-sql/pglite/contrib/unaccent')).unaccent,
  'uuid-ossp': async () => (await import('@electric-sql/pglite/contrib/uuid_ossp')).uuid_ossp,
  vector: async () => (await import('@electric-sql/pglite-pgvector')).vector,
}

/** Part of every PostgreSQL, so that nothing needs loading. */
const BUILT_IN = new Set(['plpgsql'])

/** Loads the extensions that a schema asks for. Raises DATABASE.OPEN for one that PGlite does not have. */
export async function loadPgliteExtensions(names: readonly string[]): Promise<Record<string, Extension>> {
  const wanted = names.filter((name) => !BUILT_IN.has(name))
  const missing = wanted.filter((name) => !Object.hasOwn(AVAILABLE, name))
  if (missing.length > 0) {
    throw problem('DATABASE.OPEN', {
      detail: `The embedded PGlite does not have the extension ${missing.join(', ')}, which the schema's datasource asks for.`,
      hint: 'Set DATABASE_URL to a PostgreSQL server that has it, or remove it from extensions = […].',
    })
  }
  const loaded: Record<string, Extension> = {}
  for (const name of wanted) {
    const extension = await AVAILABLE[name]?.()
    if (extension !== undefined) loaded[name.replaceAll('-', '_')] = extension
  }
  return loaded
}

/** What in a schema's text needs which extension: schemas whose extensions were created by hand or by a migration do not list them. */
const SIGNS: readonly (readonly [extension: string, sign: RegExp])[] = [
  ['uuid-ossp', /\buuid_generate_v\d/],
  ['pgcrypto', /\b(?:gen_salt|gen_random_bytes|crypt|digest)\(/],
  ['citext', /@db\.Citext\b|Unsupported\(\s*"citext/],
  ['vector', /Unsupported\(\s*"(?:vector|halfvec|sparsevec)\b|\bvector_\w+_ops\b/],
  ['ltree', /Unsupported\(\s*"ltree/],
  ['hstore', /Unsupported\(\s*"hstore/],
  ['cube', /Unsupported\(\s*"cube/],
  ['pg_trgm', /\b(?:gin|gist)_trgm_ops\b/],
]

/** The extensions that a PostgreSQL schema needs beside those its datasource lists. */
export function inferExtensions(texts: readonly string[], listed: readonly string[]): readonly string[] {
  const needed = SIGNS.filter(([, sign]) => texts.some((text) => sign.test(withoutComments(text)))).map(([extension]) => extension)
  return [...listed, ...needed.filter((extension) => !listed.includes(extension))]
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/\/.*$/gm, '')
}

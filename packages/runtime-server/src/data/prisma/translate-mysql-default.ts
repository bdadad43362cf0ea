/** Functions of MySQL that PostgreSQL has under another name, or alike. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid',
  rand: 'random',
  now: 'now',
  current_timestamp: 'current_timestamp',
  floor: 'floor',
  ceil: 'ceil',
  ceiling: 'ceil',
  round: 'round',
  abs: 'abs',
  lower: 'lower',
  upper: 'upper',
  concat: 'concat',
  json_object: 'json_build_object',
  json_array: 'json_build_array',
}

const WORD = /'(?:[^']|'')*'|\b[a-z_]\w*\b/gi

/** An SQL default of MySQL for PostgreSQL; null where it has a word that is not known to mean the same there. */
export function translateMysqlDefault(sql: string): string | null {
  let known = true
  const translated = sql.replace(WORD, (word) => {
    if (word.startsWith("'")) return word
    const name = FUNCTIONS[word.toLowerCase()]
    known &&= name !== undefined
    return name ?? word
  })
  return known ? translated : null
}

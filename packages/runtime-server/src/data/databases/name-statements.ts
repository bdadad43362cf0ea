/** How many texts are watched, and how many of them get a name: names stay in every connection for as long as it lives, and texts are the callers'. */
const MAX_WATCHED = 2000
const MAX_NAMES = 1000
const MAX_LENGTH = 16_384
const USES = 3
const UNNAMED = ''

/**
 * Names statements that are used again and again, so that PostgreSQL parses and plans them once for each connection (named prepared statements).
 * What a name answers never changes its types: records come as text.
 */
export function createStatementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  const uses = new Map<string, number>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MAX_NAMES || sql.length > MAX_LENGTH) return UNNAMED
    const used = (uses.get(sql) ?? 0) + 1
    uses.delete(sql)
    if (used >= USES) {
      const name = `ssot_${names.size}`
      names.set(sql, name)
      return name
    }
    uses.set(sql, used)
    const oldest = uses.size > MAX_WATCHED ? uses.keys().next().value : undefined
    if (oldest !== undefined) uses.delete(oldest)
    return UNNAMED
  }
}

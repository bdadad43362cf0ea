/** A page's path in one form: `home` and the empty path are `/`, `chats/:id/` is `/chats/[id]`. */
export function normalisePath(path: string): string {
  if (path === 'home' || path === '/home') return '/'
  const segments = path.split('/').filter((segment) => segment !== '')
  return `/${segments.map((segment) => segment.replace(/^:(\w+)$/, '[$1]')).join('/')}`
}

/** What is wrong with a normalised path; undefined where nothing is. */
export function faultOfPath(path: string): string | undefined {
  const segments = path.split('/').slice(1)
  const wrong = path === '/' ? undefined : segments.find((segment) => !/^(?:[\w.~%-]+|\[\w+\])$/.test(segment))
  if (wrong !== undefined) return `has the segment "${wrong}"; a segment has letters, digits and hyphens, or is a parameter such as [id].`
  const names = segments.filter((segment) => segment.startsWith('['))
  return new Set(names).size < names.length ? 'has one parameter twice.' : undefined
}

/** What two paths have in common that match the same addresses: parameters without their names. */
export function shapeOfPath(path: string): string {
  return path.replaceAll(/\[\w+\]/g, '[]')
}

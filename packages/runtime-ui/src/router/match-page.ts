import type { AutoPage, Manifest, PageEntry } from '@ssot/contract'

/** The page at an address: its key in the manifest, and the address's segments by parameter name, still encoded. */
export interface PageMatch {
  readonly key: string
  readonly page: PageEntry
  readonly params: { readonly [name: string]: string }
}

/** The page at a path within the application; a static segment beats a parameter, from the left. */
export function matchPage(pages: Manifest['pages'], path: string): PageMatch | undefined {
  const segments = segmentsOf(path)
  const matches = Object.entries(pages).flatMap(([key, page]) => {
    const pattern = segmentsOf(page.path)
    const params = matchSegments(pattern, segments)
    return params === undefined ? [] : [{ key, page, params, rank: pattern.map((part) => (isParameter(part) ? '1' : '0')).join('') }]
  })
  const [best] = matches.toSorted((a, b) => a.rank.localeCompare(b.rank))
  return best && { key: best.key, page: best.page, params: best.params }
}

/** A page's path with its parameters filled in, in order, by values that are already encoded. */
export function fillPath(pattern: string, values: readonly string[]): string {
  const left = [...values]
  const filled = segmentsOf(pattern).map((part) => (isParameter(part) ? (left.shift() ?? '') : part))
  return `/${filled.join('/')}`
}

/** Path of a model's automatic page; undefined where this principal has none. */
export function pathOfPage(manifest: Pick<Manifest, 'pages'>, model: string, auto: AutoPage['auto']): string | undefined {
  const named = manifest.pages[`${model}.${auto}`]
  if (named !== undefined) return named.path
  return Object.values(manifest.pages).find((page) => 'auto' in page && page.auto === auto && page.model === model)?.path
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const params: Record<string, string> = {}
  for (const [position, part] of pattern.entries()) {
    const segment = segments[position] ?? ''
    if (isParameter(part)) params[part.slice(1, -1)] = segment
    else if (part !== segment && part !== decodeSegment(segment)) return undefined
  }
  return params
}

/** A segment of an address as text; itself where it is not validly encoded. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function isParameter(part: string): boolean {
  return part.startsWith('[') && part.endsWith(']')
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const IMAGE_TYPES = /^data:image\/(png|gif|jpeg|webp|avif);/i

/** The address if following it cannot run code: relative, http(s), mailto or tel; undefined otherwise. */
export function safeUrl(url: string): string | undefined {
  const parsed = parseUrl(url)
  return parsed !== undefined && LINK_SCHEMES.has(parsed.protocol) ? url : undefined
}

/** The address if an image may be loaded from it: as for links, or raster image data, or an object URL of this page. */
export function safeImageUrl(url: string): string | undefined {
  if (IMAGE_TYPES.test(url)) return url
  return parseUrl(url)?.protocol === 'blob:' ? url : safeUrl(url)
}

/** Whether an address leads out of the application. */
export function isExternal(url: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(url) || url.startsWith('//')
}

function parseUrl(url: string): URL | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined
}

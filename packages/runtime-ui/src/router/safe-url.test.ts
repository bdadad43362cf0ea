import { describe, expect, it } from 'vitest'
import { isExternal, safeImageUrl, safeUrl } from './safe-url.ts'

describe('given addresses from data', () => {
  it.each(['/posts', '?page=2', 'https://example.com/a', 'mailto:a@b.c', 'tel:+49', '//example.com'])('%s may be followed', (url) => {
    expect(safeUrl(url)).toBe(url)
  })

  it.each(['javascript:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'JAVASCRIPT:x', 'data:text/html,<b>', 'vbscript:x', 'file:///etc', 'blob:x'])('%j may not', (url) => {
    expect(safeUrl(url)).toBeUndefined()
  })

  it('lets raster images stand in data, and nothing that can hold a script', () => {
    expect([safeImageUrl('data:image/png;base64,AA'), safeImageUrl('data:image/svg+xml;base64,AA'), safeImageUrl('javascript:x')]).toEqual(['data:image/png;base64,AA', undefined, undefined])
  })

  it('knows which lead out of the application', () => {
    expect(['/a', '?b', 'https://c', '//d', 'mailto:e'].map(isExternal)).toEqual([false, false, true, true, true])
  })
})

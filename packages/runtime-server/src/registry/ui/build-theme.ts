import type { ThemeSpec } from '@ssot/contract'
import type { ThemeColor, ThemeConfig } from './ui-config.ts'
import type { UiContext, UiPath } from './ui-context.ts'

const COLORS: ReadonlyMap<string, string> = new Map([
  ['primary', '--ssot-accent'],
  ['accent', '--ssot-accent'],
  ['background', '--ssot-bg'],
  ['foreground', '--ssot-text'],
  ['neutral', '--ssot-muted'],
  ['error', '--ssot-danger'],
])
const FONTS: ReadonlyMap<string, string> = new Map([
  ['body', '--ssot-font'],
  ['sans', '--ssot-font'],
  ['mono', '--ssot-font-mono'],
])
const RADII: ReadonlyMap<string, string> = new Map([
  ['none', '0'],
  ['sm', '4px'],
  ['md', '8px'],
  ['lg', '12px'],
  ['xl', '16px'],
  ['full', '999px'],
])
const FUNCTIONS = new Set('rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp var'.split(' '))
const MAX_LENGTH = 200

/** The theme as CSS custom properties. Values that could end the declaration, or load something, are reported and left out. */
export function buildTheme(context: UiContext, theme: ThemeConfig): ThemeSpec {
  const tokens = new Map<string, string>()
  const set = (name: string, value: string, path: UiPath): void => {
    const fault = faultOf(value)
    if (!/^--ssot-[a-z0-9-]+$/.test(name)) context.report(path, { message: 'must have a name of letters, digits and hyphens.' })
    else if (fault === undefined) tokens.set(name, value)
    else context.report(path, { message: fault })
  }
  for (const [name, color] of Object.entries(theme.colors ?? {})) set(COLORS.get(name) ?? `--ssot-${kebab(name)}`, colorOf(color), ['theme', 'colors', name])
  for (const [name, font] of Object.entries(theme.fonts ?? {})) set(FONTS.get(name) ?? `--ssot-font-${kebab(name)}`, fontOf(name, font), ['theme', 'fonts', name])
  if (theme.radius !== undefined) set('--ssot-radius', radiusOf(theme.radius), ['theme', 'radius'])
  return { mode: modeOf(theme.darkMode), tokens: Object.fromEntries(tokens) }
}

function faultOf(value: string): string | undefined {
  if (value.trim() === '' || value.length > MAX_LENGTH) return `must be a CSS value of at most ${MAX_LENGTH} characters.`
  if (!/^[\w\s#%.,()/+*'"-]+$/.test(value) || /\/\*|\*\//.test(value)) return 'is not a CSS value that a theme can have.'
  if ((value.match(/["']/g) ?? []).length % 2 !== 0 || isUnbalanced(value)) return 'has a quote or a parenthesis that is not closed.'
  const called = [...value.matchAll(/([\w-]*)\s*\(/g)].map(([, name = '']) => name.toLowerCase())
  const unknown = called.find((name) => name !== '' && !FUNCTIONS.has(name))
  return unknown === undefined ? undefined : `uses ${unknown}(), which a theme cannot.`
}

function isUnbalanced(value: string): boolean {
  let depth = 0
  for (const letter of value) {
    if (letter === '(') depth++
    if (letter === ')' && --depth < 0) return true
  }
  return depth !== 0
}

function colorOf(color: ThemeColor): string {
  return typeof color === 'string' ? color : `light-dark(${color.light}, ${color.dark})`
}

// A family alone would fall back to a serif.
function fontOf(name: string, font: string): string {
  if (font.includes(',')) return font
  const quoted = /^[\w-]+$/.test(font) || /["']/.test(font) ? font : `"${font}"`
  return name === 'mono' ? `${quoted}, ui-monospace, monospace` : `${quoted}, system-ui, sans-serif`
}

function radiusOf(radius: string | number): string {
  return typeof radius === 'number' ? `${radius}px` : (RADII.get(radius) ?? radius)
}

function modeOf(darkMode: ThemeConfig['darkMode']): ThemeSpec['mode'] {
  if (darkMode === false || darkMode === 'light') return 'light'
  return darkMode === 'dark' ? 'dark' : 'system'
}

function kebab(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

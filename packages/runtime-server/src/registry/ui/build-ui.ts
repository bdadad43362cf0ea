// Owns the pages: what the UI configuration and the models together say of site, theme, navigation and pages.
// Rejects unknown models, fields, components, functions and names in expressions, values that are no safe CSS, and two pages of one shape.
import type { Finding, Json, PageEntry } from '@ssot/contract'
import type { Model, UiSpec } from '../registry.ts'
import { buildNav, isSections } from './build-nav.ts'
import { buildPage } from './build-page.ts'
import { buildTheme } from './build-theme.ts'
import { buildDefaultPages } from './default-pages.ts'
import { shapeOfPath } from './page-path.ts'
import type { UiConfig } from './ui-config.ts'
import { createUiContext, type UiContext } from './ui-context.ts'
import { isUiConfig } from './ui-schemas.ts'

/** What the UI is built from. */
export interface UiInput {
  /** Undefined where there is none; one of another shape counts as none, since its check reports it. */
  readonly ui: UiConfig | undefined
  readonly models: ReadonlyMap<string, Model>
  /** How findings name the configuration. Default: ssot.ui.config.ts. */
  readonly file?: string
  /** Names of components without a dot that plugins bring. */
  readonly components?: Iterable<string>
  /** Names of functions that plugins bring. */
  readonly functions?: Iterable<string>
}

/** Builds everything the manifest says of pages. */
export function buildUi({ ui, models, file = 'ssot.ui.config.ts', components = [], functions = [] }: UiInput): { readonly ui: UiSpec; readonly findings: readonly Finding[] } {
  const config = isUiConfig(ui) ? ui : {}
  const findings: Finding[] = []
  const own = Object.keys(config.components?.overrides ?? {})
  const context = createUiContext({ models, file, functions, components: [...components, ...own] }, findings)
  const pages = buildPages(context, config)
  const spec: UiSpec = {
    site: buildSite(config),
    theme: buildTheme(context, config.theme ?? {}),
    pages,
    nav: buildNav(context, { navigation: config.navigation ?? {}, generation: config.generation ?? {}, pages }),
    components: { variants: toJson(config.components?.variants), defaults: toJson(config.components?.defaults) },
  }
  return { ui: spec, findings }
}

function buildSite({ site = {}, navigation = {} }: UiConfig): UiSpec['site'] {
  const header = isSections(navigation.header) ? navigation.header : {}
  const logo = site.logo ?? header.logo
  return {
    name: site.name ?? site.title ?? header.title ?? 'SSOT',
    ...(site.description !== undefined && { description: site.description }),
    ...(logo !== undefined && { logo }),
  }
}

interface Placed {
  readonly key: string
  readonly page: PageEntry
}

/** Configured pages take the place of automatic ones of the same address or meaning. */
function buildPages(context: UiContext, config: UiConfig): Readonly<Record<string, PageEntry>> {
  const configured = placeConfigured(context, config)
  const keys = new Set(configured.map(({ key }) => key))
  const shapes = new Set(configured.map(({ page }) => shapeOfPath(page.path)))
  const automatic = [...buildDefaultPages(context, config.generation ?? {})].filter(([key, page]) => !keys.has(key) && !shapes.has(shapeOfPath(page.path)))
  return Object.fromEntries([...automatic, ...configured.map(({ key, page }) => [key, page] as const)])
}

function placeConfigured(context: UiContext, { pages = [] }: UiConfig): readonly Placed[] {
  const placed = new Map<string, Placed>()
  const paths = new Map<string, string>()
  for (const [index, config] of pages.entries()) {
    const page = buildPage(context, config, index)
    if (page === undefined) continue
    const shape = shapeOfPath(page.path)
    const other = paths.get(shape)
    if (other !== undefined) {
      context.report(['pages', index, 'path'], { message: `is ${page.path}, and there is a page at ${other} already.`, hint: 'Give one of them another path, or remove it.' })
      continue
    }
    paths.set(shape, page.path)
    const key = placed.has(keyOf(page)) ? page.path : keyOf(page)
    placed.set(key, { key, page })
  }
  return [...placed.values()]
}

function keyOf(page: PageEntry): string {
  if ('auto' in page && page.model !== undefined) return `${page.model}.${page.auto}`
  return page.path === '/' ? 'home' : page.path
}

function toJson(record: Readonly<Record<string, Json>> | undefined): Readonly<Record<string, Json>> {
  return record ?? {}
}

import { didYouMean, type Json, type NavItem, type PageEntry } from '@ssot/contract'
import type { UiSpec } from '../registry.ts'
import { buildCondition } from './build-condition.ts'
import { compileValue } from './compile-value.ts'
import { chooseModels } from './default-pages.ts'
import { shapeOfPath } from './page-path.ts'
import type { GenerationConfig, NavAreaConfig, NavigationConfig, NavLinkConfig, NavSectionsConfig } from './ui-config.ts'
import type { UiContext, UiPath } from './ui-context.ts'

type Pages = Readonly<Record<string, PageEntry>>

/** What the navigation is built from. */
export interface NavInput {
  readonly navigation: NavigationConfig
  readonly generation: GenerationConfig
  readonly pages: Pages
}

/** The three areas of the navigation: as configured; the sidebar, where it is not, from the pages and models. */
export function buildNav(context: UiContext, { navigation, generation, pages }: NavInput): UiSpec['nav'] {
  const area = (name: keyof NavigationConfig): readonly NavItem[] => {
    const config = navigation[name]
    return config === undefined ? [] : buildArea(context, config, { path: ['navigation', name], pages })
  }
  const sidebar = navigation.sidebar === undefined ? automaticNav(context, generation, pages) : area('sidebar')
  return { header: area('header'), sidebar, footer: area('footer') }
}

interface AreaPlace {
  readonly path: UiPath
  readonly pages: Pages
}

function buildArea(context: UiContext, config: NavAreaConfig, place: AreaPlace): readonly NavItem[] {
  if (isLinks(config)) return config.map((link, index) => buildLink(context, link, within(place, index)))
  if (config.enabled === false) return []
  const links = (config.links ?? []).map((link, index) => buildLink(context, link, within(place, 'links', index)))
  const sections = (config.sections ?? []).flatMap((section, at) => {
    const items = section.links.map((link, index) => buildLink(context, link, within(place, 'sections', at, 'links', index)))
    return section.title === undefined ? items : [{ label: section.title, items }]
  })
  const actions = (config.actions ?? []).map((link, index) => buildLink(context, link, within(place, 'actions', index)))
  const social = (config.social ?? []).map(({ platform, url }, index) => buildLink(context, { label: platform, to: url }, within(place, 'social', index)))
  return [...links, ...sections, ...actions, ...social, ...(config.copyright === undefined ? [] : [{ label: config.copyright }])]
}

function isLinks(config: NavAreaConfig): config is readonly NavLinkConfig[] {
  return Array.isArray(config)
}

function buildLink(context: UiContext, link: NavLinkConfig, place: AreaPlace): NavItem {
  const items = link.items ?? link.children
  const key = link.items === undefined ? 'children' : 'items'
  const target = link.to ?? link.href
  const to = target === undefined ? undefined : buildTarget(context, target, within(place, link.to === undefined ? 'href' : 'to'))
  const condition = buildCondition(context, link, { path: place.path, names: [] })
  const badge = link.badge === undefined ? undefined : compileValue(context, badgeOf(link.badge), { path: [...place.path, 'badge'], names: [] })
  if (target === undefined && items === undefined) context.report(place.path, { message: 'leads nowhere: it needs `to`, or `items` of its own.' })
  return {
    label: link.label,
    ...(to !== undefined && { to }),
    ...(link.icon !== undefined && { icon: link.icon }),
    ...(badge !== undefined && { badge }),
    ...(condition !== undefined && { if: condition }),
    ...(items !== undefined && { items: items.map((item, index) => buildLink(context, item, within(place, key, index))) }),
  }
}

function badgeOf(badge: NonNullable<NavLinkConfig['badge']>): Json {
  return typeof badge === 'object' ? { $: badge.$ } : badge
}

/** A path within the application, or an absolute URL of a kind that is safe to follow. */
function buildTarget(context: UiContext, target: string, place: AreaPlace): string | undefined {
  if (/^(?:https?:\/\/|mailto:|tel:|#)/i.test(target)) return target
  if (/^[\w+.-]*:|^\/\/|[\s\\]/.test(target)) {
    context.report(place.path, { message: `is "${target}", which is no address a link may lead to.`, hint: 'Write a path such as "/posts", or an address that begins with https://.' })
    return undefined
  }
  const path = target === 'home' ? '/' : `/${target.replace(/^\/+/, '')}`
  if (!leadsToPage(path, place.pages)) {
    const paths = Object.values(place.pages).map((page) => page.path)
    context.report(place.path, { severity: 'warning', message: `leads to ${path}, where there is no page.`, hint: didYouMean(path, paths) })
  }
  return path
}

function leadsToPage(target: string, pages: Pages): boolean {
  const path = target.split(/[?#]/)[0] ?? target
  const segments = path.split('/')
  return Object.values(pages).some((page) => {
    const pattern = shapeOfPath(page.path).split('/')
    return pattern.length === segments.length && pattern.every((part, index) => part === '[]' || part === segments[index])
  })
}

function automaticNav(context: UiContext, generation: GenerationConfig, pages: Pages): readonly NavItem[] {
  const { autoNavigation: given = true } = generation
  const options = typeof given === 'object' ? given : { enabled: given }
  if (options.enabled === false) return []
  const choice = 'models' in options ? options.models : undefined
  const exclude = 'exclude' in options ? options.exclude : undefined
  const models = chooseModels(context, { choice, exclude, path: ['generation', 'autoNavigation'] })
  const lists = models.flatMap((model): readonly NavItem[] => {
    const page = Object.values(pages).find((entry) => 'auto' in entry && entry.auto === 'list' && entry.model === model.name)
    return page === undefined ? [] : [{ label: model.plural, to: page.path, ...condition(page) }]
  })
  const own = Object.values(pages).toSorted((a, b) => Number(b.path === '/') - Number(a.path === '/'))
  return [...own.flatMap(linkTo), ...lists]
}

// The overview, and pages of the application's own that need no parameter.
function linkTo(page: PageEntry): readonly NavItem[] {
  const title = typeof page.title === 'string' ? page.title : undefined
  if (page.path === '/') return [{ label: title ?? ('auto' in page ? 'Overview' : 'Home'), to: '/', icon: 'home', ...condition(page) }]
  if ('auto' in page || title === undefined || page.path.includes('[')) return []
  return [{ label: title, to: page.path, ...condition(page) }]
}

function condition(page: PageEntry): Pick<NavItem, 'if'> {
  return page.if === undefined ? {} : { if: page.if }
}

function within(place: AreaPlace, ...keys: readonly PropertyKey[]): AreaPlace {
  return { ...place, path: [...place.path, ...keys] }
}

/** Whether an area of the navigation is given as links in sections. */
export function isSections(config: NavAreaConfig | undefined): config is NavSectionsConfig {
  return config !== undefined && !isLinks(config)
}

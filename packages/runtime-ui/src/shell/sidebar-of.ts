import type { Manifest, NavItem } from '@ssot/contract'

/** The links at the side: as configured, else the overview and every model's list. */
export function sidebarOf(manifest: Manifest): readonly NavItem[] {
  if (manifest.nav.sidebar.length > 0) return manifest.nav.sidebar
  const pages = Object.values(manifest.pages)
  const overview = pages.filter((page) => 'auto' in page && page.auto === 'overview').map((page) => ({ label: 'Overview', to: page.path, icon: 'home' }))
  const lists = pages.flatMap((page): NavItem[] => {
    const model = 'auto' in page && page.auto === 'list' ? manifest.models[page.model ?? ''] : undefined
    return model === undefined ? [] : [{ label: model.plural, to: page.path }]
  })
  return lists.length === 0 ? overview : [...overview, { label: 'Data', items: lists }]
}

/** Whether a link leads to the page at a path, or to a page above it. */
export function isActive(to: string, path: string): boolean {
  if (to === '/') return path === '/'
  return path === to || path.startsWith(`${to}/`)
}

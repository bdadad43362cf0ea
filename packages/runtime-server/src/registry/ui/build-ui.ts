// placeholder until the UI builder lands
import type { Finding } from '@ssot/contract'
import type { Model, UiSpec } from '../registry.ts'
export function buildUi({ models }: { ui: unknown; models: ReadonlyMap<string, Model> }): { ui: UiSpec; findings: readonly Finding[] } {
  const shown = [...models.values()].filter((m) => !m.hidden)
  const pages = Object.fromEntries([['home', { path: '/', auto: 'overview' as const }], ...shown.flatMap((m) => [[`${m.name}.list`, { path: `/${m.path}`, auto: 'list' as const, model: m.name }], ...(m.key ? [[`${m.name}.create`, { path: `/${m.path}/new`, auto: 'create' as const, model: m.name }], [`${m.name}.detail`, { path: `/${m.path}/[id]`, auto: 'detail' as const, model: m.name }], [`${m.name}.edit`, { path: `/${m.path}/[id]/edit`, auto: 'edit' as const, model: m.name }]] : [])])])
  return { ui: { site: { name: 'SSOT' }, theme: { mode: 'system', tokens: {} }, pages, nav: { header: [], footer: [], sidebar: [{ label: 'Overview', to: '/', icon: 'home' }, ...shown.map((m) => ({ label: m.plural, to: `/${m.path}` }))] }, components: { variants: {}, defaults: {} } }, findings: [] }
}

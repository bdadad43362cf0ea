import type { Json } from '@ssot/contract'
import { CLASSIC_SECTIONS } from './component-names.ts'
import type { AutoPageConfig, ClassicPageConfig, NodeConfig, SectionConfig, TreePageConfig } from './ui-config.ts'

/** A classic page in the page language: automatic where it has no sections and its type says what it is, else a tree. */
export function convertClassicPage(page: ClassicPageConfig): TreePageConfig | AutoPageConfig {
  const { path, model, title } = page
  const common = { path, ...(title !== undefined && { title }) }
  const hasSections = (page.sections ?? []).length > 0
  const auto = hasSections ? undefined : autoOf(page)
  if (auto === 'overview') return { ...common, auto }
  if (auto !== undefined && model !== undefined) return { ...common, auto, model }
  return { ...common, layout: page.layout ?? page.type, body: (page.sections ?? []).map((section) => convertSection(section, page)) }
}

function autoOf({ type, path }: ClassicPageConfig): AutoPageConfig['auto'] | undefined {
  if (type === 'list' || type === 'detail') return type
  if (type === 'form') return /\[\w+\]|:\w+/.test(path) ? 'edit' : 'create'
  return type === 'dashboard' ? 'overview' : undefined
}

/** The component that a section is: by its type, or a section that only holds its components. */
export function convertSection(section: SectionConfig, page: ClassicPageConfig): NodeConfig {
  const props: Record<string, Json> = { ...(section.title !== undefined && { title: section.title }), ...section.config }
  const type = CLASSIC_SECTIONS.get(section.type) ?? section.type
  if (page.model !== undefined && type !== 'Section' && type !== 'Hero' && props['model'] === undefined) props['model'] = page.model
  return {
    type,
    ...(Object.keys(props).length > 0 && { props }),
    ...(section.visibleWhen !== undefined && { visibleWhen: section.visibleWhen }),
    ...(section.components !== undefined && { children: section.components }),
  }
}

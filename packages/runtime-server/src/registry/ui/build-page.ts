import type { AutoPage, AutoPageOptions, Json, PageEntry, TreePage } from '@ssot/contract'
import { buildCondition } from './build-condition.ts'
import { buildNode, type NodePlace } from './build-node.ts'
import { below, compileValue } from './compile-value.ts'
import { convertClassicPage, convertSection } from './convert-classic-page.ts'
import { faultOfPath, normalisePath } from './page-path.ts'
import type { AutoPageConfig, AutoPageOptionsConfig, ClassicPageConfig, PageConfig, TreePageConfig } from './ui-config.ts'
import { checkFields, findModel, type UiContext } from './ui-context.ts'

/** A configured page with its expressions parsed and its names checked; undefined where its model is unknown. */
export function buildPage(context: UiContext, page: PageConfig, index: number): PageEntry | undefined {
  const place: NodePlace = { path: ['pages', index], names: [], classic: isClassic(page) }
  const path = normalisePath(page.path)
  const fault = faultOfPath(path)
  if (fault !== undefined) context.report([...place.path, 'path'], { message: fault })
  const converted = isClassic(page) ? convertClassicPage(page) : page
  const condition = buildCondition(context, page, place)
  const title = converted.title === undefined ? undefined : compileValue(context, toJson(converted.title), below(place, 'title'))
  const common = { path, ...(title !== undefined && { title }), ...(condition !== undefined && { if: condition }) }
  if ('auto' in converted) return buildAutoPage(context, { page: converted, place }, common)
  const body = isClassic(page) ? sectionsOf(context, page, place) : converted.body.map((node, at) => buildNode(context, node, within(place, 'body', at)))
  return { ...common, ...buildTree(context, converted, place), body }
}

function isClassic(page: PageConfig): page is ClassicPageConfig {
  return !('auto' in page) && !('body' in page)
}

type Common = Pick<TreePage, 'path' | 'title' | 'if'>

function buildAutoPage(context: UiContext, { page, place }: { readonly page: AutoPageConfig; readonly place: NodePlace }, common: Common): AutoPage | undefined {
  if (page.auto === 'overview') return { ...common, auto: page.auto }
  if (page.model === undefined) {
    context.report([...place.path, 'model'], { message: `is missing: a page of kind "${page.auto}" needs it.` })
    return undefined
  }
  const model = findModel(context, page.model, [...place.path, 'model'])
  if (model === undefined) return undefined
  for (const key of ['columns', 'fields', 'sort'] as const) checkFields(context, model, { names: page.with?.[key] ?? [], path: [...place.path, 'with', key] })
  return { ...common, auto: page.auto, model: model.name, ...(page.with !== undefined && { with: toOptions(page.with) }) }
}

function toOptions(options: AutoPageOptionsConfig): AutoPageOptions {
  return options
}

function buildTree(context: UiContext, page: TreePageConfig, place: NodePlace): Pick<TreePage, 'data' | 'state' | 'layout'> {
  const data = Object.entries(page.data ?? {}).map(([name, query]) => [name, buildQuery(context, query, within(place, 'data', name))] as const)
  return {
    ...(data.length > 0 && { data: Object.fromEntries(data) }),
    ...(page.state !== undefined && { state: page.state }),
    ...(page.layout !== undefined && { layout: page.layout }),
  }
}

const QUERIES = ['one', 'many', 'aggregate', 'call'] as const

function buildQuery(context: UiContext, query: Readonly<Record<string, Json>>, place: NodePlace): Json {
  const kinds = QUERIES.filter((kind) => query[kind] !== undefined)
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1) context.report(place.path, { message: 'must have exactly one of one, many, aggregate or call.' })
  if (kind === 'one' && query['id'] === undefined) context.report([...place.path, 'id'], { message: 'is missing: "one" needs it.' })
  const compiled = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, compileValue(context, value, below(place, key))]))
  const name = kind === undefined || kind === 'call' ? undefined : query[kind]
  const model = typeof name === 'string' ? findModel(context, name, [...place.path, kind ?? '']) : undefined
  return { ...compiled, ...(model !== undefined && kind !== undefined && { [kind]: model.name }) }
}

function sectionsOf(context: UiContext, page: ClassicPageConfig, place: NodePlace): TreePage['body'] {
  return (page.sections ?? []).map((section, index) => {
    const at = within(place, 'sections', index)
    const { children, ...self } = convertSection(section, page)
    const node = buildNode(context, self, at)
    const components = Array.isArray(children) ? (section.components ?? []).map((component, each) => buildNode(context, component, within(at, 'components', each))) : []
    return components.length > 0 ? { ...node, children: components } : node
  })
}

function within(place: NodePlace, ...keys: readonly PropertyKey[]): NodePlace {
  return { ...place, path: [...place.path, ...keys] }
}

function toJson(title: NonNullable<TreePageConfig['title']>): Json {
  return typeof title === 'string' ? title : { $: title.$ }
}

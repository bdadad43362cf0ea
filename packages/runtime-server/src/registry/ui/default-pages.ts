import type { AutoPage, AutoPageOptions, WidgetSpec } from '@ssot/contract'
import { asksForAudit } from '../is-audited.ts'
import type { Model } from '../registry.ts'
import type { CrudPagesConfig, GenerationConfig, ModelChoice, WidgetConfig } from './ui-config.ts'
import { checkFields, findModel, type UiContext, type UiPath } from './ui-context.ts'

const CRUD: UiPath = ['generation', 'crudPages']

/** The automatic pages, by key: those of every model that is not hidden, and the overview. */
export function buildDefaultPages(context: UiContext, generation: GenerationConfig): ReadonlyMap<string, AutoPage> {
  const pages = new Map<string, AutoPage>()
  const home = overviewOf(context, generation.dashboard)
  if (home !== undefined) pages.set('home', home)
  const crud = generation.crudPages ?? {}
  checkOptions(context, crud)
  const chosen = crud.enabled === false ? [] : chooseModels(context, { choice: crud.models, exclude: crud.exclude, path: CRUD })
  for (const model of chosen) for (const page of pagesOf(model, crud)) pages.set(`${model.name}.${page.auto}`, page)
  return pages
}

/** The models that a configuration chooses among those that are not hidden. */
export function chooseModels(context: UiContext, { choice, exclude = [], path }: { readonly choice?: ModelChoice | undefined; readonly exclude?: readonly string[] | undefined; readonly path: UiPath }): readonly Model[] {
  const resolve = (names: readonly string[], key: string): readonly Model[] => names.flatMap((name, index) => findModel(context, name, [...path, key, index]) ?? [])
  const shown = [...context.models.values()].filter((model) => !model.hidden)
  const chosen = choice === undefined || choice === 'all' ? shown : resolve(choice, 'models')
  const excluded = new Set(resolve(exclude, 'exclude'))
  return chosen.filter((model) => !excluded.has(model))
}

function pagesOf(model: Model, crud: CrudPagesConfig): readonly AutoPage[] {
  const page = (auto: ModelPage, rest: string): AutoPage => {
    const options = optionsOf(model, auto, crud)
    return { path: `/${model.path}${rest}`, auto, model: model.name, ...(Object.keys(options).length > 0 && { with: options }) }
  }
  const isStored = model.kind === 'model'
  const hasForm = isStored && crud.form?.enabled !== false
  return [
    ...(crud.list?.enabled === false ? [] : [page('list', '')]),
    ...(hasForm && model.key !== null ? [page('create', '/new')] : []),
    ...(crud.detail?.enabled === false || model.key === null ? [] : [page('detail', '/[id]')]),
    ...(hasForm && model.key !== null ? [page('edit', '/[id]/edit')] : []),
    ...(crud.detail?.enabled === false || !asksForAudit(model) ? [] : [page('history', '/[id]/history')]),
  ]
}

type ModelPage = Exclude<AutoPage['auto'], 'overview'>

function optionsOf(model: Model, auto: ModelPage, crud: CrudPagesConfig): AutoPageOptions {
  const of = <Value>(record: Readonly<Record<string, Value>> | undefined): Value | undefined => (record !== undefined && Object.hasOwn(record, model.name) ? record[model.name] : undefined)
  if (auto === 'list') {
    const { columns, sort, pageSize, features } = crud.list ?? {}
    return defined({ columns: of(columns), sort: of(sort), pageSize, features })
  }
  if (auto === 'history') return {}
  const part = auto === 'detail' ? crud.detail : crud.form
  return defined({ fields: of(part?.fields), features: part?.features })
}

function defined(options: { readonly [Key in keyof AutoPageOptions]: AutoPageOptions[Key] | undefined }): AutoPageOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function checkOptions(context: UiContext, { list, detail, form }: CrudPagesConfig): void {
  const records: readonly [string, string, Readonly<Record<string, readonly string[]>> | undefined][] = [
    ['list', 'columns', list?.columns],
    ['list', 'sort', list?.sort],
    ['detail', 'fields', detail?.fields],
    ['form', 'fields', form?.fields],
  ]
  for (const [page, key, record] of records) {
    for (const [name, names] of Object.entries(record ?? {})) {
      const path = [...CRUD, page, key, name]
      const model = findModel(context, name, path)
      if (model !== undefined) checkFields(context, model, { names, path })
    }
  }
}

function overviewOf(context: UiContext, dashboard: GenerationConfig['dashboard']): AutoPage | undefined {
  const options = typeof dashboard === 'object' ? dashboard : { enabled: dashboard ?? true }
  if (options.enabled === false) return undefined
  const widgets = ('widgets' in options ? (options.widgets ?? []) : []).flatMap((widget, index) => buildWidget(context, widget, ['generation', 'dashboard', 'widgets', index]) ?? [])
  const title = 'title' in options ? options.title : undefined
  return { path: '/', auto: 'overview', ...(title !== undefined && { title }), ...(widgets.length > 0 && { with: { widgets } }) }
}

function buildWidget(context: UiContext, widget: WidgetConfig, path: UiPath): WidgetSpec | undefined {
  const { type, title, field, columns, size } = widget
  if (type === 'custom' || widget.model === undefined) {
    context.report(path, { message: type === 'custom' ? 'is of type custom.' : 'needs a model.', hint: 'Write a page of your own at "/" for what the overview cannot show.' })
    return undefined
  }
  const model = findModel(context, widget.model, [...path, 'model'])
  if (model === undefined) return undefined
  checkFields(context, model, { names: columns ?? [], path: [...path, 'columns'] })
  checkFields(context, model, { names: field === undefined ? [] : [field], path: [...path, 'field'] })
  return { type, title, model: model.name, ...(field !== undefined && { field }), ...(columns !== undefined && { columns }), ...(size !== undefined && { size }) }
}

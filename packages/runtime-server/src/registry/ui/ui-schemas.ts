import { z } from 'zod'
import { PAGES } from './page-schemas.ts'
import { flag, json, number, record, strict, text, texts } from './schema-parts.ts'
import type { UiConfig } from './ui-config.ts'

const site = strict({ name: text, title: text, description: text, logo: text, favicon: text, url: text })

const color = z.union([text, strict({ light: text, dark: text }, ['light', 'dark'])], { error: 'must be a CSS colour, or { light, dark }' })

const theme = strict({
  colors: record(color),
  fonts: record(text),
  radius: z.union([text, number], { error: 'must be a CSS length or a number of pixels' }),
  darkMode: z.union([flag, z.enum(['light', 'dark', 'system', 'auto', 'class', 'media'])], { error: 'must be true, false, light, dark or system' }),
})

const computed = strict({ $: text }, ['$'])
const linkShape = {
  label: text,
  to: text,
  href: text,
  icon: text,
  badge: z.union([text, number, computed], { error: 'must be a text, a number or { $: expression }' }),
  if: text,
  visibleWhen: text,
  requiresAuth: flag,
  roles: texts,
}
const link: z.ZodType = z.lazy(() => strict({ ...linkShape, items: links, children: links }, ['label']))
const links = z.array(link, { error: 'must be a list of links' })

const section = strict({ title: text, links }, ['links'])
const sections = strict({
  enabled: flag,
  title: text,
  logo: text,
  links,
  sections: z.array(section, { error: 'must be a list of sections' }),
  actions: links,
  collapsible: flag,
  copyright: text,
  social: z.array(strict({ platform: text, url: text }, ['platform', 'url']), { error: 'must be a list of { platform, url }' }),
})
const area = z.union([links, sections], { error: 'must be a list of links, or { links } or { sections }' })

const models = z.union([z.literal('all'), texts], { error: "must be a list of models, or 'all'" })
const crudPage = { enabled: flag, features: texts }
const crudPages = strict({
  enabled: flag,
  models,
  exclude: texts,
  list: strict({ ...crudPage, columns: record(texts), sort: record(texts), pageSize: number }),
  detail: strict({ ...crudPage, fields: record(texts) }),
  form: strict({ ...crudPage, fields: record(texts) }),
})

const widget = strict(
  {
    type: z.enum(['stat', 'chart', 'table', 'list', 'custom'], { error: 'must be stat, chart, table, list or custom' }),
    title: text,
    model: text,
    field: text,
    columns: texts,
    component: text,
    props: record(json),
    size: z.enum(['sm', 'md', 'lg', 'full'], { error: 'must be sm, md, lg or full' }),
    query: text,
  },
  ['type', 'title'],
)

const generation = strict({
  crudPages,
  autoNavigation: z.union([flag, strict({ enabled: flag, models, exclude: texts, groupBy: text })], { error: 'must be true, false or an object' }),
  dashboard: z.union([flag, strict({ enabled: flag, title: text, widgets: z.array(widget, { error: 'must be a list of widgets' }) })], { error: 'must be true, false or an object' }),
})

/** The shape of a UI configuration. */
export const UI_CONFIG = strict({
  site,
  theme,
  navigation: strict({ header: area, sidebar: area, footer: area }),
  pages: PAGES,
  generation,
  components: strict({ overrides: record(json), variants: record(json), defaults: record(json) }),
})

/** Whether a value has the shape of a UI configuration. */
export function isUiConfig(value: unknown): value is UiConfig {
  return UI_CONFIG.safeParse(value).success
}

import { z } from 'zod'
import { flag, json, number, record, strict, text, texts } from './schema-parts.ts'

const value = z.union([text, strict({ $: text }, ['$'])], { error: 'must be a text, or { $: expression }' })

const nodeShape = {
  type: text,
  id: text,
  props: record(json),
  if: text,
  visibleWhen: text,
  each: strict({ in: text, as: text }, ['in']),
  on: record(json),
  handlers: record(text),
}

/** One component of a page. */
export const NODE: z.ZodType = z.lazy(() => strict({ ...nodeShape, children, slots: record(nodes), fallback: NODE }, ['type']))
const nodes = z.array(NODE, { error: 'must be a list of components' })
const children = z.union([text, z.array(z.union([text, NODE], { error: 'must be a component or a text' }))], { error: 'must be a text or a list of components' })

const admission = { requiresAuth: flag, roles: texts }

/** A page as a tree. */
export const TREE_PAGE = strict(
  { path: text, title: value, if: text, ...admission, data: record(record(json)), state: json, layout: text, body: nodes },
  ['path', 'body'],
)

/** A page drawn from a model. */
export const AUTO_PAGE = strict(
  {
    path: text,
    auto: z.enum(['list', 'detail', 'create', 'edit', 'history', 'overview'], { error: 'must be list, detail, create, edit, history or overview' }),
    model: text,
    title: value,
    if: text,
    ...admission,
    with: strict({ columns: texts, fields: texts, sort: texts, pageSize: number, features: texts }),
  },
  ['path', 'auto'],
)

const section = strict({ type: text, title: text, config: record(json), components: nodes, visibleWhen: text }, ['type'])

/** The classic form of a page. */
export const CLASSIC_PAGE = strict(
  {
    path: text,
    type: z.enum(['list', 'detail', 'form', 'dashboard', 'landing', 'custom'], { error: 'must be list, detail, form, dashboard, landing or custom' }),
    model: text,
    layout: text,
    title: text,
    description: text,
    ...admission,
    sections: z.array(section, { error: 'must be a list of sections' }),
  },
  ['path', 'type'],
)

/** The shape that a page means to have, by the keys it has. */
export function pageSchemaOf(page: unknown): z.ZodObject {
  if (typeof page !== 'object' || page === null) return TREE_PAGE
  if ('auto' in page) return AUTO_PAGE
  return 'sections' in page || 'type' in page ? CLASSIC_PAGE : TREE_PAGE
}

const page = z.unknown().superRefine((input, context) => {
  for (const issue of pageSchemaOf(input).safeParse(input).error?.issues ?? []) context.addIssue({ ...issue })
})

/** All pages of a configuration. */
export const PAGES = z.array(page, { error: 'must be a list of pages' })

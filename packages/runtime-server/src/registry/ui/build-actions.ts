import { didYouMean, type Json } from '@ssot/contract'
import { below, compileValue, isList, type ValuePlace } from './compile-value.ts'
import { findModel, type UiContext } from './ui-context.ts'

const ACTIONS = ['go', 'create', 'update', 'delete', 'call', 'set', 'open', 'close', 'refresh', 'toast']
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  go: ['to'],
  create: ['model', 'data'],
  update: ['model', 'id', 'data'],
  delete: ['model', 'id'],
  call: ['fn'],
  set: ['path', 'value'],
  open: ['node'],
  toast: ['text'],
}

/** Builds a component that stands in an action. */
export type BuildNodeIn = (node: Json, place: ValuePlace) => Json

/** An action, or several in order, with its expressions parsed and its names checked. */
export function buildActions(context: UiContext, value: Json, tools: { readonly place: ValuePlace; readonly buildNode: BuildNodeIn }): Json {
  const { place, buildNode } = tools
  if (isList(value)) return value.map((item, index) => buildActions(context, item, { buildNode, place: below(place, index) }))
  const name = typeof value === 'object' && value !== null ? value['do'] : undefined
  if (typeof value !== 'object' || value === null || typeof name !== 'string') {
    context.report(place.path, { message: 'must be an action such as { do: "go", to: "/posts" }, or a list of actions.' })
    return null
  }
  checkAction(context, { ...value, do: name }, place)
  const parts = Object.entries(value).map(([key, item]) => {
    const inner = below(place, key)
    if (key === 'then' || key === 'catch') return [key, buildActions(context, item, { buildNode, place: inner })] as const
    if (key === 'node' && name === 'open') return [key, buildNode(item, inner)] as const
    if (key === 'model' && typeof item === 'string') return [key, findModel(context, item, inner.path)?.name ?? item] as const
    return [key, compileValue(context, item, inner)] as const
  })
  return Object.fromEntries(parts)
}

function checkAction(context: UiContext, action: { readonly do: string; readonly [key: string]: Json }, place: ValuePlace): void {
  const name = action.do
  if (!ACTIONS.includes(name) && !/^\w+\.\w/.test(name)) {
    context.report([...place.path, 'do'], { message: `is "${name}", and there is no such action.`, hint: didYouMean(name, ACTIONS) ?? `The actions are ${ACTIONS.join(', ')}.` })
  }
  const missing = (Object.hasOwn(NEEDS, name) ? (NEEDS[name] ?? []) : []).filter((key) => action[key] === undefined)
  for (const key of missing) context.report([...place.path, key], { message: `is missing: "${name}" needs it.` })
}

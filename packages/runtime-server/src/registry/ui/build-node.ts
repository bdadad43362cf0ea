import { didYouMean, type Json, type ViewNode } from '@ssot/contract'
import { buildActions } from './build-actions.ts'
import { buildCondition } from './build-condition.ts'
import { below, compileExpression, compileValue, isList, type ValuePlace } from './compile-value.ts'
import { CLASSIC_NAMES, MODEL_COMPONENTS, TEXT_PROPS } from './component-names.ts'
import { convertHandler, eventOf } from './convert-handler.ts'
import { NODE } from './page-schemas.ts'
import type { NodeConfig } from './ui-config.ts'
import { checkFields, findModel, type UiContext } from './ui-context.ts'

/** Where a component stands, and whether it is written in the classic form, in which `'params.id'` is an expression. */
export interface NodePlace extends ValuePlace {
  readonly classic: boolean
}

const BINDING = /^(?:params|query|user|data|state|record|item)(?:\.\w+)+$/

/** One component with its expressions parsed and its names checked. */
export function buildNode(context: UiContext, node: NodeConfig, place: NodePlace): ViewNode {
  const known = CLASSIC_NAMES.get(node.type)
  const isOwn = context.components.includes(node.type)
  const type = isOwn ? node.type : (known?.type ?? node.type)
  checkType(context, type, place)
  const inner: NodePlace = node.each === undefined ? place : { ...place, names: [...place.names, node.each.as ?? 'item'] }
  const condition = buildCondition(context, node, inner)
  const each = node.each && buildEach(context, node.each, place)
  const { text, nodes } = childrenOf(context, { ...node, type }, inner)
  const props = { ...(!isOwn && known?.props), ...(text !== undefined && { [TEXT_PROPS.get(type) ?? 'text']: text }), ...buildProps(context, { ...node, type }, inner) }
  const on = buildEvents(context, node, inner)
  const slots = Object.entries(node.slots ?? {}).map(([name, items]) => [name, items.map((item, index) => buildNode(context, item, within(inner, 'slots', name, index)))] as const)
  return {
    type,
    ...(node.id !== undefined && { id: node.id }),
    ...(Object.keys(props).length > 0 && { props }),
    ...(condition !== undefined && { if: condition }),
    ...(each !== undefined && { each }),
    ...(Object.keys(on).length > 0 && { on }),
    ...(nodes.length > 0 && { children: nodes }),
    ...(slots.length > 0 && { slots: Object.fromEntries(slots) }),
    ...(node.fallback !== undefined && { fallback: buildNode(context, node.fallback, within(inner, 'fallback')) }),
  }
}

function checkType(context: UiContext, type: string, place: NodePlace): void {
  if (context.components.includes(type) || /^\w[\w-]*\.\w/.test(type)) return
  const hint = didYouMean(type, context.components) ?? 'Name a component of the application under components.overrides, and one of a plugin as "plugin.Component".'
  context.report([...place.path, 'type'], { message: `is "${type}", and there is no such component.`, hint })
}

function buildEach(context: UiContext, each: NonNullable<NodeConfig['each']>, place: NodePlace): ViewNode['each'] {
  const list = compileExpression(context, each.in, below(place, 'each', 'in'))
  return list && { in: list, ...(each.as !== undefined && { as: each.as }) }
}

function childrenOf(context: UiContext, node: NodeConfig, place: NodePlace): { readonly text: string | undefined; readonly nodes: readonly ViewNode[] } {
  const children = typeof node.children === 'string' ? [node.children] : (node.children ?? [])
  const [only] = children
  if (children.length === 1 && typeof only === 'string' && TEXT_PROPS.has(node.type)) return { text: only, nodes: [] }
  const nodes = children.map((child, index) => (typeof child === 'string' ? { type: 'Text', props: { text: child } } : buildNode(context, child, within(place, 'children', index))))
  return { text: undefined, nodes }
}

function buildProps(context: UiContext, node: NodeConfig, place: NodePlace): Readonly<Record<string, Json>> {
  const given = Object.entries(node.props ?? {}).filter(([name, value]) => !isHandler(name, value, place))
  const props = Object.fromEntries(given.map(([name, value]) => [name, compileValue(context, bind(value, place), below(place, 'props', name))]))
  return MODEL_COMPONENTS.has(node.type) ? { ...props, ...resolveModel(context, props, place) } : props
}

function bind(value: Json, place: NodePlace): Json {
  return place.classic && typeof value === 'string' && BINDING.test(value) ? { $: value } : value
}

function resolveModel(context: UiContext, props: Readonly<Record<string, Json>>, place: NodePlace): Readonly<Record<string, Json>> {
  const name = props['model']
  const model = typeof name === 'string' ? findModel(context, name, [...place.path, 'props', 'model']) : undefined
  if (model === undefined) return {}
  const columns = props['columns'] ?? null
  if (isList(columns)) checkFields(context, model, { names: columns.map(columnName), path: [...place.path, 'props', 'columns'] })
  return { model: model.name }
}

function columnName(column: Json): string {
  if (typeof column === 'string') return column
  const name = typeof column === 'object' && column !== null && !isList(column) ? (column['field'] ?? column['key']) : undefined
  return typeof name === 'string' ? name : ''
}

// The classic form has handlers among the props too, as text.
function isHandler(name: string, value: Json, place: NodePlace): boolean {
  return place.classic && typeof value === 'string' && /^on[A-Z]/.test(name)
}

function buildEvents(context: UiContext, node: NodeConfig, place: NodePlace): Readonly<Record<string, Json>> {
  const inProps = Object.entries(node.props ?? {}).filter(([name, value]) => isHandler(name, value, place)).map(([name, value]) => [name, String(value), 'props'] as const)
  const handlers = [...inProps, ...Object.entries(node.handlers ?? {}).map(([name, code]) => [name, code, 'handlers'] as const)]
  const converted = handlers.flatMap(([name, code, key]) => {
    const action = convertHandler(code)
    if (action !== undefined) return [[eventOf(name), compileValue(context, action, below(place, key, name))] as const]
    context.report([...place.path, key, name], { message: 'is code, and pages are data.', hint: `Write an action: on: { ${eventOf(name)}: { do: "go", to: "/posts" } }` })
    return []
  })
  const written = Object.entries(node.on ?? {}).map(([event, action]) => [event, buildActions(context, action, { place: below(place, 'on', event), buildNode: nodeInAction(context, place) })] as const)
  return Object.fromEntries([...converted, ...written])
}

function nodeInAction(context: UiContext, place: NodePlace): (value: Json, at: ValuePlace) => Json {
  return (value, at) => {
    if (!isNode(value)) {
      context.report(at.path, { message: 'must be a component such as { type: "Text" }.' })
      return null
    }
    const plain: Json = JSON.parse(JSON.stringify(buildNode(context, value, { ...at, classic: place.classic })))
    return plain
  }
}

function isNode(value: unknown): value is NodeConfig {
  return NODE.safeParse(value).success
}

function within(place: NodePlace, ...keys: readonly PropertyKey[]): NodePlace {
  return { ...place, path: [...place.path, ...keys] }
}

'use client'
// Owns drawing a page's tree: finds each component, computes its props, and keeps what fails within its node.
// An unknown component is a visible box, never silence; names that could carry code or markup are not passed on.
import { evaluateExpr, type ExprScope, type ExprValue, type ViewNode } from '@ssot/contract'
import { createContext, Fragment, use, type ReactNode } from 'react'
import type { TreeProps } from '../app/components.ts'
import { PageBoundary } from '../app/page-boundary.tsx'
import { useApp } from '../app/app-context.ts'
import { draw } from '../app/draw.ts'
import { useOverride } from '../app/use-override.ts'
import { Icon } from '../kit/icon.tsx'
import { BUILT_IN } from './built-in.ts'
import { computeValue, holds, isRecord } from './scope.ts'
import type { RunActions } from './use-actions.ts'

/** Carries what the events of a page do. */
export const ActionsContext = createContext<RunActions>(async () => undefined)

const REFUSED: ReadonlySet<string> = new Set(['children', 'slots', 'key', 'ref', 'dangerouslySetInnerHTML', 'style'])

/** One node of a page. */
export function RenderNode({ node, scope }: { readonly node: ViewNode; readonly scope: ExprScope }): ReactNode {
  const Override = useOverride<TreeProps>(node.type)
  const run = use(ActionsContext)
  const { manifest } = useApp()
  if (!holds(node.if, scope)) return null
  const Component = Override ?? (Object.hasOwn(BUILT_IN, node.type) ? BUILT_IN[node.type] : undefined)
  const fallback = node.fallback ? <RenderNode node={node.fallback} scope={scope} /> : <BrokenNode type={node.type} known={Component !== undefined} />
  if (Component === undefined) return fallback
  const defaults = manifest.components.defaults[node.type]
  const props = Object.entries({ ...(isRecord(defaults) && defaults), ...node.props }).filter(([name]) => !REFUSED.has(name))
  const events = Object.entries(node.on ?? {}).map(([event, actions]) => [eventName(event), (value?: ExprValue) => void run(actions, { ...scope, event: value })])
  return (
    <PageBoundary fallback={fallback}>
      {draw(Component, {
        ...Object.fromEntries(props.map(([name, value]) => [name, computeValue(value, scope)])),
        ...Object.fromEntries(events),
        slots: drawSlots(node, scope),
        children: drawChildren(node, scope),
      })}
    </PageBoundary>
  )
}

/** Nodes in order. */
export function RenderNodes({ nodes, scope }: { readonly nodes: readonly ViewNode[]; readonly scope: ExprScope }): ReactNode {
  return nodes.map((node, index) => <RenderNode key={node.id ?? index} node={node} scope={scope} />)
}

function drawChildren({ each, children }: ViewNode, scope: ExprScope): ReactNode {
  if (children === undefined) return undefined
  if (each === undefined) return <RenderNodes nodes={children} scope={scope} />
  const over = evaluateExpr(each.in, scope)
  const items = Array.isArray(over) ? over : []
  return items.map((item: ExprValue, index) => (
    <Fragment key={keyOf(item) ?? index}>
      <RenderNodes nodes={children} scope={{ ...scope, [each.as ?? 'item']: item, index }} />
    </Fragment>
  ))
}

function drawSlots({ slots = {} }: ViewNode, scope: ExprScope): { readonly [name: string]: ReactNode } {
  return Object.fromEntries(Object.entries(slots).map(([name, nodes]) => [name, <RenderNodes key={name} nodes={nodes} scope={scope} />]))
}

function keyOf(item: ExprValue): string | undefined {
  const id = isRecord(item) ? item['id'] : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

function eventName(event: string): string {
  return `on${event.charAt(0).toUpperCase()}${event.slice(1)}`
}

function BrokenNode({ type, known }: { readonly type: string; readonly known: boolean }): ReactNode {
  return (
    <div className="ssot-unknown" role="alert">
      <Icon name="alert" />
      <span>
        {known ? 'This component failed: ' : 'Unknown component: '}
        <code className="ssot-code">{type}</code>
        {known ? '' : '. Register it in the `components` of <SsotApp>, or add the UI half of its plugin.'}
      </span>
    </div>
  )
}

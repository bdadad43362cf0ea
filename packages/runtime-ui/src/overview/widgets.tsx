'use client'
import type { WidgetSpec } from '@ssot/contract'
import { lazy, Suspense, type ReactNode } from 'react'
import { findModel, useApp } from '../app/app-context.ts'
import { ModelCard } from './model-card.tsx'
import { RecordList } from './record-list.tsx'
import { RecordTable } from './record-table.tsx'

const DayChart = lazy(async () => ({ default: (await import('./day-chart.tsx')).DayChart }))

/** The configured parts of the overview. */
export function Widgets({ widgets }: { readonly widgets: readonly WidgetSpec[] }): ReactNode {
  return (
    <div className="ssot-widgets">
      {widgets.map((widget, index) => (
        <div key={index} className={`ssot-widget ssot-widget-${widget.size ?? SIZES[widget.type]}`}>
          <Suspense fallback={<span className="ssot-skeleton ssot-skeleton-block" />}>
            <Widget widget={widget} />
          </Suspense>
        </div>
      ))}
    </div>
  )
}

const SIZES: Readonly<Record<WidgetSpec['type'], NonNullable<WidgetSpec['size']>>> = { stat: 'sm', list: 'md', chart: 'md', table: 'full' }

// A widget of a model that this principal does not get is left out, as its pages are.
function Widget({ widget }: { readonly widget: WidgetSpec }): ReactNode {
  const { manifest } = useApp()
  if (!Object.hasOwn(manifest.models, widget.model)) return null
  const model = findModel(manifest, widget.model)
  switch (widget.type) {
    case 'stat':
      return <ModelCard model={model} title={widget.title} counted />
    case 'list':
      return <RecordList model={model} title={widget.title} />
    case 'table':
      return <RecordTable model={model} title={widget.title} columns={widget.columns} take={5} />
    case 'chart':
      return <DayChart model={model} title={widget.title} field={widget.field} />
  }
}

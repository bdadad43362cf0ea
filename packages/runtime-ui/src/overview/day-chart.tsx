'use client'
import type { ModelManifest } from '@ssot/contract'
import { useList } from '@ssot/runtime-client/react'
import { useId, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { maxTakeOf } from '../values/max-take.ts'
import { creationFieldOf } from './record-list.tsx'
import { countByDay } from './count-by-day.ts'

const DAYS = 30
const HEIGHT = 120
const STEP = 20

/** How many records each of the last days brought, of the newest that one page holds. */
export function DayChart({ model, title, field }: { readonly model: ModelManifest; readonly title: string; readonly field?: string | undefined }): ReactNode {
  const { manifest, format } = useApp()
  const id = useId()
  const stamp = field ?? creationFieldOf(model)
  const args = stamp === undefined ? {} : { select: { [stamp]: true }, orderBy: [{ [stamp]: 'desc' }], take: maxTakeOf(manifest, model) }
  const { data: page, dataUpdatedAt } = useList(model.name, args, { enabled: stamp !== undefined })
  const days = countByDay(page?.data.map((row) => String(row[stamp ?? ''])) ?? [], { days: DAYS, until: dataUpdatedAt })
  const most = Math.max(1, ...days.map((day) => day.count))
  const total = days.reduce((sum, day) => sum + day.count, 0)
  return (
    <section className="ssot-panel" aria-labelledby={id}>
      <div className="ssot-panel-head">
        <h2 id={id} className="ssot-panel-title">
          {title}
        </h2>
        <span className="ssot-muted ssot-small">Last {DAYS} days</span>
      </div>
      {stamp === undefined ? (
        <p className="ssot-panel-empty">{model.plural} have no date to count by</p>
      ) : (
        <svg className="ssot-chart" viewBox={`0 0 ${DAYS * STEP} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${title}: ${total} in the last ${DAYS} days, at most ${most} on a day`}>
          {days.map((day, index) => (
            <rect key={day.date} className="ssot-chart-bar" x={index * STEP + 3} width={STEP - 6} y={HEIGHT - heightOf(day.count, most)} height={heightOf(day.count, most)} rx="3">
              <title>{`${format.date(day.date)}: ${format.number(day.count)}`}</title>
            </rect>
          ))}
        </svg>
      )}
    </section>
  )
}

function heightOf(count: number, most: number): number {
  return count === 0 ? 2 : Math.max(4, (count / most) * HEIGHT)
}

'use client'
// Owns the automatic first page: what there is, how much of it, and what came last; or the widgets that are configured.
import type { AutoPageOptions, ModelManifest } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Slot } from '../app/slot.tsx'
import { Empty } from '../kit/empty.tsx'
import { pathOfPage } from '../router/match-page.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { ModelCard } from './model-card.tsx'
import { creationFieldOf, RecordList } from './record-list.tsx'
import { Widgets } from './widgets.tsx'

// Counting costs the database a scan for each model: beyond these, cards come without a number.
const MOST_COUNTS = 40
const MOST_LATEST = 4

/** The automatic first page. */
export function OverviewPage({ title = 'Overview', options }: { readonly title?: string | undefined; readonly options?: AutoPageOptions | undefined }): ReactNode {
  const { manifest } = useApp()
  const models = Object.values(manifest.models).filter((model) => model.can.list && pathOfPage(manifest, model.name, 'list') !== undefined)
  return (
    <>
      <PageHeader title={title} description={manifest.site.description} />
      <Slot at="home/before" />
      {models.length === 0 && <Empty title="There is nothing to show" text="No model is open to you. Sign in, or ask an administrator for access." icon="lock" />}
      {options?.widgets === undefined ? <Everything models={models} /> : <Widgets widgets={options.widgets} />}
      <Slot at="home/after" />
    </>
  )
}

function Everything({ models }: { readonly models: readonly ModelManifest[] }): ReactNode {
  const latest = models.filter((model) => creationFieldOf(model) !== undefined).slice(0, MOST_LATEST)
  return (
    <>
      <ul className="ssot-cards" aria-label="Models">
        {models.map((model, index) => (
          <li key={model.name} className="ssot-cards-item">
            <ModelCard model={model} title={model.plural} counted={index < MOST_COUNTS} />
          </li>
        ))}
      </ul>
      <div className="ssot-panels">
        {latest.map((model) => (
          <RecordList key={model.name} model={model} title={`Latest ${model.plural.toLowerCase()}`} />
        ))}
      </div>
    </>
  )
}

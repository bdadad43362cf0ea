'use client'
// Owns the automatic first page: what there is, how much of it, and what came last.
import type { Manifest, ModelManifest } from '@ssot/contract'
import { useCount, useList } from '@ssot/runtime-client/react'
import { useId, useMemo, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Slot } from '../app/slot.tsx'
import { ButtonLink } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { Icon } from '../kit/icon.tsx'
import { findIcon } from '../kit/icon-paths.ts'
import { Link } from '../router/link.tsx'
import { pathOfPage } from '../router/match-page.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { labelOfRecord, pathOfRecord, selectLabel } from '../values/record-label.ts'

// Counting costs the database a scan for each model: beyond these, cards come without a number.
const MOST_COUNTS = 40
const MOST_LATEST = 4
const LATEST_ROWS = 5

/** The automatic first page. */
export function OverviewPage(): ReactNode {
  const { manifest } = useApp()
  const models = Object.values(manifest.models).filter((model) => model.can.list && pathOfPage(manifest, model.name, 'list') !== undefined)
  const latest = models.filter(hasCreationTime).slice(0, MOST_LATEST)
  return (
    <>
      <PageHeader title="Overview" description={manifest.site.description} />
      <Slot at="home/before" />
      {models.length === 0 && <Empty title="There is nothing to show" text="No model is open to you. Sign in, or ask an administrator for access." icon="lock" />}
      <ul className="ssot-cards" aria-label="Models">
        {models.map((model, index) => (
          <li key={model.name} className="ssot-cards-item">
            <ModelCard model={model} counted={index < MOST_COUNTS} />
          </li>
        ))}
      </ul>
      <div className="ssot-panels">
        {latest.map((model) => (
          <Latest key={model.name} model={model} />
        ))}
      </div>
      <Slot at="home/after" />
    </>
  )
}

function hasCreationTime(model: ModelManifest): boolean {
  const created = model.fields['createdAt']
  return created?.kind === 'datetime' && created.read
}

function ModelCard({ model, counted }: { readonly model: ModelManifest; readonly counted: boolean }): ReactNode {
  const { manifest, format } = useApp()
  const { data: count, error } = useCount(model.name, {}, { enabled: counted })
  return (
    <Link to={pathOfPage(manifest, model.name, 'list') ?? '/'} className="ssot-model-card">
      <span className="ssot-model-card-icon">
        <Icon name={findIcon(model.plural)} size={18} />
      </span>
      <span className="ssot-model-card-name">{model.plural}</span>
      {counted && error === null && (
        <span className="ssot-model-card-count">{count === undefined ? <span className="ssot-skeleton ssot-skeleton-count" /> : format.number(count)}</span>
      )}
    </Link>
  )
}

function Latest({ model }: { readonly model: ModelManifest }): ReactNode {
  const { manifest } = useApp()
  const id = useId()
  const args = useMemo(
    () => ({ select: { ...selectLabel(model), createdAt: true as const }, orderBy: [{ createdAt: 'desc' }], take: LATEST_ROWS }),
    [model],
  )
  const { data: page } = useList(model.name, args)
  return (
    <section className="ssot-panel" aria-labelledby={id}>
      <div className="ssot-panel-head">
        <h2 id={id} className="ssot-panel-title">
          Latest {model.plural.toLowerCase()}
        </h2>
        <ButtonLink small variant="ghost" to={pathOfPage(manifest, model.name, 'list') ?? '/'}>
          See all
        </ButtonLink>
      </div>
      {page?.data.length === 0 && <p className="ssot-panel-empty">None yet</p>}
      <ul className="ssot-latest">
        {page?.data.map((row, index) => (
          <li key={index} className="ssot-latest-row">
            <LatestRow manifest={manifest} model={model} row={row} />
          </li>
        ))}
        {page === undefined && Array.from({ length: LATEST_ROWS }, (_, index) => <li key={index} className="ssot-latest-row"><span className="ssot-skeleton" /></li>)}
      </ul>
    </section>
  )
}

function LatestRow({ manifest, model, row }: { readonly manifest: Manifest; readonly model: ModelManifest; readonly row: { readonly [field: string]: unknown } }): ReactNode {
  const { format } = useApp()
  const path = pathOfRecord(manifest, model, row)
  const created = String(row['createdAt'])
  const label = <span className="ssot-text-cell">{labelOfRecord(model, row)}</span>
  return (
    <>
      {path === undefined ? label : <Link to={path} className="ssot-latest-link">{label}</Link>}
      <time className="ssot-muted ssot-small ssot-nowrap" dateTime={created} title={format.dateTime(created)}>
        {format.relative(created)}
      </time>
    </>
  )
}

'use client'
import type { JsonObject } from '@ssot/runtime-client'
import type { ModelManifest, Row } from '@ssot/contract'
import { useList } from '@ssot/runtime-client/react'
import { useId, useMemo, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { ButtonLink } from '../kit/button.tsx'
import { Link } from '../router/link.tsx'
import { pathOfPage } from '../router/match-page.ts'
import { isOrderable } from '../values/is-orderable.ts'
import { atMost } from '../values/max-take.ts'
import { labelOfRecord, pathOfRecord, selectLabel } from '../values/record-label.ts'

const ROWS = 5

/** Name of the field that says when a record was made; undefined where the model has none. */
export function creationFieldOf(model: ModelManifest): string | undefined {
  const stamps = Object.entries(model.fields).filter(([, field]) => field.kind === 'datetime' && isOrderable(field) && field.default !== undefined && 'generated' in field.default)
  return (stamps.find(([name]) => /^created/i.test(name)) ?? stamps.find(([, field]) => field.create))?.[0]
}

/** The last records of a model by name, each linked to its page. */
export function RecordList({ model, title }: { readonly model: ModelManifest; readonly title: string }): ReactNode {
  const { manifest } = useApp()
  const id = useId()
  const stamp = creationFieldOf(model)
  const args = useMemo(() => {
    const select: JsonObject = { ...selectLabel(model), ...(stamp !== undefined && { [stamp]: true }) }
    return { select, take: atMost(ROWS, model), ...(stamp !== undefined && { orderBy: [{ [stamp]: 'desc' }] }) }
  }, [model, stamp])
  const { data: page } = useList(model.name, args)
  const list = pathOfPage(manifest, model.name, 'list')
  return (
    <section className="ssot-panel" aria-labelledby={id}>
      <div className="ssot-panel-head">
        <h2 id={id} className="ssot-panel-title">
          {title}
        </h2>
        {list !== undefined && (
          <ButtonLink small variant="ghost" to={list}>
            See all
          </ButtonLink>
        )}
      </div>
      {page?.data.length === 0 && <p className="ssot-panel-empty">None yet</p>}
      {page?.data.length !== 0 && (
        <ul className="ssot-latest">
          {page?.data.map((row, index) => (
            <li key={index} className="ssot-latest-row">
              <ListedRecord model={model} row={row} stamp={stamp} />
            </li>
          ))}
          {page === undefined && SKELETON}
        </ul>
      )}
    </section>
  )
}

const SKELETON = Array.from({ length: ROWS }, (_, index) => (
  <li key={index} className="ssot-latest-row">
    <span className="ssot-skeleton" />
  </li>
))

function ListedRecord({ model, row, stamp }: { readonly model: ModelManifest; readonly row: Row; readonly stamp: string | undefined }): ReactNode {
  const { manifest, format } = useApp()
  const path = pathOfRecord(manifest, model, row)
  const label = <span className="ssot-text-cell">{labelOfRecord(model, row)}</span>
  const made = stamp === undefined ? undefined : String(row[stamp])
  return (
    <>
      {path === undefined ? (
        <span className="ssot-latest-link">{label}</span>
      ) : (
        <Link to={path} className="ssot-latest-link">
          {label}
        </Link>
      )}
      {made !== undefined && (
        <time className="ssot-muted ssot-small ssot-nowrap" dateTime={made} title={format.dateTime(made)}>
          {format.relative(made)}
        </time>
      )}
    </>
  )
}

'use client'
import type { ModelManifest, Row } from '@ssot/contract'
import { isObject } from '@ssot/runtime-client'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Link } from '../router/link.tsx'
import { labelOfRecord, pathOfRecord } from './record-label.ts'
import { Nothing } from './value-view.tsx'

/** The records that a relation holds, as links to their pages. */
export function RelationView({ target, value }: { readonly target: ModelManifest; readonly value: unknown }): ReactNode {
  if (Array.isArray(value)) {
    const rows = value.filter(isObject)
    if (rows.length === 0) return <Nothing />
    return (
      <span className="ssot-chips">
        {rows.slice(0, 3).map((row, index) => (
          <span key={index} className="ssot-chip">
            <RecordLink target={target} row={row} />
          </span>
        ))}
        {rows.length > 3 && <span className="ssot-muted">+{rows.length - 3}</span>}
      </span>
    )
  }
  return isObject(value) ? <RecordLink target={target} row={value} /> : <Nothing />
}

/** A record's label, linked to its page where it has one. */
export function RecordLink({ target, row }: { readonly target: ModelManifest; readonly row: Row }): ReactNode {
  const { manifest } = useApp()
  const path = pathOfRecord(manifest, target, row)
  const label = labelOfRecord(target, row)
  if (path === undefined) return <span className="ssot-text-cell">{label}</span>
  return (
    <Link to={path} className="ssot-link ssot-text-cell">
      {label}
    </Link>
  )
}

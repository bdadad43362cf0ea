'use client'
import type { ModelManifest } from '@ssot/contract'
import { useCount } from '@ssot/runtime-client/react'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Icon } from '../kit/icon.tsx'
import { findIcon } from '../kit/icon-paths.ts'
import { Link } from '../router/link.tsx'
import { pathOfPage } from '../router/match-page.ts'

/** What the card of a model takes; without `counted` it shows no number. */
export interface ModelCardProps {
  readonly model: ModelManifest
  readonly title: string
  readonly counted: boolean
}

/** How many records a model has, linked to their list. */
export function ModelCard({ model, title, counted }: ModelCardProps): ReactNode {
  const { manifest, format } = useApp()
  const { data: count, error } = useCount(model.name, {}, { enabled: counted })
  return (
    <Link to={pathOfPage(manifest, model.name, 'list') ?? '/'} className="ssot-model-card">
      <span className="ssot-model-card-icon">
        <Icon name={findIcon(model.plural)} size={18} />
      </span>
      <span className="ssot-model-card-name">{title}</span>
      {counted && error === null && (
        <span className="ssot-model-card-count">{count === undefined ? <span className="ssot-skeleton ssot-skeleton-count" /> : format.number(count)}</span>
      )}
    </Link>
  )
}

'use client'
import type { FieldManifest, HistoryEntry, ModelManifest, Row } from '@ssot/contract'
import { useId, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Badge, type Tone } from '../kit/badge.tsx'
import { Author } from './author.tsx'
import { labelOfField, PastValue } from './past-value.tsx'
import { ValueChange } from './value-change.tsx'

const ACTIONS: Readonly<Record<HistoryEntry['action'], { readonly label: string; readonly tone: Tone }>> = {
  create: { label: 'Created', tone: 'success' },
  update: { label: 'Changed', tone: 'neutral' },
  delete: { label: 'Deleted', tone: 'danger' },
  restore: { label: 'Restored', tone: 'accent' },
}

/** One change of a record: what was done, by whom, when, and which values it changed. */
export function HistoryItem({ model, entry }: { readonly model: ModelManifest; readonly entry: HistoryEntry }): ReactNode {
  const { format } = useApp()
  const id = useId()
  const { label, tone } = ACTIONS[entry.action]
  return (
    <li className="ssot-history-item" aria-labelledby={id}>
      <p className="ssot-history-head" id={id}>
        <Badge tone={tone}>{label}</Badge>
        <span className="ssot-history-author">
          by <Author by={entry.by} />
        </span>
        <time className="ssot-history-time ssot-muted ssot-small" dateTime={entry.at} title={entry.at}>
          {format.dateTime(entry.at)} <span className="ssot-nowrap">({format.relative(entry.at)})</span>
        </time>
      </p>
      <Changes model={model} entry={entry} />
    </li>
  )
}

function Changes({ model, entry }: { readonly model: ModelManifest; readonly entry: HistoryEntry }): ReactNode {
  const { manifest } = useApp()
  const { action, before, after, changed } = entry
  if (action !== 'update' || before === null) return <Image model={model} row={after ?? before ?? {}} label={action === 'delete' ? 'The record as it was' : 'The record as it became'} />
  const fields = withoutStamp(model, changed).flatMap((name): [string, FieldManifest][] => (model.fields[name] ? [[name, model.fields[name]]] : []))
  return (
    <dl className="ssot-changes">
      {fields.map(([name, field]) => (
        <div key={name} className="ssot-change">
          <dt className="ssot-term">{labelOfField(manifest, model, name)}</dt>
          <dd className="ssot-definition">
            <ValueChange model={model} name={name} field={field} before={before} after={after ?? {}} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

// That a changed record says when it was changed says nothing beside the change itself.
function withoutStamp({ traits }: ModelManifest, changed: readonly string[]): readonly string[] {
  const others = changed.filter((name) => name !== traits.stamps?.updated)
  return others.length === 0 ? changed : others
}

// A record whole is looked at now and then; a list of such would hide what was changed.
function Image({ model, row, label }: { readonly model: ModelManifest; readonly row: Row; readonly label: string }): ReactNode {
  const { manifest } = useApp()
  const fields = Object.entries(model.fields).filter(([name]) => Object.hasOwn(row, name))
  if (fields.length === 0) return null
  return (
    <details className="ssot-history-image">
      <summary className="ssot-history-summary">{label}</summary>
      <dl className="ssot-changes">
        {fields.map(([name, field]) => (
          <div key={name} className="ssot-change">
            <dt className="ssot-term">{labelOfField(manifest, model, name)}</dt>
            <dd className="ssot-definition">
              <PastValue mode="detail" model={model} name={name} field={field} row={row} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

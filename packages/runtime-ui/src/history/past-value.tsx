'use client'
import type { Manifest, ModelManifest } from '@ssot/contract'
import { useRecord } from '@ssot/runtime-client/react'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { selectLabel } from '../values/record-label.ts'
import { RecordLink } from '../values/relation-view.tsx'
import { ValueView, type ValueViewProps } from '../values/value-view.tsx'

/** A value of a version; the key of another record is shown as that record. */
export function PastValue(props: ValueViewProps): ReactNode {
  const { manifest } = useApp()
  const [value, target] = [props.row[props.name], targetOfKey(manifest, props.model, props.name)]
  if (target !== undefined && (typeof value === 'string' || typeof value === 'number')) return <RecordOf target={target} id={value} />
  return <ValueView {...props} />
}

/** What a field is called where its values are shown: a key, after the record that it leads to. */
export function labelOfField(manifest: Manifest, model: ModelManifest, name: string): string {
  const field = model.fields[name]
  const relation = targetOfKey(manifest, model, name) && model.relations[field?.relation ?? '']
  return relation?.label ?? field?.label ?? name
}

// The model whose records a field's values are the keys of; undefined where they are not, or where these may not be read.
function targetOfKey(manifest: Manifest, model: ModelManifest, name: string): ModelManifest | undefined {
  const relation = model.relations[model.fields[name]?.relation ?? '']
  const target = relation?.via.length === 1 ? manifest.models[relation.model] : undefined
  return target?.can.read && target.key.length === 1 && target.key[0] === relation?.references[0] ? target : undefined
}

/** A record by its key: linked by its name, or the key itself where it cannot be read. */
export function RecordOf({ target, id }: { readonly target: ModelManifest; readonly id: string | number }): ReactNode {
  const { data: row } = useRecord(target.name, id, { select: selectLabel(target) })
  return row === undefined ? <span className="ssot-code">{id}</span> : <RecordLink target={target} row={row} />
}

import type { Manifest, ModelManifest, Row } from '@ssot/contract'
import { encodeKey } from '@ssot/runtime-client'
import { fillPath, pathOfPage } from '../router/match-page.ts'

/** What stands for a record in lists, pickers and headings: its display value, else its key. */
export function labelOfRecord(model: Pick<ModelManifest, 'display' | 'key' | 'label'>, row: Row): string {
  const shown = model.display === null ? undefined : row[model.display]
  if (shown !== undefined && shown !== null && shown !== '') return String(shown)
  const key = model.key.map((field) => row[field]).filter((part) => part !== undefined && part !== null)
  return key.length > 0 ? key.map(String).join(' · ') : model.label
}

/** A record's key as it stands in a path; undefined where the row does not hold it whole. */
export function keyOfRecord(model: Pick<ModelManifest, 'key'>, row: Row): string | undefined {
  const whole = model.key.length > 0 && model.key.every((field) => row[field] !== undefined && row[field] !== null)
  return whole ? encodeKey(model, row) : undefined
}

/** The key's fields of a record, as `where` of a call. */
export function whereOfRecord(model: Pick<ModelManifest, 'key'>, row: Row): Row {
  return Object.fromEntries(model.key.map((field) => [field, row[field]]))
}

/** Path of a record's own page; undefined where there is none for this principal. */
export function pathOfRecord(manifest: Pick<Manifest, 'pages'>, model: ModelManifest, row: Row): string | undefined {
  const [pattern, key] = [pathOfPage(manifest, model.name, 'detail'), keyOfRecord(model, row)]
  return pattern === undefined || key === undefined ? undefined : fillPath(pattern, [key])
}

/** What to select of a record to link it and to name it. */
export function selectLabel(model: Pick<ModelManifest, 'key' | 'display'>): { readonly [field: string]: true } {
  const names = model.display === null ? model.key : [...model.key, model.display]
  return Object.fromEntries(names.map((name) => [name, true]))
}

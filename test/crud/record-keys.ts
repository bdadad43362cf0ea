import type { ModelManifest } from '@ssot/contract'
import { isSameValue } from './compare-values.ts'
import { shorten, type Row } from './http-api.ts'
import type { StoredRecord } from './record-store.ts'

/** A filter that finds the record by its key. */
export function keyFilter(manifest: ModelManifest, record: StoredRecord): Row {
  return Object.fromEntries(manifest.key.map((name) => [name, record.data[name] ?? record.sent[name]]))
}

/** Fails unless a row is the record. */
export function expectKey(manifest: ModelManifest, record: StoredRecord, row: Row): void {
  if (!isSameKey(manifest, record, row)) throw new Error(`another record was answered: ${shorten(row)}`)
}

/** Whether a row has the record's key. */
export function isSameKey(manifest: ModelManifest, record: StoredRecord, row: Row): boolean {
  return manifest.key.every((name) => {
    const field = record.model.fields.get(name)
    return field !== undefined && isSameValue(field, record.data[name] ?? record.sent[name], row[name])
  })
}

import type { FieldManifest } from '@ssot/contract'

/** Whether lists can be ordered by a field: by one that is stored, and known of every record. */
export function isOrderable(field: FieldManifest | undefined): field is FieldManifest {
  return field !== undefined && field.read && !field.computed && !field.conditional && !field.list && field.kind !== 'json' && field.kind !== 'bytes'
}

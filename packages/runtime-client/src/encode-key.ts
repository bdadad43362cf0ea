import type { ModelManifest } from '@ssot/contract'

/** A record's key as callers hold it: the value of a single key, or an object (a row will do) with every key field. */
export type RecordKey = string | number | { readonly [field: string]: unknown }

/** The part of a model's manifest that says how its records are addressed. */
export type KeyedModel = Pick<ModelManifest, 'key' | 'fields'>

/** A key as it stands in a path: its parts in the model's order, each URL-encoded, joined by commas. */
export function encodeKey(model: Pick<KeyedModel, 'key'>, key: RecordKey): string {
  if (typeof key !== 'object') return encodeURIComponent(String(key))
  return model.key.map((field) => encodeURIComponent(String(key[field]))).join(',')
}

/** The key that a path segment stands for, values parsed by their fields' kinds; undefined when it cannot be a key of this model. */
export function decodeKey(model: KeyedModel, segment: string): { readonly [field: string]: string | number | boolean } | undefined {
  const parts = segment.split(',')
  // An empty segment is the address of the list.
  if (segment === '' || parts.length !== model.key.length) return undefined
  const entries: [string, string | number | boolean][] = []
  for (const [position, field] of model.key.entries()) {
    const text = decodePart(parts[position] ?? '')
    if (text === undefined) return undefined
    const value = parseKeyPart(model.fields[field]?.kind, text)
    if (value === undefined) return undefined
    entries.push([field, value])
  }
  return Object.fromEntries(entries)
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

function parseKeyPart(kind: string | undefined, text: string): string | number | boolean | undefined {
  if (kind === 'int' || kind === 'float') {
    const value = Number(text)
    return text.trim() === '' || Number.isNaN(value) ? undefined : value
  }
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  return text
}

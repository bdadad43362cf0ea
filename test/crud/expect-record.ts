import type { ModelManifest } from '@ssot/contract'
import { isSameValue } from './compare-values.ts'
import { shorten, type Row } from './http-api.ts'
import type { CrudField, CrudModel } from './schema-model.ts'

// Names that may tell of a secret, for which the server may have a rule: wider than any sensible rule, so that it explains every case.
const TELLING = /pass|secret|token|key|salt|pin|code|private|credential|hash|digest|recovery|backup/i

// Annotations that may keep a field from being read or set.
const EXPLAINING = ['hidden', 'writeOnly', 'readOnly', 'computed', 'owner', 'set', 'immutable', 'policy', 'deny', 'softDelete']

/** Faults of the manifest that nothing in the schema explains: fields that cannot be read, set on create, or are missing. */
export function checkManifest(model: CrudModel, manifest: ModelManifest, isCreatable: boolean): readonly string[] {
  return [...model.fields.values()].flatMap((field) => {
    const shown = manifest.fields[field.name]
    const explained = EXPLAINING.some((name) => field.annotations.has(name)) || model.annotations.has('tenant') || model.annotations.has('softDelete')
    if (explained) return []
    if (shown === undefined) return [`the manifest lacks ${field.name}`]
    const isKey = field.isId || (manifest.key.includes(field.name) && field.default.from === 'function')
    const isStamp = /^(?:created|updated)(?:At|_at)$/.test(field.name) && field.default.from === 'function'
    const isSetByServer = field.isUpdatedAt || isStamp || /^deleted(?:At|_at)$/.test(field.name) || (isKey && field.default.from === 'function')
    return [
      ...(shown.read || TELLING.test(field.name) ? [] : [`${field.name} cannot be read`]),
      ...(shown.create || isSetByServer || !isCreatable ? [] : [`${field.name} cannot be set on create`]),
    ]
  })
}

/** Fails unless a record holds exactly the readable fields, and in each what was sent. */
export function expectRecord(model: CrudModel, manifest: ModelManifest, sent: Row, got: Row): void {
  const faults = [...model.fields.values()].flatMap((field) => checkField(field, manifest, sent, got))
  const known = new Set([...model.fields.keys(), ...Object.keys(manifest.fields)])
  const unknown = Object.keys(got).filter((name) => !known.has(name))
  if (unknown.length > 0) faults.push(`it has ${unknown.join(', ')}, which nobody asked for`)
  if (faults.length > 0) throw new Error(faults.join('; '))
}

function checkField(field: CrudField, manifest: ModelManifest, sent: Row, got: Row): string[] {
  if (manifest.fields[field.name]?.read !== true) return Object.hasOwn(got, field.name) ? [`${field.name} is answered although it cannot be read`] : []
  if (!(field.name in got)) return [`${field.name} is missing`]
  if (!Object.hasOwn(sent, field.name)) return checkDefault(field, got[field.name])
  return isSameValue(field, sent[field.name], got[field.name]) ? [] : [`${field.name} was sent as ${shorten(sent[field.name])} and is ${shorten(got[field.name])}`]
}

function checkDefault(field: CrudField, got: unknown): string[] {
  if (field.annotations.has('set') || field.annotations.has('owner')) return []
  if (field.default.from === 'function' || field.isUpdatedAt) return got === null ? [`${field.name} is null although it has a default`] : []
  const expected = field.default.from === 'literal' ? literalOf(field, field.default.value) : field.list ? [] : null
  return isSameValue(field, expected, got) ? [] : [`${field.name} has the default ${shorten(expected)} and is ${shorten(got)}`]
}

// The datamodel writes Json defaults as text and BigInt and Decimal as either.
function literalOf(field: CrudField, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => literalOf(field, item))
  if (field.type === 'Json' && typeof value === 'string') return JSON.parse(value)
  return field.type === 'Decimal' || field.type === 'BigInt' ? String(value) : value
}

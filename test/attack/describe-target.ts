import type { SsotServer } from '@ssot/runtime-server'

/** What the parent of a target needs to know of its registry. */
export interface TargetDescription {
  readonly provider: string
  readonly models: readonly TargetModel[]
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** Values that rows hold, by a field's name or else its kind; absent: whatever fits the kind. */
  readonly samples?: Readonly<Record<string, readonly unknown[]>>
}

export interface TargetModel {
  readonly name: string
  readonly path: string
  readonly hidden: boolean
  readonly key: readonly string[]
  readonly uniques: readonly { readonly name: string; readonly fields: readonly string[] }[]
  readonly fields: readonly TargetField[]
  readonly relations: readonly { readonly name: string; readonly model: string; readonly list: boolean; readonly hidden: boolean; readonly from: readonly string[] }[]
}

export interface TargetField {
  readonly name: string
  readonly kind: string
  readonly enum: string | null
  readonly list: boolean
  readonly required: boolean
  readonly hasDefault: boolean
  readonly visibility: 'normal' | 'writeOnly' | 'hidden'
  readonly creates: boolean
  readonly updates: boolean
}

/** The registry as plain data. */
export function describeTarget({ registry }: SsotServer): TargetDescription {
  return {
    provider: registry.provider,
    enums: Object.fromEntries([...registry.enums.values()].map(({ name, values }) => [name, values])),
    models: [...registry.models.values()].map((model) => ({
      name: model.name,
      path: model.path,
      hidden: model.hidden,
      key: model.key?.fields ?? [],
      uniques: model.uniques.map(({ name, fields }) => ({ name, fields })),
      fields: [...model.fields.values()].map((field) => ({
        name: field.name,
        kind: field.kind,
        enum: field.enum ?? null,
        list: field.list,
        required: field.required,
        hasDefault: field.default.from !== 'none',
        visibility: field.visibility,
        creates: field.clientCreates,
        updates: field.clientUpdates,
      })),
      relations: [...model.relations.values()].map(({ name, model: target, list, hidden, from }) => ({ name, model: target, list, hidden, from })),
    })),
  }
}

import type { Field, Key, Model, Relation } from '../registry/registry.ts'

/** A typed value of a field: string, number, bigint, boolean, Date, Uint8Array, decimal as string, JSON, or a list of them. */
export type FieldValue = unknown

export type Comparison =
  | 'equals'
  | 'in'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'has'
  | 'hasEvery'
  | 'hasSome'
  | 'isEmpty'

/** A condition over one model's rows. */
export type Where =
  | { readonly op: 'always' }
  | { readonly op: 'and' | 'or'; readonly args: readonly Where[] }
  | { readonly op: 'not'; readonly arg: Where }
  | { readonly op: 'isNull'; readonly field: Field }
  | { readonly op: 'compare'; readonly field: Field; readonly by: Comparison; readonly value: FieldValue; readonly insensitive: boolean }
  | { readonly op: 'relation'; readonly relation: Relation; readonly quantifier: 'some' | 'every' | 'none' | 'is' | 'isNot'; readonly where: Where }
  /** A to-one relation that points nowhere. */
  | { readonly op: 'absent'; readonly relation: Relation }

export interface OrderBy {
  /** To-one relations to follow, then the field. */
  readonly via: readonly Relation[]
  readonly field: Field
  readonly direction: 'asc' | 'desc'
  readonly nulls?: 'first' | 'last'
}

/** What of a record is answered. */
export interface Selection {
  readonly fields: readonly Field[]
  readonly relations: readonly RelationSelection[]
  /** To-many relations whose rows are counted. */
  readonly counts: readonly Relation[]
}

export interface RelationSelection {
  readonly relation: Relation
  readonly model: Model
  readonly selection: Selection
  /** Set on to-many relations only. */
  readonly list?: { readonly where: Where; readonly orderBy: readonly OrderBy[]; readonly take: number; readonly skip: number }
}

/** A list query, parsed: every name in it is of the registry. */
export interface ListQuery {
  readonly model: Model
  readonly where: Where
  readonly orderBy: readonly OrderBy[]
  readonly selection: Selection
  readonly take: number
  readonly skip: number
  readonly count: 'none' | 'exact'
}

/** One record addressed by a unique. */
export interface RecordKey {
  readonly key: Key
  readonly values: Readonly<Record<string, FieldValue>>
}

import type { Field, Key, Model, Relation } from '../registry/registry.ts'
import type { TreeTrait } from '../registry/traits/traits.ts'

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

/** How a field is compared with another one. */
export type FieldComparison = Extract<Comparison, 'equals' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'endsWith'>

/** What is asked of a value in a JSON document. `isNull`: there is none, or the document is NULL. */
export type JsonComparison =
  | 'equals'
  | 'isNull'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'string_contains'
  | 'string_starts_with'
  | 'string_ends_with'
  | 'array_contains'
  | 'array_starts_with'
  | 'array_ends_with'

/**
 * A condition over one model's rows. `up`: not of the row itself but of the one that many relations further out.
 * `exact`: texts are compared letter by letter and ordered by code points, whatever the column's collation; a list that was never set is empty.
 */
export type Where =
  | { readonly op: 'always' }
  | { readonly op: 'and' | 'or'; readonly args: readonly Where[] }
  | { readonly op: 'not'; readonly arg: Where }
  | { readonly op: 'isNull'; readonly field: Field; readonly up?: number }
  | { readonly op: 'compare'; readonly field: Field; readonly by: Comparison; readonly value: FieldValue; readonly insensitive: boolean; readonly exact?: boolean; readonly up?: number }
  /** Two fields of one row, by the name of their model; or `field` of the row `own` relations further out, and `other` of the one `up` further out. */
  | {
      readonly op: 'compareFields'
      readonly model: string
      readonly field: Field
      readonly by: FieldComparison
      readonly other: Field
      readonly insensitive: boolean
      readonly exact?: boolean
      readonly own?: number
      readonly up?: number
    }
  /** Of the value at a path of a Json field; an empty path is the document. */
  | { readonly op: 'json'; readonly field: Field; readonly path: readonly string[]; readonly by: JsonComparison; readonly value: FieldValue; readonly insensitive: boolean }
  | { readonly op: 'relation'; readonly relation: Relation; readonly quantifier: 'some' | 'every' | 'none' | 'is' | 'isNot'; readonly where: Where; readonly up?: number }
  /** A to-one relation that points nowhere. */
  | { readonly op: 'absent'; readonly relation: Relation }

export interface OrderBy {
  /** To-one relations to follow, then the field. */
  readonly via: readonly Relation[]
  readonly field: Field
  readonly direction: 'asc' | 'desc'
  readonly nulls?: 'first' | 'last'
  /** What the records on the way must fulfil, as a condition on the record that is ordered: where it does not hold, the value counts as null. */
  readonly where?: Where
}

/** What of a record is answered. */
export interface Selection {
  readonly fields: readonly Field[]
  readonly relations: readonly RelationSelection[]
  readonly counts: readonly RelationCount[]
  /** By field: what a record must fulfil for the field to be answered; where it does not, the field is absent. */
  readonly conditions?: ReadonlyMap<string, Where>
}

/** A to-many relation whose rows are counted, those that match. */
export interface RelationCount {
  readonly relation: Relation
  readonly where: Where
}

export interface RelationSelection {
  readonly relation: Relation
  readonly model: Model
  readonly selection: Selection
  /** Of a to-one relation: a record that does not fulfil it counts as absent. */
  readonly where?: Where
  /** Set on to-many relations only. */
  readonly list?: { readonly where: Where; readonly orderBy: readonly OrderBy[]; readonly distinct: readonly Field[]; readonly take: number; readonly skip: number }
}

/** Values of an order's fields in one row, as the database's own text; null is NULL. */
export type Position = readonly (string | null)[]

/** By the order's first term: equal in it, behind it with a value, without a value; `values`: the first two together. */
export type CursorPart = 'ties' | 'beyond' | 'values' | 'nulls'

/** Where a page begins that is no offset: at a row's place in the order, whether or not that row is still there. */
export interface Cursor {
  readonly position: Position
  /** `prev`: the page ends at the position. It is answered in the order asked for all the same. */
  readonly direction: 'next' | 'prev'
  /** Whether a row at the very position is of the page. */
  readonly inclusive: boolean
  /** Only some of the rows behind, where a database finds them faster one part after the other. */
  readonly part?: CursorPart
}

/** A list query, parsed: every name in it is of the registry. */
export interface ListQuery {
  readonly model: Model
  readonly where: Where
  readonly orderBy: readonly OrderBy[]
  /** Where any are named: the first record only, in the order, of those that have the same values. */
  readonly distinct: readonly Field[]
  readonly selection: Selection
  readonly take: number
  readonly skip: number
  readonly cursor?: Cursor
  /** `estimated`: exact as far as a limit. */
  readonly count: 'none' | 'exact' | 'estimated'
}

/** One record addressed by a unique. */
export interface RecordKey {
  readonly key: Key
  readonly values: Readonly<Record<string, FieldValue>>
  /** What the record must fulfil beside; one that does not is not there. */
  readonly where?: Where
}

/** A walk down a tree, from the records of a condition. */
export interface TreeQuery {
  readonly model: Model
  readonly tree: TreeTrait
  /** Of the records that it begins with. */
  readonly where: Where
  /** Of every record below them; where it does not hold, nothing below is reached either. */
  readonly below: Where
  readonly orderBy: readonly OrderBy[]
  readonly selection: Selection
  /** How many levels are answered. */
  readonly depth: number
  /** How many records, at most. */
  readonly limit: number
}

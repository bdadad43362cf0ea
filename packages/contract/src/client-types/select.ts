import type { FieldOf, IsListOf, ListRelationOf, ModelName, OrderByOf, RecordOf, RelationOf, TargetOf, WhereOf } from './register.ts'
import type { OneOrMany } from './values.ts'

// Which fields and relations an answer holds: the arguments, and the type of the record that they lead to.

/** Arguments that narrow and order a list. `cursor` is the token of `nextCursor` or `prevCursor`. */
export interface ListArgs<M extends ModelName> {
  readonly where?: WhereOf<M>
  readonly orderBy?: OneOrMany<OrderByOf<M>>
  readonly take?: number
  readonly skip?: number
  readonly cursor?: string
  readonly distinct?: OneOrMany<FieldOf<M>>
}

/** Arguments of a relation within `select` or `include`. */
export type NestedArgs<M extends ModelName, R extends RelationOf<M>> = IsListOf<M, R> extends false
  ? SelectionArgs<TargetOf<M, R>>
  : SelectionArgs<TargetOf<M, R>> & Omit<ListArgs<TargetOf<M, R>>, 'cursor'>

/** What an answer holds: the named fields and relations only (`select`), or all fields with relations added and fields left out. */
export interface SelectionArgs<M extends ModelName> {
  readonly select?: SelectOf<M>
  readonly include?: IncludeOf<M>
  readonly omit?: OmitOf<M>
}

/** `_count: true` counts every list; else the named ones. */
export type CountArgs<M extends ModelName> =
  | boolean
  | { readonly select: { readonly [R in ListRelationOf<M>]?: boolean | { readonly where: WhereOf<TargetOf<M, R>> } } }

/** Fields and relations to answer with, and nothing else. */
export type SelectOf<M extends ModelName> = { readonly [F in FieldOf<M>]?: boolean } & IncludeOf<M>

/** Relations to add to the fields. */
export type IncludeOf<M extends ModelName> = { readonly [R in RelationOf<M>]?: boolean | NestedArgs<M, R> } & {
  readonly _count?: CountArgs<M>
}

/** Fields to leave out. */
export type OmitOf<M extends ModelName> = { readonly [F in FieldOf<M>]?: boolean }

/** The three arguments with what was really passed, so that the answer's type follows from it. */
export interface SelectionShape<M extends ModelName, S, I, O> {
  readonly select?: S & Exact<S, SelectOf<M>>
  readonly include?: I & Exact<I, IncludeOf<M>>
  readonly omit?: O & Exact<O, OmitOf<M>>
}

/** A record as answered: a to-one relation is null where there is none, or none that the caller may read. */
export type ResultOf<M extends ModelName, S = undefined, I = undefined, O = undefined> = S extends object
  ? Flat<Pick<RecordOf<M>, Extract<Wanted<S>, keyof RecordOf<M>>> & Related<M, S>>
  : Flat<Omit<RecordOf<M>, O extends object ? Wanted<O> : never> & (I extends object ? Related<M, I> : unknown)>

type Wanted<S> = { [K in keyof S]: S[K] extends false | undefined ? never : K }[keyof S]

type Related<M extends ModelName, S> = {
  [R in Extract<Wanted<S>, RelationOf<M>>]: RelatedRecord<M, R, S[R & keyof S]>
} & ('_count' extends Wanted<S> ? { _count: Counts<M, S['_count' & keyof S]> } : unknown)

type RelatedRecord<M extends ModelName, R extends RelationOf<M>, A> = IsListOf<M, R> extends false
  ? Nested<TargetOf<M, R>, A> | null
  : Nested<TargetOf<M, R>, A>[]

type Nested<M extends ModelName, A> = A extends object
  ? ResultOf<M, Member<A, 'select'>, Member<A, 'include'>, Member<A, 'omit'>>
  : ResultOf<M>

type Member<A, K extends string> = A extends { readonly [P in K]: infer Value } ? Value : undefined

type Counts<M extends ModelName, A> = A extends { readonly select: infer Named }
  ? { [R in Extract<Wanted<Named>, string>]: number }
  : { [R in ListRelationOf<M>]: number }

type Flat<T> = { [K in keyof T]: T[K] }

type Leaf = string | number | bigint | boolean | null | undefined | Date | Uint8Array

/** `A` itself where each of its members is known to `C`, at any depth; an unknown member asks for the impossible. */
export type Exact<A, C> = A extends Leaf
  ? A
  : A extends readonly unknown[]
    ? { readonly [K in keyof A]: Exact<A[K], Item<C>> }
    : { readonly [K in keyof A]: K extends KeyOf<C> ? Exact<A[K], ValueOf<C, K>> : `unknown name: ${K & string}` }

type Item<C> = C extends readonly (infer Value)[] ? Value : never
type KeyOf<C> = C extends Leaf | readonly unknown[] ? never : keyof C
type ValueOf<C, K> = C extends Leaf | readonly unknown[] ? never : K extends keyof C ? C[K] : never

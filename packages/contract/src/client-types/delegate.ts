import type { HistoryPage } from '../manifest/history.ts'
import type { RecordVerdicts } from '../manifest/manifest.ts'
import type { CreateOf, FieldOf, ModelName, NumericOf, OrderByOf, RecordOf, UpdateOf, WhereOf, WhereUniqueOf } from './register.ts'
import type { IncludeOf, ListArgs, OmitOf, ResultOf, SelectOf, SelectionShape } from './select.ts'
import type { OneOrMany } from './values.ts'

// The calls that an SDK offers for each model. `S`, `I`, `O` are inferred from `select`, `include`, `omit`.

/** Options of a single call. */
export interface CallOptions {
  /** An `AbortSignal`: aborting it cancels the request. */
  readonly signal?: { readonly aborted: boolean }
}

/** A record's key: its value where it is one field, else the parts by name. */
export type KeyOf<M extends ModelName> = string | number | bigint | { readonly [F in FieldOf<M>]?: RecordOf<M>[F & keyof RecordOf<M>] }

/** Which total to count beside a list. */
export type CountMode = 'none' | 'exact' | 'estimated'

/** Arguments that only the outermost list takes. */
export interface FindManyArgs<M extends ModelName> extends ListArgs<M> {
  /** Case-insensitive contains over the readable search fields. */
  readonly search?: string
  readonly count?: CountMode
}

/** What a list says beside its records. */
export interface PageMeta {
  readonly take: number
  readonly skip?: number
  readonly hasMore: boolean
  readonly nextCursor?: string
  readonly prevCursor?: string
  readonly total?: number
  /** There are more than `total`. */
  readonly totalIsMinimum?: boolean
  /** The relations whose nested lists have more, as `comments.replies`. */
  readonly truncated?: readonly string[]
  readonly position?: string
}

/** One page of a list. */
export interface RecordPage<T> {
  readonly data: T[]
  readonly meta: PageMeta
}

/** Answer of a bulk write. */
export interface BulkCount {
  readonly count: number
}

/** Target of a bulk write; every record of the model only when asked for by name. */
export type BulkTarget<M extends ModelName> = { readonly where: WhereOf<M> } | { readonly all: true }

/** Functions over many records, and which of them. */
export interface AggregateFunctions<M extends ModelName> {
  readonly where?: WhereOf<M>
  readonly search?: string
  readonly _count?: boolean | { readonly [F in FieldOf<M> | '_all']?: boolean }
  readonly _sum?: { readonly [F in NumericOf<M>]?: boolean }
  readonly _avg?: { readonly [F in NumericOf<M>]?: boolean }
  readonly _min?: { readonly [F in FieldOf<M>]?: boolean }
  readonly _max?: { readonly [F in FieldOf<M>]?: boolean }
}

/** An aggregate, over one page of the list where `take` or `skip` says so. */
export interface AggregateArgs<M extends ModelName> extends AggregateFunctions<M> {
  readonly orderBy?: OneOrMany<OrderByOf<M>>
  readonly take?: number
  readonly skip?: number
}

/** Answer of an aggregate: the asked functions; a function over no rows is null. */
export interface AggregateResult<M extends ModelName> {
  readonly _count?: number | { readonly [F in FieldOf<M> | '_all']?: number }
  readonly _sum?: { readonly [F in NumericOf<M>]?: RecordOf<M>[F & keyof RecordOf<M>] | null }
  readonly _avg?: { readonly [F in NumericOf<M>]?: number | string | null }
  readonly _min?: { readonly [F in FieldOf<M>]?: RecordOf<M>[F & keyof RecordOf<M>] | null }
  readonly _max?: { readonly [F in FieldOf<M>]?: RecordOf<M>[F & keyof RecordOf<M>] | null }
}

/** Arguments of a grouped aggregate; `having` is a filter over the groups. */
export interface GroupArgs<M extends ModelName, F extends FieldOf<M>> extends AggregateFunctions<M> {
  readonly by: OneOrMany<F>
  readonly having?: { readonly [name: string]: unknown }
  readonly orderBy?: OneOrMany<{ readonly [name: string]: unknown }>
  readonly take?: number
  readonly skip?: number
}

/** One group: the fields it is grouped by, and its aggregates. */
export type GroupResult<M extends ModelName, F extends FieldOf<M>> = Pick<RecordOf<M>, F & keyof RecordOf<M>> & AggregateResult<M>

type Selects<M extends ModelName> = SelectOf<M> | undefined
type Includes<M extends ModelName> = IncludeOf<M> | undefined
type Omits<M extends ModelName> = OmitOf<M> | undefined

/** Reads of one model. */
export interface ReadDelegate<M extends ModelName> {
  /** The records of one page (20 unless `take` says otherwise). */
  findMany<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args?: FindManyArgs<M> & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O>[]>
  /** One page with its cursors and counts. */
  findPage<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args?: FindManyArgs<M> & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<RecordPage<ResultOf<M, S, I, O>>>
  /** The first record of a list, or null. */
  findFirst<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args?: FindManyArgs<M> & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O> | null>
  /** The record with a unique value, or null. */
  findUnique<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args: { readonly where: WhereUniqueOf<M> } & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O> | null>
  /** The record with a key; throws `DATA.NOT_FOUND` where there is none that may be seen. */
  get<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    key: KeyOf<M>,
    args?: SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O>>
  count(args?: { readonly where?: WhereOf<M>; readonly search?: string } & CallOptions): Promise<number>
  /** What may be done with a record. */
  can(key: KeyOf<M>, options?: CallOptions): Promise<RecordVerdicts>
  /** What was done to a record of an audited model, newest first; throws `REQUEST.NO_ROUTE` for any other model. */
  history(key: KeyOf<M>, args?: { readonly take?: number; readonly cursor?: string } & CallOptions): Promise<HistoryPage>
  aggregate(args: AggregateArgs<M>): Promise<AggregateResult<M>>
  groupBy<const F extends FieldOf<M>>(args: GroupArgs<M, F>): Promise<GroupResult<M, F>[]>
}

/** Writes of one model. */
export interface WriteDelegate<M extends ModelName> {
  create<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args: { readonly data: CreateOf<M> } & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O>>
  update<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args: { readonly where: WhereUniqueOf<M>; readonly data: UpdateOf<M> } & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O>>
  upsert<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args: { readonly where: WhereUniqueOf<M>; readonly create: CreateOf<M>; readonly update: UpdateOf<M> } & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O>>
  /** Answers the last state that the caller may see. */
  delete<const S extends Selects<M> = undefined, const I extends Includes<M> = undefined, const O extends Omits<M> = undefined>(
    args: { readonly where: WhereUniqueOf<M> } & SelectionShape<M, S, I, O> & CallOptions,
  ): Promise<ResultOf<M, S, I, O>>
  createMany(args: { readonly data: readonly CreateOf<M>[]; readonly skipDuplicates?: boolean }): Promise<BulkCount>
  updateMany(args: BulkTarget<M> & { readonly data: UpdateOf<M> }): Promise<BulkCount>
  deleteMany(args: BulkTarget<M>): Promise<BulkCount>
}

/** The calls of one model; a view has reads only. */
export type Delegate<M extends ModelName> = [UpdateOf<M>] extends [never] ? ReadDelegate<M> : ReadDelegate<M> & WriteDelegate<M>

/** The calls of every model, by the model's name with a small first letter: `sdk.blogPost.findMany()`. */
export type Delegates = { readonly [M in ModelName as Uncapitalize<M>]: Delegate<M> }

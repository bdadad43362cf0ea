// The one place where an application's schema enters the types: `ssot types` writes `SsotSchema` and merges it into
// `Register`; everything else here is derived from it, so that no application ever writes a generic.

/** Filled by declaration merging in `ssot.d.ts`: `interface Register { schema: SsotSchema }`. Empty, every model is untyped. */
export interface Register {}

/** What `ssot types` says of one model; each member is a closed interface. */
export interface ModelTypes {
  /** Readable scalar fields as they are in memory: Date, bigint, Uint8Array, Decimal as text. */
  readonly record: object
  /** By relation field: the other model, and whether it is a list. */
  readonly relations: object
  /** Input of a create and of an update; `never` where there is none. */
  readonly create: unknown
  readonly update: unknown
  readonly where: object
  readonly whereUnique: unknown
  readonly orderBy: object
  /** Names of the fields that can be summed and averaged. */
  readonly numeric: string
}

/** A model of an application that has no `ssot.d.ts`. */
export interface AnyModelTypes {
  readonly record: { readonly [field: string]: unknown }
  readonly relations: { readonly [relation: string]: { readonly model: string; readonly list: boolean } }
  readonly create: { readonly [field: string]: unknown }
  readonly update: { readonly [field: string]: unknown }
  readonly where: { readonly [field: string]: unknown }
  readonly whereUnique: { readonly [field: string]: unknown }
  readonly orderBy: { readonly [field: string]: unknown }
  readonly numeric: string
}

/** Every model of the application by name. */
export type Models = Register extends { readonly schema: { readonly models: infer Known } }
  ? Known
  : { readonly [model: string]: AnyModelTypes }

/** Name of a model as it stands in the schema. */
export type ModelName = Extract<keyof Models, string>

/** One member of a model's types. */
export type PartOf<M extends ModelName, Part extends keyof ModelTypes> =
  Models[M] extends { readonly [P in Part]: infer Value } ? Value : never

/** Readable scalar fields of a model. */
export type RecordOf<M extends ModelName> = PartOf<M, 'record'>
/** Input of a create. */
export type CreateOf<M extends ModelName> = PartOf<M, 'create'>
/** Input of an update: plain values or operations. */
export type UpdateOf<M extends ModelName> = PartOf<M, 'update'>
/** A filter. */
export type WhereOf<M extends ModelName> = PartOf<M, 'where'>
/** One of the model's uniques with its value. */
export type WhereUniqueOf<M extends ModelName> = PartOf<M, 'whereUnique'>
/** One term of an order. */
export type OrderByOf<M extends ModelName> = PartOf<M, 'orderBy'>
/** Names of readable scalar fields. */
export type FieldOf<M extends ModelName> = Extract<keyof RecordOf<M>, string>
/** Names of relation fields. */
export type RelationOf<M extends ModelName> = Extract<keyof PartOf<M, 'relations'>, string>
/** Names of fields that can be summed and averaged. */
export type NumericOf<M extends ModelName> = Extract<PartOf<M, 'numeric'>, string>

/** The model at the other end of a relation. */
export type TargetOf<M extends ModelName, R extends RelationOf<M>> =
  PartOf<M, 'relations'>[R] extends { readonly model: infer Target } ? Extract<Target, ModelName> : never

/** Whether a relation leads to many records. */
export type IsListOf<M extends ModelName, R extends RelationOf<M>> =
  PartOf<M, 'relations'>[R] extends { readonly list: infer List } ? List : never

/** Names of the relations that lead to many records. */
export type ListRelationOf<M extends ModelName> = {
  [R in RelationOf<M>]: IsListOf<M, R> extends false ? never : R
}[RelationOf<M>]

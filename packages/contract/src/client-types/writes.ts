import type { OneOrMany } from './values.ts'

// Operations inside an update, and nested writes. Each is under the policy of the model it touches.

/** Change of a number, by one of the operations. */
export interface NumberChange<T> {
  readonly set?: T
  readonly increment?: T
  readonly decrement?: T
  readonly multiply?: T
  readonly divide?: T
}

/** Change of any other scalar. */
export interface ValueChange<T> {
  readonly set?: T
}

/** Change of a list. */
export interface ListChange<T> {
  readonly set?: readonly T[]
  readonly push?: OneOrMany<T>
}

/** Either one set of members or the other, never both. */
export type Either<A, B> = (A & { readonly [K in keyof B]?: never }) | (B & { readonly [K in keyof A]?: never })

/** An input without the members that the surrounding write fills in. */
export type Without<T, K extends PropertyKey> = { readonly [P in keyof T as P extends K ? never : P]: T[P] }

/** A to-one relation in a create. */
export interface CreateOne<Create, Unique> {
  readonly create?: Create
  readonly connect?: Unique
  readonly connectOrCreate?: { readonly where: Unique; readonly create: Create }
}

/** A to-many relation in a create. */
export interface CreateMany<Create, Unique> {
  readonly create?: OneOrMany<Create>
  readonly createMany?: { readonly data: OneOrMany<Create>; readonly skipDuplicates?: boolean }
  readonly connect?: OneOrMany<Unique>
  readonly connectOrCreate?: OneOrMany<{ readonly where: Unique; readonly create: Create }>
}

/** A required to-one relation in an update. */
export interface UpdateOne<Create, Unique, Update, Where> extends CreateOne<Create, Unique> {
  readonly update?: Update | { readonly where?: Where; readonly data: Update }
  readonly upsert?: { readonly where?: Where; readonly create: Create; readonly update: Update }
}

/** An optional to-one relation in an update. */
export interface UpdateOptionalOne<Create, Unique, Update, Where> extends UpdateOne<Create, Unique, Update, Where> {
  readonly disconnect?: boolean | Where
  readonly delete?: boolean | Where
}

/** A to-many relation in an update. */
export interface UpdateMany<Create, Unique, Update, Where> extends CreateMany<Create, Unique> {
  readonly set?: OneOrMany<Unique>
  readonly disconnect?: OneOrMany<Unique>
  readonly delete?: OneOrMany<Unique>
  readonly deleteMany?: OneOrMany<Where>
  readonly update?: OneOrMany<{ readonly where: Unique; readonly data: Update }>
  readonly updateMany?: OneOrMany<{ readonly where: Where; readonly data: Update }>
  readonly upsert?: OneOrMany<{ readonly where: Unique; readonly create: Create; readonly update: Update }>
}

import type { Field } from '../registry.ts'

/** What was recognised in a model's shape; absent where it is not there or switched off. */
export interface Traits {
  readonly slug?: SlugTrait
  readonly publish?: PublishTrait
  readonly softDelete?: SoftDeleteTrait
  readonly tree?: TreeTrait
  readonly stamps?: StampsTrait
  readonly counters?: CountersTrait
  readonly junction?: JunctionTrait
}

/** A unique text for addresses, made on create from another text where none is sent. */
export interface SlugTrait {
  readonly field: Field
  readonly from: Field
  /** The fields that are unique together with it, itself among them. */
  readonly unique: readonly string[]
}

/** A moment that is set when a record is first published. */
export interface PublishTrait {
  readonly field: Field
  /** The value of `field` that publishes. */
  readonly value: true | string
  readonly at: Field
}

/** A deleted record keeps its row, with the moment of its deletion. */
export interface SoftDeleteTrait {
  readonly field: Field
}

/** Records under records of the same model. */
export interface TreeTrait {
  /** The to-one relation, its key field, and the field that this refers to. */
  readonly parent: string
  readonly field: Field
  readonly to: Field
  readonly children: string
}

/** Moments that the server keeps. */
export interface StampsTrait {
  readonly created?: Field
  readonly updated?: Field
}

/** Whole numbers that count something. */
export interface CountersTrait {
  readonly fields: readonly Field[]
}

/** A model that only pairs records of two others, perhaps with something to say of the pair. */
export interface JunctionTrait {
  /** The names of its two to-one relations. */
  readonly sides: readonly [string, string]
}

/** The name of a trait, as it stands in `traits` of the configuration. */
export type TraitName = keyof Traits

/** Which traits are switched off, for all models and by model. */
export type TraitSwitches = { readonly [Name in TraitName]?: boolean } & { readonly models?: { readonly [model: string]: { readonly [Name in TraitName]?: boolean } } }

import type { FieldKind, Json } from '../schema/model.ts'
import type { NavItem, PageEntry, SiteSpec, ThemeSpec } from './pages.ts'

/** The major version of the manifest; a client that meets a greater one reloads itself. */
export const MANIFEST_VERSION = 1

/** What the UI and the SDK need to know, as JSON, for one principal: what it may not use is absent. */
export interface Manifest {
  readonly ssot: 1
  /** Hash of this manifest's content; its ETag. */
  readonly rev: string
  /** Hash of the schema; equals the `x-ssot-schema` header of every reply. */
  readonly schema: string
  readonly site: SiteSpec
  /** Paths on the server's own origin, without a trailing slash: `api` is `/api`. */
  readonly endpoints: { readonly api: string; readonly realtime?: string; readonly openapi?: string }
  readonly principal: PrincipalManifest
  /** The model whose records are who signs in, by their keys; absent where there is none that may be read. */
  readonly users?: string
  readonly limits: { readonly maxTake: number }
  readonly enums: { readonly [name: string]: EnumManifest }
  readonly models: { readonly [name: string]: ModelManifest }
  /** By page key: `Post.list`, `Post.detail`, `Post.create`, `Post.edit`, `home`, or a configured page's path. */
  readonly pages: { readonly [key: string]: PageEntry }
  readonly nav: { readonly header: readonly NavItem[]; readonly sidebar: readonly NavItem[]; readonly footer: readonly NavItem[] }
  readonly theme: ThemeSpec
  readonly components: ComponentsManifest
  readonly plugins: { readonly [name: string]: Json }
}

/** Who the manifest was made for. */
export interface PrincipalManifest {
  readonly kind: 'anonymous' | 'user' | 'key' | 'system'
  readonly id: string | null
  readonly name?: string
  readonly isAdmin: boolean
  /** True for the administrator that a development server signs in by itself; the UI says so loudly. */
  readonly development: boolean
  /** Told to that administrator: the model whose records are the users. */
  readonly users?: string
  /** It is acted as by the administrator of a development server. */
  readonly actedBy?: 'development'
}

export interface EnumManifest {
  readonly values: readonly { readonly name: string; readonly label: string }[]
}

/** What the principal may do with a model as a whole; verdicts per record come with the data. */
export interface ModelVerdicts {
  readonly list: boolean
  readonly read: boolean
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  /** Whether it may be asked what was done to its records (`$history`); absent where that is not kept. */
  readonly history?: boolean
}

/** What the principal may do with one record, as `$can` answers it. What holds afterwards is judged when it is written. */
export interface RecordVerdicts {
  readonly update: boolean
  readonly delete: boolean
  /** Only of models whose changes are kept. */
  readonly history?: boolean
  /** Every field that the principal knows: whether its value is answered, and whether it may be sent in a change. */
  readonly fields: { readonly [name: string]: FieldVerdicts }
}

export interface FieldVerdicts {
  readonly read: boolean
  readonly update: boolean
}

export interface ModelManifest {
  readonly name: string
  /** Singular and plural for people: `Blog post`, `Blog posts`. */
  readonly label: string
  readonly plural: string
  readonly description?: string
  /** Resource path below `endpoints.api`: `blog-posts`. */
  readonly path: string
  /** The key's fields in the order in which they stand in a record's path; empty for a model that cannot be addressed. */
  readonly key: readonly string[]
  /** Field that stands for a record in lists and pickers; null: the key does. */
  readonly display: string | null
  /** Whether `search=` finds anything. */
  readonly search: boolean
  /** The fields that it looks into. */
  readonly searchFields: readonly string[]
  /** Fields and relations that a list is worth filtering by, the handiest first. */
  readonly filters: readonly string[]
  /** What `$by` takes: a field's own name, or Prisma's name of a compound unique. */
  readonly uniques: readonly { readonly name: string; readonly fields: readonly string[] }[]
  /** What was recognised in the model's shape. */
  readonly traits: TraitsManifest
  readonly can: ModelVerdicts
  /** How many records one of its lists holds at most, where that is not `limits.maxTake`. */
  readonly maxTake?: number
  /** Scalars in the schema's order. */
  readonly fields: { readonly [name: string]: FieldManifest }
  readonly relations: { readonly [name: string]: RelationManifest }
  /** Why `can.create` is false although the principal would be allowed. */
  readonly createUnavailable?: string
}

/** Names of the fields and relations that make a trait; a trait that is not there, or whose field this principal does not see, is absent. */
export interface TraitsManifest {
  /** `field` is made from `from` on create where it is not sent. */
  readonly slug?: { readonly field: string; readonly from: string }
  /** `at` is set when `field` first becomes `value`. */
  readonly publish?: { readonly field: string; readonly value: boolean | string; readonly at: string }
  /** A deleted record is kept, hidden, and can be restored. */
  readonly softDelete?: { readonly field: string }
  /** `$tree` answers records with the list of those below them, under the name of the relation `children`. */
  readonly tree?: { readonly parent: string; readonly field: string; readonly children: string }
  readonly stamps?: { readonly created?: string; readonly updated?: string }
  /** The model pairs records of two others: its to-one relations. It is a model like others beside. */
  readonly junction?: { readonly sides: readonly [string, string] }
}

export interface FieldManifest {
  readonly kind: FieldKind
  readonly label: string
  readonly help?: string
  /** Name of the enum, where `kind` is `enum`. */
  readonly enum?: string
  readonly list: boolean
  /** False: the stored value may be null. */
  readonly required: boolean
  readonly unique: boolean
  /** A value that is made when none is sent: literal, or by database or server (`generated`). */
  readonly default?: { readonly value: Json } | { readonly generated: true }
  /** May stand in a read, a filter, an order. */
  readonly read: boolean
  /** May be sent on create, on update. */
  readonly create: boolean
  readonly update: boolean
  /** The relation whose key this field is part of: forms show that instead. */
  readonly relation?: string
  /** `textarea`, `markdown`, `select`, `password`, `color`, `url`, … with its options. */
  readonly widget?: { readonly name: string; readonly options: { readonly [key: string]: Json } }
  /** `currency`, `percent`, `compact`, `relative`, `date`, … */
  readonly format?: string
  readonly constraints?: Constraints
  /** Known of some records only, and absent of the others: filtered by where it is known, neither ordered nor aggregated by. */
  readonly conditional?: true
  /** Made of other fields when it is read: neither sent, nor filtered, ordered or aggregated by. */
  readonly computed?: true
  /** A whole number that counts something: changed by `increment` rather than typed in. */
  readonly counter?: true
}

/** Checks that forms make before sending, the same the server makes; of a list, each for every item. */
export interface Constraints {
  /** Greatest length in characters of a string, or of bytes. */
  readonly maxLength?: number
  readonly minLength?: number
  readonly min?: number | string
  readonly max?: number | string
  /** Names of well-known forms: `uuid`, `email`, `url`. */
  readonly format?: string
  /** Regular expressions (ECMAScript, with the flag `u`) of which each must match; those that `compilePattern` takes. */
  readonly patterns?: readonly { readonly source: string; readonly message?: string }[]
  readonly startsWith?: string
  readonly endsWith?: string
  readonly contains?: string
  /** What is said instead of the usual words, by the constraint's name. */
  readonly messages?: { readonly [constraint: string]: string }
  /** Total and fractional digits of a decimal. */
  readonly precision?: number
  readonly scale?: number
  /** Significant digits, wherever the point is. */
  readonly digits?: number
}

/** How many records there are on this side and on the other. */
export type RelationKind = 'one-to-one' | 'one-to-many' | 'many-to-one' | 'many-to-many'

export interface RelationManifest {
  readonly model: string
  readonly kind: RelationKind
  /** It leads to records of the same model. */
  readonly self?: true
  /** The other model is a junction: this to-one relation of it leads on to the records that are paired with this one. */
  readonly through?: { readonly relation: string; readonly model: string }
  readonly label: string
  readonly help?: string
  readonly list: boolean
  /** True where a record without it cannot be stored. */
  readonly required: boolean
  /** Own scalar fields that hold the key, in order; empty where the other side or a join table holds it. */
  readonly via: readonly string[]
  /** The fields of the other model that `via` refers to. */
  readonly references: readonly string[]
  /** Name of the relation field on the other side. */
  readonly inverse: string
  readonly read: boolean
  readonly create: boolean
  readonly update: boolean
}

/** Component choices from `ssot.ui.config.ts`, by component name. */
export interface ComponentsManifest {
  readonly variants: { readonly [component: string]: Json }
  readonly defaults: { readonly [component: string]: Json }
}

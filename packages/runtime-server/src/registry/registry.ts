import type { Constraints, Expr, FieldKind, Json, PageEntry, NavItem, SiteSpec, ThemeSpec } from '@ssot/contract'
import type { Annotation } from './annotations/annotation.ts'
import type { Checks } from './checks/checks.ts'
import type { ModelLimit } from './read-limit.ts'
import type { Traits } from './traits/traits.ts'

/** The databases a schema can be meant for; `pglite` is PostgreSQL run in the process. */
export type Provider = 'sqlite' | 'postgresql' | 'mysql'

/** Everything the server knows about its application: built once, frozen, swapped as a whole. */
export interface Registry {
  /** Short hash of the normalised schema. */
  readonly schemaHash: string
  readonly provider: Provider
  readonly relationMode: 'foreignKeys' | 'prisma'
  readonly models: ReadonlyMap<string, Model>
  /** Models with an API, by resource path. */
  readonly byPath: ReadonlyMap<string, Model>
  readonly enums: ReadonlyMap<string, EnumType>
  readonly ui: UiSpec
}

export interface EnumType {
  readonly name: string
  /** Names as the API knows them, in the schema's order. */
  readonly values: readonly string[]
  /** The database's value by name, of those whose name in the database is another (`@map`). */
  readonly stored: ReadonlyMap<string, string>
  readonly description?: string
}

/** A model or a view of the schema. */
export interface Model {
  readonly name: string
  /** `view`: rows can be read, never written. */
  readonly kind: 'model' | 'view'
  /** Table name in the database. */
  readonly table: string
  /** The schema of the database that the table is in (`@@schema`), where the datamodel says so. */
  readonly schema?: string
  readonly label: string
  readonly plural: string
  readonly description?: string
  /** Resource path below the API's base. */
  readonly path: string
  /** True: no API, no manifest entry (`@@hidden`). */
  readonly hidden: boolean
  /** How one record is addressed: the `@id` or `@@id`, else the first unique without nulls; null where there is none. */
  readonly key: Key | null
  /** Every unique of the model, the key among them. */
  readonly uniques: readonly Key[]
  readonly fields: ReadonlyMap<string, Field>
  readonly relations: ReadonlyMap<string, Relation>
  readonly display: string | null
  /** Names of the string fields that `search` looks into. */
  readonly searchFields: readonly string[]
  /** Why no record can be created through the API; null when one can. */
  readonly createUnavailable: string | null
  /** Limits of its own. */
  readonly limit?: ModelLimit
  /** What was recognised in its shape, and acts on reads and writes. */
  readonly traits: Traits
  readonly annotations: readonly Annotation[]
}

/** One or several fields that together are unique. */
export interface Key {
  readonly fields: readonly string[]
  /** Prisma's name of a compound unique (`teamSlug_title`), else the field's own. */
  readonly name: string
}

/** A scalar field. Fields of unsupported type are not here: the API does not know them. */
export interface Field {
  readonly name: string
  readonly column: string
  readonly kind: FieldKind
  readonly enum?: string
  readonly list: boolean
  readonly required: boolean
  readonly unique: boolean
  readonly label: string
  readonly help?: string
  readonly default: FieldDefault
  readonly isUpdatedAt: boolean
  /** `hidden`: exists only on the server. `writeOnly`: may be set, never read. */
  readonly visibility: 'normal' | 'writeOnly' | 'hidden'
  /** Kept from everybody for its telling name alone: an administrator may set it, and never reads it. */
  readonly adminSets?: true
  /** Made of other fields of the record when it is read: it has no column that is read or written. */
  readonly computed?: { readonly expr: Expr; readonly inputs: readonly Field[] }
  /** Whether clients may send it. Generated keys and `@updatedAt` are the server's. */
  readonly clientCreates: boolean
  readonly clientUpdates: boolean
  /** Read of some rows only: such a field is filtered by under its condition, and neither sorted by nor aggregated. */
  readonly conditional?: true
  /** What a policy forbids clients to do with it, of what they do with others. */
  readonly refused?: readonly ('create' | 'update')[]
  /** The relation whose key it is part of. */
  readonly relation?: string
  /** Native type without `@db.`: `{ name: 'VarChar', args: ['255'] }`. */
  readonly native?: { readonly name: string; readonly args: readonly string[] }
  /** What the type itself demands, of every value. */
  readonly constraints: Constraints
  /** What `@validate` demands beside, of values that are stored. */
  readonly checks?: Checks
  readonly widget?: { readonly name: string; readonly options: Readonly<Record<string, Json>> }
  readonly format?: string
  readonly description?: string
  readonly annotations: readonly Annotation[]
}

/** Where a missing value comes from. `generated`: by the server or the database, not known beforehand. */
export type FieldDefault =
  | { readonly from: 'none' }
  | { readonly from: 'value'; readonly value: Json }
  | { readonly from: 'generated'; readonly by: string; readonly args?: readonly Json[] }

export interface Relation {
  readonly name: string
  readonly model: string
  readonly list: boolean
  readonly required: boolean
  readonly label: string
  readonly help?: string
  /** Own fields that hold the key; empty on the other side and for many-to-many. */
  readonly from: readonly string[]
  /** Fields of the other model that `from` refers to. */
  readonly to: readonly string[]
  readonly inverse: string
  /** Prisma's name of the relation, shared by both sides. */
  readonly relationName: string
  readonly onDelete?: string
  readonly onUpdate?: string
  readonly hidden: boolean
  /** What a many-to-many link that is made or undone from this side needs on the other. */
  readonly linkRights: 'update' | 'read'
  readonly annotations: readonly Annotation[]
}

/** What `ssot.ui.config.ts` and the schema together say of the pages. */
export interface UiSpec {
  readonly site: SiteSpec
  readonly theme: ThemeSpec
  readonly pages: Readonly<Record<string, PageEntry>>
  readonly nav: { readonly header: readonly NavItem[]; readonly sidebar: readonly NavItem[]; readonly footer: readonly NavItem[] }
  readonly components: { readonly variants: Readonly<Record<string, Json>>; readonly defaults: Readonly<Record<string, Json>> }
}

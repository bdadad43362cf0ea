/** The part of Prisma's DMMF that the registry reads; a parsed schema fits it as it is. */
export interface Datamodel {
  readonly datamodel: {
    readonly models: readonly DatamodelModel[]
    readonly enums: readonly DatamodelEnum[]
  }
  readonly mappings: { readonly modelOperations: readonly { readonly model: string }[] }
}

export interface DatamodelModel {
  readonly name: string
  readonly dbName: string | null
  readonly schema?: string | null
  readonly fields: readonly DatamodelField[]
  readonly primaryKey: { readonly name: string | null; readonly fields: readonly string[] } | null
  readonly uniqueFields: readonly (readonly string[])[]
  readonly uniqueIndexes: readonly { readonly name: string | null; readonly fields: readonly string[] }[]
}

export interface DatamodelField {
  readonly name: string
  readonly dbName?: string | null
  readonly kind: string
  readonly type: string
  readonly isList: boolean
  readonly isRequired: boolean
  readonly isUnique: boolean
  readonly isId: boolean
  readonly isUpdatedAt?: boolean
  readonly hasDefaultValue: boolean
  readonly default?: unknown
  readonly nativeType?: readonly [string, readonly string[]] | null
  readonly relationName?: string
  readonly relationFromFields?: readonly string[]
  readonly relationToFields?: readonly string[]
  readonly relationOnDelete?: string
  readonly relationOnUpdate?: string
}

export interface DatamodelEnum {
  readonly name: string
  readonly values: readonly { readonly name: string; readonly dbName?: string | null }[]
}

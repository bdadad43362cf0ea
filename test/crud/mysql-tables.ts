// Owns the tables of a MySQL schema: Prisma's own column types and defaults, since its schema engine is not available for MySQL without a download.
import type { DmmfDocument, PrismaSchema } from '../../packages/runtime-server/src/data/prisma/parse-schema.ts'

type Model = DmmfDocument['datamodel']['models'][number]
type Field = Model['fields'][number]

const STANDARD: Readonly<Record<string, string>> = {
  String: 'VARCHAR(191)',
  Int: 'INTEGER',
  BigInt: 'BIGINT',
  Float: 'DOUBLE',
  Decimal: 'DECIMAL(65,30)',
  Boolean: 'BOOLEAN',
  DateTime: 'DATETIME(3)',
  Json: 'JSON',
  Bytes: 'LONGBLOB',
}

const NATIVE: Readonly<Record<string, string>> = {
  Int: 'INTEGER',
  UnsignedInt: 'INTEGER UNSIGNED',
  UnsignedSmallInt: 'SMALLINT UNSIGNED',
  UnsignedMediumInt: 'MEDIUMINT UNSIGNED',
  UnsignedTinyInt: 'TINYINT UNSIGNED',
  UnsignedBigInt: 'BIGINT UNSIGNED',
}

/** The statements that create the tables of a MySQL schema, foreign keys last. `extra` are columns that the datamodel leaves out, by model. */
export function mysqlTables({ dmmf, relationMode }: Pick<PrismaSchema, 'dmmf' | 'relationMode'>, extra: Readonly<Record<string, readonly string[]>> = {}): readonly string[] {
  // What a view selects is not in a schema: a table with its columns stands in for it.
  const { models } = dmmf.datamodel
  const joins = models.flatMap((model) => joinTables(dmmf, model))
  const keys = relationMode === 'prisma' ? [] : models.flatMap((model) => foreignKeys(dmmf, model))
  return [...models.map((model) => table(dmmf, model, extra[model.name] ?? [])), ...joins, ...keys]
}

function table(dmmf: DmmfDocument, model: Model, extra: readonly string[]): string {
  const scalars = model.fields.filter((field) => field.kind === 'scalar' || field.kind === 'enum')
  const column = (name: string): string => quote(columnOf(model, name))
  const indexed = (name: string): string => column(name) + prefixOf(dmmf, model, name)
  const key = model.primaryKey?.fields ?? scalars.filter((field) => field.isId).map((field) => field.name)
  const written = [...scalars.filter((field) => field.isUnique && !field.isId).map((field) => [field.name]), ...model.uniqueFields]
  const uniques = [...new Map(written.map((fields) => [fields.join(), fields])).values()]
  const lines = [
    ...scalars.map((field) => columnText(dmmf, field)),
    ...extra,
    ...(key.length > 0 ? [`PRIMARY KEY (${key.map(indexed).join(', ')})`] : []),
    ...uniques.map((fields) => `UNIQUE INDEX ${quote(shorten(`${tableOf(model)}_${fields.join('_')}_key`))} (${fields.map(indexed).join(', ')})`),
  ]
  return `CREATE TABLE ${quote(tableOf(model))} (\n  ${lines.join(',\n  ')}\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`
}

// Long texts and blobs are indexed by their first characters, as `@unique(length: …)` says.
function prefixOf(dmmf: DmmfDocument, model: Model, name: string): string {
  const field = model.fields.find((candidate) => candidate.name === name)
  if (field === undefined || !/TEXT|BLOB/.test(typeOf(dmmf, field))) return ''
  const written = dmmf.datamodel.indexes.filter((index) => index.model === model.name).flatMap((index) => index.fields)
  return `(${String(written.find((each) => each.name === name && each.length)?.length ?? 191)})`
}

function columnText(dmmf: DmmfDocument, field: Field): string {
  const parts = [quote(field.dbName ?? field.name), typeOf(dmmf, field), field.isRequired ? 'NOT NULL' : 'NULL', defaultOf(dmmf, field)]
  return parts.filter((part) => part !== '').join(' ')
}

function typeOf(dmmf: DmmfDocument, field: Field): string {
  if (field.kind === 'enum') {
    const values = dmmf.datamodel.enums.find((candidate) => candidate.name === field.type)?.values ?? []
    return `ENUM(${values.map((value) => text(value.dbName ?? value.name)).join(', ')})`
  }
  if (!field.nativeType) return STANDARD[field.type] ?? 'TEXT'
  const [name, args] = field.nativeType
  return NATIVE[name] ?? (args.length > 0 ? `${name.toUpperCase()}(${args.join(',')})` : name.toUpperCase())
}

function defaultOf(dmmf: DmmfDocument, field: Field): string {
  const value: unknown = field.default
  if (!field.hasDefaultValue || value === undefined || Array.isArray(value)) return ''
  if (typeof value === 'object' && value !== null) return functionDefault(field, value)
  if (field.kind === 'enum') return `DEFAULT ${text(String(dmmf.datamodel.enums.flatMap((type) => (type.name === field.type ? type.values : [])).find((each) => each.name === value)?.dbName ?? value))}`
  if (typeof value === 'boolean') return `DEFAULT ${String(value)}`
  if (typeof value === 'number' || field.type === 'BigInt' || field.type === 'Decimal') return `DEFAULT ${String(value)}`
  if (field.type === 'DateTime') return `DEFAULT ${text(String(value).replace('T', ' ').replace(/(\.\d+)?(Z|\+00:00)$/, '$1'))}`
  // Text, Json and Bytes columns that have no literal default in MySQL get it from Prisma's client.
  return field.type === 'String' && !/TEXT/.test(typeOf(dmmf, field)) ? `DEFAULT ${text(String(value))}` : field.type === 'Json' ? `DEFAULT (${text(String(value))})` : ''
}

function functionDefault(field: Field, value: object): string {
  const name: unknown = Reflect.get(value, 'name')
  const args: unknown = Reflect.get(value, 'args')
  if (name === 'autoincrement') return 'AUTO_INCREMENT'
  if (name === 'dbgenerated') return `DEFAULT ${String(Array.isArray(args) ? args[0] : '')}`
  if (name !== 'now') return ''
  const digits = field.nativeType ? field.nativeType[1][0] : '3'
  return `DEFAULT CURRENT_TIMESTAMP(${digits ?? '0'})`
}

function joinTables(dmmf: DmmfDocument, model: Model): readonly string[] {
  return model.fields.flatMap((field) => {
    const other = dmmf.datamodel.models.find((candidate) => candidate.name === field.type)
    const inverse = other?.fields.find((candidate) => candidate.relationName === field.relationName && (other !== model || candidate.name !== field.name))
    const isFirst = other !== undefined && inverse !== undefined && (model.name < other.name || (model === other && field.name < inverse.name))
    if (!field.isList || field.kind !== 'object' || !isFirst || inverse?.isList !== true) return []
    const name = `_${field.relationName ?? ''}`
    const side = (column: string, target: Model): string => `${quote(column)} ${idType(dmmf, target)} NOT NULL`
    const key = (column: string, target: Model): string =>
      `CONSTRAINT ${quote(shorten(`${name}_${column}_fkey`))} FOREIGN KEY (${quote(column)}) REFERENCES ${quote(tableOf(target))}(${quote(idOf(target).dbName ?? idOf(target).name)}) ON DELETE CASCADE ON UPDATE CASCADE`
    const lines = [side('A', model), side('B', other), `UNIQUE INDEX ${quote(shorten(`${name}_AB_unique`))} (\`A\`, \`B\`)`, `INDEX ${quote(shorten(`${name}_B_index`))} (\`B\`)`, key('A', model), key('B', other)]
    return [`CREATE TABLE ${quote(name)} (\n  ${lines.join(',\n  ')}\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`]
  })
}

function idOf(model: Model): Field {
  const field = model.fields.find((candidate) => candidate.isId)
  if (field === undefined) throw new Error(`${model.name} has no @id field, which an implicit relation needs.`)
  return field
}

function idType(dmmf: DmmfDocument, model: Model): string {
  return typeOf(dmmf, idOf(model))
}

const ACTIONS: Readonly<Record<string, string>> = { Cascade: 'CASCADE', Restrict: 'RESTRICT', NoAction: 'NO ACTION', SetNull: 'SET NULL', SetDefault: 'SET DEFAULT' }

function foreignKeys(dmmf: DmmfDocument, model: Model): readonly string[] {
  return model.fields.flatMap((field) => {
    const target = dmmf.datamodel.models.find((candidate) => candidate.name === field.type)
    const from = field.relationFromFields ?? []
    if (field.kind !== 'object' || target === undefined || from.length === 0) return []
    const isRequired = from.every((name) => model.fields.find((candidate) => candidate.name === name)?.isRequired)
    const onDelete = ACTIONS[field.relationOnDelete ?? ''] ?? (isRequired ? 'RESTRICT' : 'SET NULL')
    const onUpdate = ACTIONS[field.relationOnUpdate ?? ''] ?? 'CASCADE'
    const columns = from.map((name) => quote(columnOf(model, name))).join(', ')
    const others = (field.relationToFields ?? []).map((name) => quote(columnOf(target, name))).join(', ')
    const name = quote(shorten(`${tableOf(model)}_${from.join('_')}_fkey`))
    return [`ALTER TABLE ${quote(tableOf(model))} ADD CONSTRAINT ${name} FOREIGN KEY (${columns}) REFERENCES ${quote(tableOf(target))}(${others}) ON DELETE ${onDelete} ON UPDATE ${onUpdate}`]
  })
}

function tableOf(model: Model): string {
  return model.dbName ?? model.name
}

function columnOf(model: Model, name: string): string {
  return model.fields.find((field) => field.name === name)?.dbName ?? name
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

// MySQL takes names of 64 characters.
function shorten(name: string): string {
  return name.length <= 64 ? name : `${name.slice(0, 56)}_${String(name.length)}`
}

// Owns: schema text → Prisma's model of it. Rejects databases that are not supported and every fault that Prisma's own validation finds.
import { createHash } from 'node:crypto'
import type { Finding } from '@ssot/contract'
import internals from '@prisma/internals'
import { normaliseSchema, type Datasource, type SchemaFile, type WrittenUrl } from './normalise-schema.ts'
import { inferExtensions } from './infer-extensions.ts'
import { readValidationErrors } from './read-validation-errors.ts'

/** Prisma's parsed form of a schema. */
export type DmmfDocument = Awaited<ReturnType<typeof internals.getDMMF>>

/** A schema that Prisma 7 accepts, with what its datasource says. */
export interface PrismaSchema {
  /** As written. */
  readonly files: readonly SchemaFile[]
  /** What Prisma 7 accepts: the same files with the same number of lines, and one more with the preview features. */
  readonly normalised: readonly SchemaFile[]
  /** Path of the file that holds the datasource. */
  readonly datasourceFile: string
  readonly provider: 'sqlite' | 'postgresql' | 'mysql'
  readonly relationMode: 'foreignKeys' | 'prisma'
  /** PostgreSQL extensions by the database's name of them: those that the datasource lists, and those that the schema uses. */
  readonly extensions: readonly string[]
  /** The datasource's `url` as written. */
  readonly url: WrittenUrl | null
  readonly directUrl: WrittenUrl | null
  readonly dmmf: DmmfDocument
  /** Names of the entries of `dmmf.datamodel.models` that are views. */
  readonly views: readonly string[]
  /** First 12 hexadecimal digits of the SHA-256 of the normalised text. */
  readonly hash: string
}

const PROVIDERS: Readonly<Record<string, PrismaSchema['provider']>> = { sqlite: 'sqlite', postgresql: 'postgresql', postgres: 'postgresql', mysql: 'mysql' }

/** Parses a schema of one or several files. `schema` is null where any finding is an error; all findings are reported together. */
export async function parseSchema(files: readonly SchemaFile[]): Promise<{ readonly schema: PrismaSchema | null; readonly findings: readonly Finding[] }> {
  const { files: normalised, datasource } = normaliseSchema(files)
  const provider = PROVIDERS[datasource?.provider ?? '']
  const unsupported = provider === undefined ? [describeUnsupported(datasource, files)] : []
  const { dmmf, findings } = await readDmmf(normalised)
  if (dmmf === null || provider === undefined || datasource === null) return { schema: null, findings: [...unsupported, ...findings] }
  return { schema: { ...buildSchema({ files, normalised, datasource, dmmf }), provider }, findings: [] }
}

/** Parses text that is already normalised; used where a schema is rewritten for another database. */
export async function readDmmf(normalised: readonly SchemaFile[]): Promise<{ readonly dmmf: DmmfDocument | null; readonly findings: readonly Finding[] }> {
  try {
    return { dmmf: await internals.getDMMF({ datamodel: normalised.map((file) => [file.path, file.text]) }), findings: [] }
  } catch (error) {
    return { dmmf: null, findings: readValidationErrors(error) }
  }
}

/** A short hash of a schema's text. */
export function hashSchema(normalised: readonly SchemaFile[]): string {
  const hash = createHash('sha256')
  for (const file of normalised) hash.update(file.text)
  return hash.digest('hex').slice(0, 12)
}

interface Parsed {
  readonly files: readonly SchemaFile[]
  readonly normalised: readonly SchemaFile[]
  readonly datasource: Datasource
  readonly dmmf: DmmfDocument
}

function buildSchema({ files, normalised, datasource, dmmf }: Parsed): Omit<PrismaSchema, 'provider'> {
  const writable = new Set(dmmf.mappings.modelOperations.filter((operations) => 'createOne' in operations).map((operations) => operations.model))
  return {
    files,
    normalised,
    datasourceFile: datasource.file,
    relationMode: datasource.relationMode === 'prisma' ? 'prisma' : 'foreignKeys',
    extensions: inferExtensions(normalised.map((file) => file.text), datasource.extensions),
    url: datasource.url,
    directUrl: datasource.directUrl,
    dmmf,
    views: dmmf.datamodel.models.map((model) => model.name).filter((name) => !writable.has(name)),
    hash: hashSchema(normalised),
  }
}

function describeUnsupported(datasource: Datasource | null, files: readonly SchemaFile[]): Finding {
  const hint = 'Supported providers are "sqlite", "postgresql" and "mysql": write datasource db { provider = "sqlite" }, with one setting per line.'
  if (datasource === null) return { severity: 'error', code: 'SCHEMA.UNSUPPORTED', message: 'The schema has no datasource block.', ...(files[0] && { file: files[0].path, line: 1 }), hint }
  const message = datasource.provider === null ? 'The datasource has no provider that is a plain text.' : `The datasource asks for the provider "${datasource.provider}", which is not supported.`
  return { severity: 'error', code: 'SCHEMA.UNSUPPORTED', message, file: datasource.file, line: datasource.line, hint }
}

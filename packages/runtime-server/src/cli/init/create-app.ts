// Owns: a folder → an application in it. It adds what is missing and touches nothing that is there.
import { basename, resolve } from 'node:path'
import { VERSION } from '../version.ts'
import { EXISTING_SCHEMA, NEW_APP } from './app-files.ts'
import { exampleUrl, nameOfFolder, titleOf, type AppProvider, type AppValues } from './app-values.ts'
import { findExistingSchema, type ExistingSchema } from './find-existing-schema.ts'
import { writeApp, type Written } from './write-app.ts'
import { writeTypes } from './write-types.ts'

/** What an application is made from. */
export interface AppOrder {
  /** Absolute. */
  readonly folder: string
  /** Default: the folder's name. */
  readonly name?: string | undefined
  /** Default: sqlite; a schema that is there already keeps its own. */
  readonly provider?: AppProvider | undefined
}

/** What was made. */
export interface CreatedApp extends Written {
  /** The schema that was there before. */
  readonly schema: ExistingSchema | null
  /** Whether the types could be written: schema and configuration have no faults. */
  readonly sound: boolean
  readonly values: AppValues
}

/** Creates an application, or completes one around a schema that is there. */
export async function createApp(order: AppOrder): Promise<CreatedApp> {
  const schema = await findExistingSchema(order.folder)
  const values = valuesOf(order, schema)
  const files = await writeApp(order.folder, schema ? EXISTING_SCHEMA : NEW_APP, values)
  const types = await writeTypes(order.folder, values.schema)
  return {
    schema,
    values,
    sound: types !== null,
    written: [...files.written, ...(types?.written ?? [])],
    kept: [...(schema ? [schema.place.slice(2)] : []), ...files.kept, ...(types?.kept ?? [])],
  }
}

function valuesOf({ folder, name = nameOfFolder(basename(resolve(folder))), provider = 'sqlite' }: AppOrder, schema: ExistingSchema | null): AppValues {
  const used = schema ? (schema.provider ?? provider) : provider
  return { name, title: titleOf(name), provider: used, schema: schema?.place ?? './schema.prisma', databaseUrl: exampleUrl(used, name), version: VERSION }
}

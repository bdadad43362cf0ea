// Owns: turning a schema as people write it (for Prisma 5, 6 or 7) into one that Prisma 7 accepts, line for line.
// Rejects nothing: what it does not understand is left for Prisma's own validation.
import { blankOut, readAssignments, readSchemaBlocks, type Assignment } from './read-schema-blocks.ts'

/** One schema file: its path as the user named it, and its text. */
export interface SchemaFile {
  readonly path: string
  readonly text: string
}

/** A connection setting as written in the schema. */
export type WrittenUrl = { readonly env: string } | { readonly value: string }

/** What the datasource block says. */
export interface Datasource {
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** Null where it is missing or not a plain string. */
  readonly provider: string | null
  readonly relationMode: string | null
  readonly extensions: readonly string[]
  readonly url: WrittenUrl | null
  readonly directUrl: WrittenUrl | null
}

export interface NormalisedSchema {
  readonly files: readonly SchemaFile[]
  readonly datasource: Datasource | null
}

/** The file that is added to every normalised schema: preview features can only be asked for in a generator block. */
export const FEATURES_FILE: SchemaFile = {
  path: 'ssot-preview-features.prisma',
  text: 'generator ssot {\n  provider = "ssot"\n  previewFeatures = ["postgresqlExtensions", "views", "partialIndexes"]\n}\n',
}

const KEPT = new Set(['provider', 'relationMode', 'schemas', 'extensions'])

/** Blanks out generators and the connection settings of the datasource, and adds the preview features that schemas may rely on. Every file keeps its number of lines. */
export function normaliseSchema(files: readonly SchemaFile[]): NormalisedSchema {
  const normalised = files.map((file) => ({ path: file.path, text: normaliseText(file.text) }))
  return { files: [...normalised, FEATURES_FILE], datasource: readDatasource(files) }
}

function normaliseText(text: string): string {
  let result = text
  for (const block of readSchemaBlocks(text)) {
    if (block.keyword === 'generator') result = blankOut(result, block.start, block.bodyEnd + 1)
    if (block.keyword !== 'datasource') continue
    for (const assignment of readAssignments(text, block)) {
      if (!KEPT.has(assignment.key)) result = blankOut(result, assignment.start, assignment.end)
    }
  }
  return result
}

function readDatasource(files: readonly SchemaFile[]): Datasource | null {
  for (const file of files) {
    const block = readSchemaBlocks(file.text).find((candidate) => candidate.keyword === 'datasource')
    if (block === undefined) continue
    const settings = new Map(readAssignments(file.text, block).map((assignment) => [assignment.key, assignment]))
    const provider = settings.get('provider')
    return {
      file: file.path,
      line: lineOf(file.text, provider?.start ?? block.start),
      provider: readString(provider),
      relationMode: readString(settings.get('relationMode')),
      extensions: readExtensions(settings.get('extensions')),
      url: readUrl(settings.get('url')),
      directUrl: readUrl(settings.get('directUrl')),
    }
  }
  return null
}

function readString(assignment: Assignment | undefined): string | null {
  const match = /^"((?:[^"\\]|\\.)*)"$/.exec(assignment?.value ?? '')
  return match === null ? null : (match[1] ?? '').replace(/\\(.)/g, '$1')
}

function readUrl(assignment: Assignment | undefined): WrittenUrl | null {
  const variable = /^env\(\s*"([^"]+)"\s*\)$/.exec(assignment?.value ?? '')?.[1]
  if (variable !== undefined) return { env: variable }
  const value = readString(assignment)
  return value === null || value === '' ? null : { value }
}

// `[pg_trgm, uuidOssp(map: "uuid-ossp", schema: "public")]`: the database's name of an extension is its `map`, else the name itself.
function readExtensions(assignment: Assignment | undefined): readonly string[] {
  const inside = /^\[([\s\S]*)\]$/.exec(assignment?.value ?? '')?.[1]
  if (inside === undefined) return []
  const entries = inside.replace(/\/\/[^\n]*/g, '').matchAll(/([A-Za-z]\w*)\s*(\(([^)]*)\))?/g)
  return [...entries].map(([, name = '', , args = '']) => /\bmap:\s*"([^"]+)"/.exec(args)?.[1] ?? name)
}

/** The 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

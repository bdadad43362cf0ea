import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'

/** Where an application's files are. */
export interface Project {
  /** Folder of the config files, `.env`, `.ssot/` and migrations. */
  readonly root: string
  /** Folder of the schema. */
  readonly schemaFolder: string
  /** Name of the embedded database: `schema` for the ordinary case. */
  readonly name: string
}

/** The project of a schema file or folder: the nearest folder, from the schema upwards, with an SSOT config or else a package.json; else the working directory. */
export function findProject(schemaPath: string, cwd: string): Project {
  const path = resolve(cwd, schemaPath)
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const schemaFolder = isFolder ? path : dirname(path)
  const folders = ancestorsOf(schemaFolder)
  const root = folders.find(holdsConfig) ?? folders.find((folder) => existsSync(`${folder}/package.json`)) ?? cwd
  const base = isFolder ? 'schema' : basename(path).replace(/\.prisma$/, '')
  return { root, schemaFolder, name: isInside(path, root) ? base : `${base}-${createHash('sha256').update(path).digest('hex').slice(0, 6)}` }
}

function ancestorsOf(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestorsOf(parent)]
}

function holdsConfig(folder: string): boolean {
  return readdirSafe(folder).some((name) => /^ssot(\.ui)?\.config\.(ts|mts|js|mjs|json)$/.test(name))
}

function readdirSafe(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return !way.startsWith('..') && !isAbsolute(way)
}

/** Whether a string is a schema's text and not a path to one. */
export function isSchemaText(schema: string): boolean {
  return /[\n{]/.test(schema)
}

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'

/** The environment with `.env` files under it. */
export interface LoadedEnv {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where each variable that came from a file was read; the others are the process's own. */
  readonly sources: ReadonlyMap<string, string>
  /** Absolute paths of the `.env` files, present or not, to be watched. */
  readonly files: readonly string[]
}

export interface EnvOptions {
  /** Default: the process's. */
  readonly environment?: NodeJS.ProcessEnv
  /** Writes what the files add into `environment`, for code that reads it there. Default: false. */
  readonly assign?: boolean
}

/** Reads `.env` of the given folders. The environment goes before files, an earlier folder before a later one. */
export function loadEnv(folders: readonly string[], { environment = process.env, assign = false }: EnvOptions = {}): LoadedEnv {
  const files = [...new Set(folders.map((folder) => join(resolve(folder), '.env')))]
  const env = new Map(Object.entries(environment))
  const sources = new Map<string, string>()
  for (const file of files) {
    for (const [name, value] of Object.entries(readEnvFile(file))) {
      if (env.get(name) !== undefined) continue
      env.set(name, value)
      sources.set(name, file)
      if (assign) environment[name] = value
    }
  }
  return { env: Object.fromEntries(env), sources, files }
}

function readEnvFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

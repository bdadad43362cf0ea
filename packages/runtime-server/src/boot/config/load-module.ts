import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createJiti, type Jiti, type TransformOptions } from 'jiti'

/** What one load of a configuration shares. */
export interface ModuleOptions {
  /** The file and its local imports: they are read anew. */
  readonly files: readonly string[]
  /** Modules that a configuration gets as they are, by name, wherever it lies. */
  readonly modules: Readonly<Record<string, unknown>>
}

const require = createRequire(import.meta.url)

/** Runs a TypeScript or JavaScript module as its file is now; nothing is cached, in memory or on disk. @throws whatever the module does */
export async function loadModule(file: string, { files, modules }: ModuleOptions): Promise<unknown> {
  for (const path of files) delete require.cache[path]
  const plain = createJiti(pathToFileURL(file).href, { fsCache: false, moduleCache: false })
  const jiti = createJiti(pathToFileURL(file).href, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { ...modules },
    transform: (options) => ({ code: readLocalScriptsAnew(plain, options) }),
  })
  const source = await readFile(file, 'utf8')
  return jiti.evalModule(source, { filename: file, async: true, forceTranspile: true })
}

const NATIVE_IMPORT = /\bjitiImport\((["'])(\.{1,2}\/[^"']+\.m?js)\1\)/g

// Node keeps what it imports itself for ever, so local .js and .mjs files are not left to it.
function readLocalScriptsAnew(plain: Jiti, options: TransformOptions): string {
  const code = plain.transform(options)
  return dirname(options.filename ?? '').includes('node_modules') ? code : code.replaceAll(NATIVE_IMPORT, 'require($1$2$1)')
}

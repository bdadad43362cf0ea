// Finds and runs the configuration files of a project. Rejects files that cannot be loaded and values that are no configuration.
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '@ssot/contract'
import type { SsotConfig, UiConfig } from './config.ts'
import { defineConfig, defineUiConfig } from './define-config.ts'
import { describeLoadError } from './describe-load-error.ts'
import { findLocalImports } from './find-local-imports.ts'
import { loadModule } from './load-module.ts'
import { checkConfig, checkUiConfig } from './validate-config.ts'

/** The configuration files of a project, as they are now. */
export interface ConfigFiles {
  /** Without the keys that have faults. */
  readonly config: SsotConfig
  /** Undefined where there is no such file, or it has faults. */
  readonly ui: UiConfig | undefined
  /** Absolute paths of all files that were read, local imports among them. */
  readonly files: readonly string[]
  readonly findings: readonly Finding[]
}

/** What configuration files may need to be loaded. */
export interface LoadOptions {
  /** Modules that configuration files get as they are, by name. Default: `@ssot/runtime-server` with `defineConfig` and `defineUiConfig`. */
  readonly modules?: Readonly<Record<string, unknown>>
}

const MODULES = { '@ssot/runtime-server': { defineConfig, defineUiConfig } }
const EXTENSIONS = ['ts', 'mts', 'js', 'mjs', 'json']

/** Loads `ssot.config.*` and `ssot.ui.config.*` of a folder, anew at each call. */
export async function loadConfigFiles(root: string, { modules = MODULES }: LoadOptions = {}): Promise<ConfigFiles> {
  const names = await readdir(root).catch(() => [])
  const [main, ui] = await Promise.all([loadFirst({ root, names, modules }, 'ssot.config'), loadFirst({ root, names, modules }, 'ssot.ui.config')])
  const config = main.value === undefined ? { config: {}, findings: [] } : checkConfig(main.value, main.name)
  const checkedUi = ui.value === undefined ? { ui: undefined, findings: [] } : checkUiConfig(ui.value, ui.name)
  return {
    config: config.config,
    ui: checkedUi.ui,
    files: [...new Set([...main.files, ...ui.files])],
    findings: [...main.findings, ...config.findings, ...ui.findings, ...checkedUi.findings],
  }
}

interface Folder {
  readonly root: string
  readonly names: readonly string[]
  readonly modules: Readonly<Record<string, unknown>>
}

interface Loaded {
  readonly name: string
  /** Undefined where nothing was loaded. */
  readonly value: unknown
  readonly files: readonly string[]
  readonly findings: readonly Finding[]
}

async function loadFirst({ root, names, modules }: Folder, base: string): Promise<Loaded> {
  const [name, ...more] = EXTENSIONS.map((extension) => `${base}.${extension}`).filter((candidate) => names.includes(candidate))
  if (name === undefined) return { name: base, value: undefined, files: [], findings: [] }
  const findings = more.map((other): Finding => ({
    severity: 'warning',
    code: 'CONFIG.LOAD',
    message: `${other} is not read, because there is ${name}.`,
    file: other,
    hint: `Delete ${other} or ${name}.`,
  }))
  const file = join(root, name)
  const files = await findLocalImports(file)
  try {
    const value = name.endsWith('.json') ? JSON.parse(await readFile(file, 'utf8')) : await valueOf(await loadModule(file, { files, modules }), root)
    return { name, value: value ?? {}, files, findings }
  } catch (error) {
    return { name, value: undefined, files, findings: [...findings, await describeLoadError(error, { file, root, files })] }
  }
}

/** The configuration in a module: its default export, or the one named `config`; a function is called. */
async function valueOf(module: unknown, root: string): Promise<unknown> {
  const exported = pick(module, 'default') ?? pick(module, 'config') ?? (pick(module, '__esModule') === undefined ? module : undefined)
  if (exported === undefined) throw new TypeError('It exports no configuration: use `export default defineConfig({ … })`.')
  return typeof exported === 'function' ? await exported({ root, env: process.env }) : exported
}

function pick(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null && key in of ? Reflect.get(of, key) : undefined
}

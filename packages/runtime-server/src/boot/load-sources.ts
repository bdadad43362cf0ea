// Reads what the developer wrote: schema, annotations, configs, environment. Rejects nothing; it collects findings.
import { readFile } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import type { Finding } from '@ssot/contract'
import { adaptToEmbedded, chooseDatabase, findSchemaFiles, parseSchema, type DatabaseTarget, type PrismaSchema, type SchemaFile } from '../data/index.ts'
import type { Annotation } from '../registry/annotations/annotation.ts'
import { readAnnotations } from '../registry/annotations/read-annotations.ts'
import { findProject, isSchemaText, type Project } from './find-project.ts'
import type { SsotConfig, UiConfig } from './config/config.ts'
import { loadConfigFiles } from './config/load-config.ts'
import { loadEnv, type LoadedEnv } from './config/load-env.ts'
import { checkConfig } from './config/validate-config.ts'

/** Everything that was read, with all that is wrong with it. */
export interface Sources {
  readonly project: Project
  /** Null where a finding is an error. */
  readonly schema: PrismaSchema | null
  readonly annotations: readonly Annotation[]
  readonly descriptions: ReadonlyMap<string, string>
  readonly config: SsotConfig
  readonly ui: UiConfig | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Null where a finding is an error. */
  readonly target: DatabaseTarget | null
  /** Absolute paths of files and folders that a development server watches. */
  readonly watched: readonly string[]
  readonly findings: readonly Finding[]
}

export interface SourceOptions {
  /** Path of a schema file or folder, or a schema's text; else where the config or convention says. */
  readonly schema?: string | undefined
  /** Configuration given in code; it goes before the file's. */
  readonly config?: SsotConfig | undefined
  readonly cwd: string
  /** The environment before `.env`. Given by a process that is the application's alone: what `.env` adds is then set in it too. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
}

/** The places where a schema is looked for when none is named. */
export const SCHEMA_PLACES: readonly string[] = ['schema.prisma', 'prisma/schema.prisma', 'prisma/schema', 'prisma']

/** Reads the schema, its annotations, both configs and the environment. */
export async function loadSources(options: SourceOptions): Promise<Sources> {
  const located = await locate(options)
  const { project, files, path } = located
  const { env, files: envFiles } = readEnvironment(options, project)
  const configured = await loadConfigFiles(project.root)
  const inCode = options.config && checkConfig(options.config, 'the configuration given to createSsotServer')
  const config = mergeConfig(configured.config, inCode?.config)
  const parsed = files.length > 0 ? await parseSchema(files) : { schema: null, findings: [noSchema(options, path)] }
  const read = readAnnotations(files)
  const chosen = await chooseTarget(parsed.schema, { config, env, project })
  return {
    project,
    schema: chosen.schema,
    annotations: read.annotations,
    descriptions: read.descriptions,
    config,
    ui: inCode?.config.ui ?? configured.ui ?? configured.config.ui,
    env,
    target: chosen.target,
    watched: [...(path === undefined ? [] : [path]), ...configured.files, ...envFiles],
    findings: [...parsed.findings, ...read.findings, ...configured.findings, ...(inCode?.findings ?? []), ...chosen.findings],
  }
}

function readEnvironment({ environment }: SourceOptions, project: Project): LoadedEnv {
  const loaded = loadEnv([project.schemaFolder, project.root], { environment: { ...(environment ?? process.env) } })
  if (environment) for (const name of loaded.sources.keys()) process.env[name] = loaded.env[name]
  return loaded
}

interface Located {
  readonly project: Project
  readonly files: readonly SchemaFile[]
  /** Absolute path of the schema file or folder; undefined for a text. */
  readonly path: string | undefined
}

async function locate({ schema, config, cwd }: SourceOptions): Promise<Located> {
  if (schema !== undefined && isSchemaText(schema)) {
    return { project: { root: cwd, schemaFolder: cwd, name: 'schema' }, files: [{ path: 'schema.prisma', text: schema }], path: undefined }
  }
  const named = schema ?? config?.schema ?? (await schemaOfConfig(cwd))
  for (const place of named === undefined ? SCHEMA_PLACES : [named]) {
    const path = resolve(cwd, place)
    const found = await findSchemaFiles(path)
    if (found.length === 0) continue
    const files = await Promise.all(found.map(async (file) => ({ path: nameOf(file, cwd), text: await readFile(file, 'utf8') })))
    return { project: findProject(path, cwd), files, path }
  }
  return { project: { root: cwd, schemaFolder: cwd, name: 'schema' }, files: [], path: named === undefined ? undefined : resolve(cwd, named) }
}

async function schemaOfConfig(cwd: string): Promise<string | undefined> {
  const { config } = await loadConfigFiles(cwd)
  return config.schema ?? config.prisma?.schemaPath
}

function nameOf(file: string, cwd: string): string {
  const way = relative(cwd, file)
  return way.startsWith('..') || isAbsolute(way) ? file : way
}

function noSchema(options: SourceOptions, path: string | undefined): Finding {
  const message = path === undefined ? `There is no schema at ${SCHEMA_PLACES.join(', ')}.` : `There is no schema at ${nameOf(path, options.cwd)}.`
  return { severity: 'error', code: 'SCHEMA.INVALID', message, hint: 'Name the schema file or folder, or make a new application with: ssot init' }
}

const NESTED = ['server', 'database', 'auth', 'limits', 'api'] as const

function mergeConfig(file: SsotConfig, code: SsotConfig | undefined): SsotConfig {
  const nested = NESTED.filter((key) => file[key] !== undefined && code?.[key] !== undefined)
  return { ...file, ...code, ...Object.fromEntries(nested.map((key) => [key, { ...file[key], ...code?.[key] }])) }
}

async function chooseTarget(
  schema: PrismaSchema | null,
  { config, env, project }: Pick<Sources, 'config' | 'env' | 'project'>,
): Promise<Pick<Sources, 'schema' | 'target' | 'findings'>> {
  if (!schema) return { schema: null, target: null, findings: [] }
  const { target, findings } = chooseDatabase({ schema, env, root: project.root, name: project.name, ...(config.database && { configured: config.database }) })
  const needsRewrite = target?.kind === 'pglite' && schema.provider === 'mysql'
  const adapted = needsRewrite ? await adaptToEmbedded(schema) : { schema, findings: [] }
  return { schema: adapted.schema, target, findings: [...findings, ...adapted.findings] }
}

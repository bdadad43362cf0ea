// The line of a boot: sources → registry → database → runtime. Any finding that is an error refuses the start; while running, it refuses the change.
import { randomBytes } from 'node:crypto'
import { isProblem, problem, type Finding } from '@ssot/contract'
import { openDatabase, type Database, type PrismaClientLike } from '../data/index.ts'
import { createRuntimeHolder, type RuntimeHolder } from '../http/runtime.ts'
import { limitsWith } from '../request/limits.ts'
import { refuseErrors } from './boot-failure.ts'
import { buildRuntime, registryOf, type Ready } from './build-runtime.ts'
import type { SsotConfig } from './config/config.ts'
import { fitDatabase, type FitOptions } from './fit-database.ts'
import { loadSources, type Sources } from './load-sources.ts'
import type { BootOptions } from './options.ts'
import { requireSecret } from './require-secret.ts'

/** What a boot starts from. */
export interface BootInput {
  readonly schema?: string | undefined
  readonly config?: SsotConfig | undefined
  readonly options: BootOptions
}

/** A booted application, before any route. */
export interface Booted {
  readonly holder: RuntimeHolder
  readonly database: Database
  sources(): Sources
  client(): PrismaClientLike
  /** Reads the sources again and swaps the registry. @throws BootFailure, DATABASE.DIFFERS, DATABASE.DATA_LOSS: the old one goes on serving */
  reload(): Promise<void>
  close(): Promise<void>
}

/** Boots. @throws BootFailure, or a problem of the database */
export async function boot(input: BootInput): Promise<Booted> {
  const first = await prepare(input, requireSecret(isDevelopment(input.options)))
  const database = await openDatabase(targetOf(first.sources), { extensions: first.schema.extensions, queryTimeoutMs: limitsWith(first.sources.config.limits ?? {}).queryTimeoutMs })
  try {
    return await serveFrom(input, first, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function serveFrom(input: BootInput, first: Ready, database: Database): Promise<Booted> {
  const fit = fitOptions(input.options)
  // One for the life of the process, so that a swap leaves tokens as they are.
  const secret = randomBytes(32).toString('hex')
  await fitDatabase(database, first, fit)
  let { client, runtime } = await buildRuntime(first, database, secret)
  let sources = first.sources
  const holder = createRuntimeHolder(runtime)
  const reload = async (): Promise<void> => {
    const next = await prepare(input, requireSecret(isDevelopment(input.options)))
    requireSameDatabase(database, next)
    const old = client
    await swapUnlessLossy(fit, async (options) => {
      await holder.swap(async () => {
        await fitDatabase(database, next, options)
        ;({ client, runtime } = await buildRuntime(next, database, secret))
        sources = next.sources
        return runtime
      })
    })
    await old.$disconnect()
  }
  return {
    holder,
    database,
    sources: () => sources,
    client: () => client,
    reload,
    close: async () => {
      await client.$disconnect()
      await database.close()
    },
  }
}

// Nobody is asked while requests wait: the swap is given up, the question put, and the swap made again.
async function swapUnlessLossy(fit: FitOptions, swap: (options: FitOptions) => Promise<void>): Promise<void> {
  try {
    await swap({ ...fit, acceptDataLoss: fit.acceptDataLoss === true })
  } catch (error) {
    const asks = typeof fit.acceptDataLoss === 'function' && isProblem(error) && error.code === 'DATABASE.DATA_LOSS'
    if (!asks || typeof fit.acceptDataLoss !== 'function' || !isProblem(error) || !(await fit.acceptDataLoss(error.message))) throw error
    await swap({ ...fit, acceptDataLoss: true })
  }
}

/** Sources and the registry they make; every finding, those of `check` among them, is reported, an error refuses. */
export async function prepare(input: BootInput, check: (sources: Sources) => readonly Finding[] = () => []): Promise<Ready> {
  const sources = await loadSources({ schema: input.schema, config: input.config, cwd: input.options.cwd ?? process.cwd(), environment: input.options.environment })
  const built = sources.schema && registryOf(sources, sources.schema)
  const findings: readonly Finding[] = [...sources.findings, ...(built?.findings ?? []), ...check(sources)]
  refuseErrors(findings)
  if (!sources.schema || !built) throw problem('INTERNAL.BUG', { detail: 'The schema was not read, and no fault was found.' })
  findings.forEach((finding) => input.options.onFinding?.(finding))
  const { registry, policies, rightsOf } = built
  return { sources, schema: sources.schema, registry, policies, rightsOf }
}

function targetOf(sources: Sources): NonNullable<Sources['target']> {
  if (!sources.target) throw problem('DATABASE.URL', { detail: 'No database was chosen.' })
  return sources.target
}

function requireSameDatabase(database: Database, next: Ready): void {
  const target = targetOf(next.sources)
  if (target.kind === database.target.kind && target.url === database.target.url) return
  throw problem('DATABASE.URL', { detail: 'The schema or the configuration now names another database.', hint: 'Restart the server to use it.' })
}

/** Whether a boot is for development. */
export function isDevelopment(options: BootOptions): boolean {
  return options.development ?? process.env['NODE_ENV'] !== 'production'
}

function fitOptions(options: BootOptions): FitOptions {
  return { push: options.push ?? (isDevelopment(options) ? 'embedded' : 'never'), acceptDataLoss: options.acceptDataLoss ?? false }
}

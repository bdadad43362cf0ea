import { relative } from 'node:path'
import { isLoopback } from '../http/loopback.ts'
import type { Listening, SsotServer } from '../boot/create-ssot-server.ts'
import type { Sources } from '../boot/load-sources.ts'
import { redactUrl } from '../data/index.ts'
import { paint } from './paint.ts'

const KINDS = { sqlite: 'SQLite', pglite: 'PGlite (PostgreSQL in the process)', postgresql: 'PostgreSQL', mysql: 'MySQL/MariaDB' } as const

/** How a server was started, and when by `performance.now()`. */
export interface Start {
  readonly mode: 'dev' | 'start'
  readonly startedAt: number
}

/** The lines that say what serves where. */
export function describeServer({ registry, sources }: SsotServer, listening: Listening, { mode, startedAt }: Start): string {
  const signedIn = mode === 'dev' && isLoopback(listening.host) && !sources.config.authenticate
  const rows: readonly (readonly [string, string])[] = [
    ['schema', `${sources.schema?.files.map((file) => file.path).slice(0, 3).join(', ') ?? ''} · ${registry.byPath.size} models`],
    ['database', describeDatabase(sources)],
    ['API', `${listening.url}${sources.config.api?.base ?? '/api'}`],
    ['UI', `${listening.url}/app`],
    ...(signedIn ? [['signed in', paint.yellow('as the development administrator, from this machine only')] as const] : []),
  ]
  const title = `${paint.bold('ssot')} ${mode} ${paint.dim(`ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)}`
  return `\n  ${title}\n\n${rows.map(([name, text]) => `  ${paint.dim(name.padEnd(10))} ${text}`).join('\n')}\n\n`
}

/** The database in use, without secrets. */
export function describeDatabase(sources: Sources): string {
  const { target } = sources
  if (!target) return 'none'
  const isFile = target.kind === 'sqlite' || target.kind === 'pglite'
  const place = isFile && target.url !== 'memory' ? relative(process.cwd(), target.url) || '.' : redactUrl(target.url)
  return `${KINDS[target.kind]} · ${place}${target.embedded ? '' : ` (${target.source})`}`
}

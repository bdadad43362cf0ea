// Owns which cases can be run as things stand, and says why the others cannot.
import type { AttackCase } from './attack-case.ts'
import type { DatabaseName } from './std-schema.ts'

/** Areas about the form of requests, not about who may do what. */
export const AREAS_OF_FORM = ['hidden-data', 'operator-injection', 'dos-query-cost', 'types-encoding', 'prototype-json', 'http-protocol', 'concurrency', 'migration-boot', 'reliability'] as const

/** Areas about what the rules of the fixture let through. */
export const AREAS_OF_RULES = ['filter-leak', 'mass-assignment', 'aggregate-leak', 'errors-enumeration', 'manifest-secrets', 'export-redirect'] as const

const AREAS_RUN = [...AREAS_OF_FORM, ...AREAS_OF_RULES]

const AREAS_WAITING: Readonly<Record<string, string>> = {
  'realtime-visibility': 'realtime',
  'ws-security': 'realtime',
  'auth-jwt-session': 'plugins',
  'rate-limit': 'plugins',
  'csrf-cors': 'plugins',
  'api-key': 'plugins',
  'xss-render': 'a browser',
  oauth: 'plugins',
  webhook: 'plugins',
  storage: 'plugins',
  ssrf: 'plugins',
  ai: 'plugins',
}

/** Cases of an area that is run, and what each waits for. */
const CASES_WAITING: Readonly<Record<string, string>> = {
  'RS-028': 'plugins',
  // Keys of programs, and pages of signing in, come with a plugin.
  'FL-042': 'plugins',
  'EX-005': 'plugins',
}

/** Faults of a server that an embedded database does not have. */
const SERVERS_ONLY = ['DS-018', 'DS-019', 'MG-008', 'MG-010', 'RS-004', 'RS-005', 'RS-006', 'RS-007', 'RS-008', 'RS-009', 'RS-032', 'ER-010']

const REALTIME_WORDS = /\bws\b|subscri|event|sequencer|LISTEN|NOTIFY|lease|resume|reconnect|Redis/i

const DATABASES_OF: Readonly<Record<string, readonly DatabaseName[]>> = { pg: ['postgres', 'pglite'], sqlite: ['sqlite'], 'sqlite-wal': ['sqlite'] }

/** Whether a case is about form: whoever may do what it needs, must meet what it expects. */
export function isOfForm({ area }: AttackCase): boolean {
  return AREAS_OF_FORM.some((each) => each === area)
}

/** What to run: areas, and whether they were asked for by name. */
export interface Choice {
  readonly database: DatabaseName
  /** Areas or ids asked for by name; empty: those of the table. */
  readonly only: readonly string[]
}

/** Why a case is not run at all; null where it is. */
export function reasonToSkip(attack: AttackCase, { database, only }: Choice): string | null {
  const isNamed = only.includes(attack.id) || only.includes(attack.area)
  if (only.length > 0 && !isNamed) return 'not asked for'
  if (!isNamed && !AREAS_RUN.some((area) => area === attack.area)) return `needs ${AREAS_WAITING[attack.area] ?? `a decision on the area ${attack.area}`}`
  const waiting = CASES_WAITING[attack.id] ?? waitingFor(attack)
  if (waiting !== null) return `needs ${waiting}`
  if (SERVERS_ONLY.includes(attack.id)) return database === 'postgres' ? null : `not for ${database}`
  const databases = attack.setup.db?.flatMap((name) => DATABASES_OF[name] ?? []) ?? [database]
  return databases.includes(database) ? null : `not for ${database}`
}

function waitingFor({ area, request, setup, expect, title }: AttackCase): string | null {
  const text = JSON.stringify(request)
  if (request.kind === 'ws') return 'realtime'
  if (request.kind === 'render' || request.kind === 'unit') return 'a browser'
  if (/\{\{(?:AUTH|HOOK)\}\}/.test(text)) return 'plugins'
  if (setup.bus !== undefined) return 'realtime'
  return area === 'reliability' && REALTIME_WORDS.test(`${title} ${text} ${expect.body ?? ''}`) ? 'realtime' : null
}

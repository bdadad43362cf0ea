// Owns the invariants: what an observation must satisfy, whatever the case.
import { ERRORS } from '@ssot/contract'
import type { Exchange, Observation } from './bench.ts'
import { jsonOf, type RawRequest } from './send-raw.ts'
import { HIDDEN_NAMES } from './std-schema.ts'

export interface Judging {
  readonly status: readonly number[] | undefined
  readonly slack: number
}

const CANARY = /CANARY_(?:env|[A-Z]\w*)_\w+/
const INTERNALS = /prisma|available options|SQLITE_|syntax error at|\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|node_modules|\n\s+at |\bat \S+ \(|\/src\/\w|\/tmp\/|file:\/\/|better-sqlite3|ECONNREFUSED|127\.0\.0\.1:\d|localhost:\d|invocation/i
const ERROR_LEVEL = 50

type Invariant = (observation: Observation, argument: string, judging: Judging) => readonly string[]

const each = (observation: Observation, fault: (exchange: Exchange) => string | null): readonly string[] =>
  [...observation.exchanges, ...observation.twinExchanges].flatMap((exchange) => fault(exchange) ?? [])

const INVARIANTS: Readonly<Record<string, Invariant>> = {
  no_5xx: (observation) => each(observation, ({ answer }) => (answer.status >= 500 ? `no 5xx, came ${describeAnswer(answer)}` : null)),
  no_canary: (observation) => each(observation, ({ answer }) => canaryFault(answer)),
  no_internals: (observation) => each(observation, internalsFault),
  no_change: ({ changed }) => (changed.length === 0 ? [] : [`no change, but changed: ${changed.join(', ')}`]),
  alive: ({ healthMs }, _argument, { slack }) => (healthMs !== null && healthMs <= 1000 * slack ? [] : [`/health within 1 s, came ${healthMs === null ? 'nothing' : `${String(Math.round(healthMs))} ms`}`]),
  fast: ({ exchanges }, ms, { slack }) => exchanges.flatMap(({ answer }) => (answer.ms <= Number(ms) * slack ? [] : [`an answer within ${ms} ms, came after ${String(Math.round(answer.ms))} ms`])),
  rss: ({ rssGrowth }, text) => (rssGrowth <= Number.parseInt(text, 10) * 1_000_000 ? [] : [`memory grows by less than ${text}, grew by ${String(Math.round(rssGrowth / 1e6))} MB`]),
  no_pollution: ({ polluted }) => (polluted ? ['no pollution of Object.prototype'] : []),
  twin: ({ exchanges, twinExchanges }) => exchanges.flatMap(({ answer }, index) => differenceOf(answer.text, twinExchanges[index]?.answer.text ?? '')),
}

/** What hidden value an answer tells, if any. */
export function canaryFault({ text, headers }: Exchange['answer']): string | null {
  return found(CANARY, 'no hidden value', `${text}\n${JSON.stringify(headers)}`)
}

/** The name of something hidden that an answer tells though it was not asked about, if any; `told` are names that documents may hold. */
export function hiddenNameFault({ sent, answer }: Exchange, told: { has(name: string): boolean } = new Set()): string | null {
  const asked = hiddenNamesIn(sent)
  const name = HIDDEN_NAMES.find((each) => answer.text.includes(each) && !asked.includes(each) && !told.has(each))
  return name === undefined ? null : found(new RegExp(name), 'no name of what is hidden', answer.text)
}

/** Names of something hidden that a request holds. */
export function hiddenNamesIn(sent: RawRequest): readonly string[] {
  const text = `${safelyDecoded(sent.path)} ${String(sent.body ?? '')}`
  return HIDDEN_NAMES.filter((name) => text.includes(name))
}

/** What a failure tells of the inside, if anything; what was sent may be repeated. */
export function internalsFault({ sent, answer }: Exchange): string | null {
  return answer.status < 400 || !INTERNALS.test(answer.text) ? null : found(INTERNALS, 'nothing of the inside', withoutEcho(answer.text, sent))
}

/** Names of invariants that are checked always, or by other means. */
const ELSEWHERE = new Set(['log_clean'])

/** Faults of an observation, one line each. */
export function judge(observation: Observation, judging: Judging): readonly string[] {
  const names = observation.attack.expect.inv ?? []
  const faults = names.filter((name) => !ELSEWHERE.has(name)).flatMap((name) => applyInvariant(name, observation, judging))
  return [...new Set([...judgeStatus(observation, judging), ...judgeCode(observation), ...faults, ...judgeProblems(observation), ...each(observation, hiddenNameFault), ...judgeLog(observation), ...(observation.died === null ? [] : [`the process lives, but it ${observation.died}`])])]
}

/** Invariants of a case that no code knows. */
export function unknownInvariants(names: readonly string[]): readonly string[] {
  return names.filter((name) => !ELSEWHERE.has(name) && splitInvariant(name) === null)
}

function applyInvariant(name: string, observation: Observation, judging: Judging): readonly string[] {
  const split = splitInvariant(name)
  return split === null ? [`the invariant "${name}" is known`] : (INVARIANTS[split.name]?.(observation, split.argument, judging) ?? [])
}

function splitInvariant(text: string): { readonly name: string; readonly argument: string } | null {
  const name = /^\w+/.exec(text)?.[0] ?? ''
  return Object.hasOwn(INVARIANTS, name) ? { name, argument: text.slice(name.length).replace(/^[:<+]+/, '') } : null
}

function judgeStatus({ exchanges }: Observation, { status }: Judging): readonly string[] {
  if (status === undefined) return []
  return exchanges.flatMap(({ answer }) => (status.includes(answer.status) ? [] : [`${status.join(' or ')}, came ${describeAnswer(answer)}`]))
}

// Codes of the cases are names of other systems: the last segment is compared, and words are left to the reader.
function judgeCode({ attack, exchanges }: Observation): readonly string[] {
  const code = attack.expect.code
  if (code === undefined || !/^[A-Z_.]+$/.test(code)) return []
  const wanted = code.split('.').at(-1)
  return exchanges.flatMap(({ answer }) => (answer.status < 400 || codesOf(answer).some((each) => each.split('.').at(-1) === wanted) ? [] : [`the code ${code}, came ${describeAnswer(answer)}`]))
}

/** The codes of a problem: its own, and those of its faults. */
export function codesOf(answer: Exchange['answer']): readonly string[] {
  const { code, errors } = jsonOf(answer)
  return [code, ...(Array.isArray(errors) ? errors.map((error: { readonly code?: unknown }) => error.code) : [])].map(String)
}

// Every failure is a problem document with a code of the table. What Node answers before any code of ours runs has no body to speak of.
function judgeProblems({ exchanges }: Observation): readonly string[] {
  return exchanges.flatMap(({ answer }) => problemFault(answer) ?? [])
}

/** What is wrong with a failure's form, if anything. */
export function problemFault(answer: Exchange['answer']): string | null {
  if (answer.status < 400 || answer.status === 431 || answer.text === '') return null
  const { code, status } = jsonOf(answer)
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json') && typeof code === 'string' && Object.hasOwn(ERRORS, code) && status === answer.status
  return isProblem ? null : `a problem document with a known code, came ${describeAnswer(answer)}`
}

function judgeLog({ lines }: Observation): readonly string[] {
  return errorsIn(lines).map((line) => `a clean log, came ${line.slice(0, 400)}`)
}

/** The lines of a log that tell of an error, or are no log at all. */
export function errorsIn(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => {
    const level = /^\{"level":(\d+)/.exec(line)?.[1]
    return level === undefined ? /error|unhandled|uncaught|warning/i.test(line) : Number(level) >= ERROR_LEVEL
  })
}

/** An answer in one line. */
export function describeAnswer({ status, text }: Exchange['answer']): string {
  return `${String(status)} ${text.slice(0, 240).replaceAll(/\s+/g, ' ')}`
}

function found(pattern: RegExp, what: string, text: string): string | null {
  const match = pattern.exec(text)
  return match === null ? null : `${what}, came …${text.slice(Math.max(0, match.index - 60), match.index + 100).replaceAll(/\s+/g, ' ')}…`
}

// A message may repeat what was sent; that says nothing of the inside.
function withoutEcho(text: string, sent: Exchange['sent']): string {
  const words = `${safelyDecoded(sent.path)} ${String(sent.body ?? '').slice(0, 100_000)}`.match(/[^\s"{}[\]:,&=?/]{4,}/g) ?? []
  return [...new Set(words)].toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function differenceOf(text: string, twin: string): readonly string[] {
  const plain = (body: string): string => body.replace(/"requestId":"[^"]*"/, '')
  return plain(text) === plain(twin) ? [] : [`the same answer from the twin, came ${text.slice(0, 160)} and ${twin.slice(0, 160)}`]
}

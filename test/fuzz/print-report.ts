import type { RawRequest } from '../attack/send-raw.ts'
import type { Failure, FuzzReport } from './run-fuzz.ts'

const MB = 1e6
/** /health is to answer within this time throughout. */
const HEALTH_MS = 1000

/** A request as one would type it. */
export function describeRequest({ method, path, headers, body }: RawRequest): string {
  const shown = Object.entries(headers).map(([name, value]) => ` -H ${JSON.stringify(`${name}: ${value.slice(0, 200)}`)}`)
  const data = body === undefined ? '' : ` --data ${Buffer.isBuffer(body) ? `(bytes) ${body.toString('latin1').slice(0, 400)}` : body.length > 800 ? `${body.slice(0, 400)} … (${String(body.length)} characters) … ${body.slice(-100)}` : body}`
  return `${method} ${path.slice(0, 1200)}${shown.join('')}${data}`
}

/** A failure: what came, what was sent, what the log says, how to send it again. */
export function describeFailure({ number, fault, sent, log }: Failure, seed: number): string {
  return [`✗ number ${String(number)}: ${fault}`, `    ${describeRequest(sent)}`, ...(log === null ? [] : [`    log: ${log.slice(0, 1500)}`]), `    again: pnpm fuzz --seed ${String(seed)} --only ${String(number)}`].join('\n')
}

/** What failures of one cause have in common. */
export function kindOf({ fault, log }: Failure): string {
  const place = log === null ? '' : (/"msg":"([^"]*)/.exec(log)?.[1] ?? '') + (/\bat ([\w.]+) \(/.exec(log)?.[1] ?? '')
  return `${fault.replaceAll(/"requestId":"[^"]*"|[0-9a-f-]{36}|\d+/g, '#').slice(0, 160)} ${place.replaceAll(/\d+/g, '#')}`
}

/** The end of a run, and how many things are wrong. */
export function describeReport(report: FuzzReport): { readonly text: string; readonly faults: number } {
  const { failures, died, errors, healthMs, rss, statuses } = report
  const isSteady = rss.last <= rss.first * 1.25 + 50 * MB
  const wrong = [
    ...(died === null ? [] : [`The process ${died}.`]),
    ...(healthMs !== null && healthMs <= HEALTH_MS ? [] : [`/health took ${healthMs === null ? 'for ever' : `${String(Math.round(healthMs))} ms`}; ${String(HEALTH_MS)} ms are allowed.`]),
    ...(isSteady ? [] : ['Memory grows.']),
    ...errors.slice(0, 5).map((line) => `The log has an error of no failed request: ${line.slice(0, 600)}`),
  ]
  const faults = failures.length + wrong.length
  const table = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${String(status)} × ${String(count)}`)
  const text = [
    '',
    ...wrong.map((line) => `✗ ${line}`),
    `answers: ${table.join(', ')}; ${String(report.overloads)} refused under load`,
    `/health at most ${healthMs === null ? '–' : String(Math.round(healthMs))} ms, memory ${String(Math.round(rss.first / MB))} → ${String(Math.round(rss.last / MB))} MB (medians of the first and the last fifth)`,
    `${String(report.sent)} requests in ${report.seconds.toFixed(1)} s, ${String(Math.round(report.sent / report.seconds))} per second`,
    `${String(report.sent - failures.length)} passed, ${String(faults)} failed`,
  ].join('\n')
  return { text, faults }
}

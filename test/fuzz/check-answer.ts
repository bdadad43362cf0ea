import type { Exchange } from '../attack/bench.ts'
import { canaryFault, describeAnswer, hiddenNameFault, internalsFault, problemFault } from '../attack/judge.ts'
import { jsonOf } from '../attack/send-raw.ts'
import type { ToldNames } from './told-names.ts'

const WAITING = new Set(['LIMIT.OVERLOADED', 'DATA.UNAVAILABLE'])

/** What an answer is, in the eyes of the fuzzer. */
export interface Verdict {
  /** What is wrong; null: nothing. */
  readonly fault: string | null
  /** A refusal under load, which is right but counted. */
  readonly isOverload: boolean
}

/** Judges one answer: no 5xx but overload, failures in their form, nothing hidden told, but for names that documents may hold. */
export function checkAnswer(exchange: Exchange, provider: string, told?: Pick<ToldNames, 'has'>): Verdict {
  const { answer, sent } = exchange
  const isOverload = isRefusalUnderLoad(exchange, provider)
  if (answer.status >= 500 && !isOverload) return { fault: `came ${describeAnswer(answer)}`, isOverload }
  const fault = (sent.method === 'HEAD' ? null : problemFault(answer)) ?? canaryFault(answer) ?? hiddenNameFault(exchange, told) ?? internalsFault(exchange) ?? jsonFault(exchange)
  return { fault: fault === null ? null : `expected ${fault}`, isOverload }
}

/** Whether the server says that it has no time now, and when to come again. */
export function isRefusalUnderLoad({ answer }: Exchange, provider: string): boolean {
  const code = String(jsonOf(answer)['code'])
  if (answer.status === 503) return WAITING.has(code) && answer.headers['retry-after'] !== undefined
  return answer.status === 504 && provider === 'postgresql' && code === 'DATA.TIMEOUT'
}

function jsonFault({ answer, sent }: Exchange): string | null {
  const type = String(answer.headers['content-type'])
  if (sent.method === 'HEAD' || answer.status === 204 || !/json/.test(type)) return null
  const documents = type.includes('ndjson') ? answer.text.split('\n').filter((line) => line !== '') : [answer.text]
  try {
    for (const document of documents) JSON.parse(document)
    return null
  } catch {
    return `JSON, came ${describeAnswer(answer)}`
  }
}

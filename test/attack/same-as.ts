import type { Bench, Observation } from './bench.ts'
import { describeAnswer } from './judge.ts'
import { jsonOf, sendRaw, type RawAnswer, type RawRequest } from './send-raw.ts'
import { HIDDEN_NAMES } from './std-schema.ts'

const SAME_ID = /^(cursor |connect )?id (\d+)$/
const SAME_FIELD = /^same request with field name '(\w+)'$/

/** Names that are no field of anything, beside the hidden ones. */
const NO_FIELDS = ['computedSecretScore']

/** Sends the other request that must be answered the same; null where the case names none we can make. */
export async function compareWithSame({ attack, exchanges }: Observation, bench: Bench): Promise<readonly string[] | null> {
  const [exchange] = exchanges
  const other = attack.expect.same_as === undefined || exchange === undefined ? null : otherRequest(exchange.sent, attack.expect.same_as)
  if (exchange === undefined || other === null) return null
  const answer = await sendRaw(bench.target.url, other.sent, bench.agent)
  const plain = (text: RawAnswer): string => plainText(text, other.names)
  return plain(answer) === plain(exchange.answer) ? [] : [`the same as for ${attack.expect.same_as ?? ''}, came ${describeAnswer(exchange.answer)} and ${describeAnswer(answer)}`]
}

/** Whether `same_as` can be tested by code. */
export function isComparable(text: string): boolean {
  return SAME_ID.test(text) || SAME_FIELD.test(text)
}

interface Other {
  readonly sent: RawRequest
  /** What may stand for each other in the answers. */
  readonly names: readonly string[]
}

function otherRequest(sent: RawRequest, sameAs: string): Other | null {
  const [, where, id] = SAME_ID.exec(sameAs) ?? []
  if (id !== undefined) return withId(sent, where === 'cursor ' ? /(?<="cursor":\{"id":)\d+/ : /\d+(?=\D*$)/, id)
  const field = SAME_FIELD.exec(sameAs)?.[1]
  const hidden = [...HIDDEN_NAMES, ...NO_FIELDS].find((name) => `${sent.path}${String(sent.body ?? '')}`.includes(name))
  return field === undefined || hidden === undefined ? null : { sent: replaceIn(sent, new RegExp(hidden, 'g'), field), names: [field, hidden] }
}

function withId(sent: RawRequest, pattern: RegExp, id: string): Other {
  return { sent: replaceIn(sent, pattern, id), names: [id, pattern.exec(String(sent.body ?? sent.path))?.[0] ?? id] }
}

function replaceIn(sent: RawRequest, pattern: RegExp, by: string): RawRequest {
  return sent.body === undefined ? { ...sent, path: sent.path.replace(pattern, by) } : { ...sent, path: sent.path, body: String(sent.body).replace(pattern, by) }
}

function plainText(answer: RawAnswer, names: readonly string[]): string {
  const { requestId: _requestId, ...body } = jsonOf(answer)
  return names.reduce((text, name) => text.replaceAll(name, '…'), `${String(answer.status)} ${JSON.stringify(body)}`)
}

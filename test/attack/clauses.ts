// What a case demands in words, as code. A clause gets one variant's observation and answers what is wrong.
import type { Bench, Exchange, Observation } from './bench.ts'
import { codesOf, describeAnswer } from './judge.ts'
import { jsonOf, sendRaw } from './send-raw.ts'
import { HIDDEN_NAMES } from './std-schema.ts'

export type Clause = (observation: Observation, bench: Bench) => Promise<readonly string[]> | readonly string[]

type Check = (exchange: Exchange, observation: Observation) => boolean

const MAX_TAKE = 100
const MAX_INT = 2 ** 31 - 1

/** A clause on each answer by itself. */
const each = (what: string, holds: Check): Clause => (observation) => observation.exchanges.flatMap((exchange) => (holds(exchange, observation) ? [] : [`${what}, came ${describeAnswer(exchange.answer)}`]))

const dataOf = ({ answer }: Exchange): unknown => jsonOf(answer)['data']
const field = (exchange: Exchange, name: string): unknown => Reflect.get(Object(dataOf(exchange)), name)
const isLimit = ({ answer }: Exchange): boolean => codesOf(answer).includes('LIMIT.EXCEEDED')
const isOk = ({ answer }: Exchange): boolean => answer.status < 300
const sentMeta = ({ sent }: Exchange): unknown => Reflect.get(Object(JSON.parse(String(sent.body))), 'meta')

const RULE_WORDS = /auth\.(?:id|role|orgId)|isOwner|postgres(?:ql)?:\/\/|file:|CANARY/
const countOf = (exchange: Exchange): unknown => field(exchange, 'count')
const idsIn = (rows: unknown): string => JSON.stringify(Array.isArray(rows) ? rows.map((row) => Reflect.get(Object(row), 'id')) : rows)

const RULE_CLAUSES: Readonly<Record<string, Clause>> = {
  'FL-014': each('no record', (exchange) => !isOk(exchange) || Object(dataOf(exchange)).length === 0),
  'FL-032': each('a refusal, or the key alone', (exchange) => !isOk(exchange) || Object.keys(Object(dataOf(exchange))).join() === 'id'),
  'FL-033': async ({ exchanges }, bench) => {
    const [exchange] = exchanges
    if (exchange === undefined) return []
    const asked = /"include":\{"(\w+)"/.exec(String(exchange.sent.body))?.[1] ?? ''
    const other = await sendRaw(bench.target.url, { ...exchange.sent, body: String(exchange.sent.body).replace(asked, 'zzzOther') }, bench.agent)
    const plain = (text: string, name: string): string => text.replaceAll(name, '…').replace(/"requestId":"[^"]*"/, '')
    return plain(exchange.answer.text, asked) === plain(other.text, 'zzzOther') ? [] : [`one text whatever the name, came ${describeAnswer(exchange.answer)} and ${describeAnswer(other)}`]
  },
  'FL-038': each('three comments', (exchange) => Reflect.get(Object(field(exchange, '_count')), 'comments') === 3),
  'FL-044': each('only records that hold the text', (exchange, { bindings }) => Array.isArray(dataOf(exchange)) && Object(dataOf(exchange)).every((row: object) => String(Reflect.get(row, 'name')).includes(String(bindings['v'])))),
  'FL-101': each('the comments that are not internal', (exchange) => idsIn(field(exchange, 'comments')) === '[1,2,3]'),
  'MA-011': each('one record, her own', (exchange) => countOf(exchange) === 1),
  'MA-012': each('one record, her own', (exchange) => countOf(exchange) === 1),
  'AG-005': each('counts and sums of four records', (exchange) => JSON.stringify([field(exchange, '_sum'), field(exchange, '_max'), field(exchange, '_count')]) === '[{"views":4},{"views":3},4]'),
  'AG-101': each('a total of four', ({ answer }) => Reflect.get(Object(jsonOf(answer)['meta']), 'total') === 4),
  'ER-006': each('nothing of the row', ({ answer }) => !/org/i.test(answer.text)),
  'ER-007': each('no word on what refers to it', ({ answer }) => answer.status === 409 && !/revision|editor|postId/i.test(answer.text)),
  'MF-001': each('no secret and no rule', ({ answer }) => !RULE_WORDS.test(answer.text)),
}

const CLAUSES: Readonly<Record<string, Clause>> = {
  'OP-010': each('a where of null is no filter', (exchange) => !isOk(exchange) || (Array.isArray(dataOf(exchange)) && Object(dataOf(exchange)).length === 6)),
  'DS-001': each('LIMIT.EXCEEDED beyond the depth', (exchange, { bindings }) => Number(bindings['depth']) <= 5 || isLimit(exchange)),
  'DS-002': each('LIMIT.EXCEEDED before the database', isLimit),
  'DS-006': each('a refusal beyond the limit', (exchange, { bindings }) => isLimit(exchange) || codesOf(exchange.answer).includes('REQUEST.BAD_VALUE') || (isOk(exchange) && Number(bindings['n']) <= 1000)),
  'DS-007': each('at most maxTake records', (exchange) => !isOk(exchange) || Object(dataOf(exchange)).length <= MAX_TAKE),
  'TY-001': each('BAD_VALUE, whatever the database', ({ answer }) => codesOf(answer).includes('REQUEST.BAD_VALUE')),
  'TY-010': each('the number as it was sent', (exchange, { bindings }) => field(exchange, 'balance') === bindings['v']),
  'TY-014': each('the number as it was sent, or a refusal', (exchange, { bindings }) => !isOk(exchange) || isSameDecimal(field(exchange, 'total'), bindings['v'])),
  'TY-018': each('Json as it was sent', (exchange) => !isOk(exchange) || sentMeta(exchange) === undefined || JSON.stringify(field(exchange, 'meta')) === JSON.stringify(sentMeta(exchange))),
  'DS-101': each('an answer that is not longer than what was sent', ({ answer, sent }) => answer.text.length < String(sent.body).length),
  'HD-018': each('no record', (exchange) => Object(dataOf(exchange)).length === 0),
  'HD-029': each('only records that hold the text', (exchange, { bindings }) => Array.isArray(dataOf(exchange)) && Object(dataOf(exchange)).every((row: object) => String(Reflect.get(row, 'name')).includes(String(bindings['v'])))),
  'HD-032': each('no hidden name', ({ answer }) => !HIDDEN_NAMES.some((name) => answer.text.includes(name))),
  // Its statuses say it: 415, or the 400 of a body that was read whole.
  'HT-001': () => [],
  'HT-010': each('nosniff and no X-Powered-By', ({ answer }) => answer.headers['x-content-type-options'] === 'nosniff' && answer.headers['x-powered-by'] === undefined),
  'TY-008': async (_observation, bench) => {
    const answer = await sendRaw(bench.target.url, { method: 'GET', path: '/api/posts', headers: { authorization: 'Bearer root' } }, bench.agent)
    const rows = Object(jsonOf(answer)['data'])
    const views: readonly unknown[] = Array.isArray(rows) ? rows.map((row) => Reflect.get(Object(row), 'views')) : []
    return answer.status === 200 && views.length > 0 && views.every((value) => Number.isInteger(value) && Math.abs(Number(value)) <= MAX_INT) ? [] : [`whole numbers of 32 bits, came ${describeAnswer(answer)}`]
  },
  'CC-001': async ({ exchanges }, bench) => {
    const bodies = new Set(exchanges.map(({ answer }) => answer.text))
    const [first] = exchanges
    if (first === undefined) return []
    const other = await sendRaw(bench.target.url, { ...first.sent, body: '{"externalId":"another","total":"1"}' }, bench.agent)
    return [
      ...(bodies.size === 1 ? [] : [`one answer for all ${String(exchanges.length)}, came ${String(bodies.size)}`]),
      ...(other.status === 422 ? [] : [`422 for another body under the same key, came ${describeAnswer(other)}`]),
    ]
  },
  'CC-004': async (_observation, bench) => {
    const rows = await bench.target.ask('query', `SELECT name FROM "Tag" WHERE name LIKE 'race%'`)
    return Array.isArray(rows) && rows.length === 1 ? [] : [`one row, came ${JSON.stringify(rows)}`]
  },
}

/** The check of what a case demands in words, where there is one. */
export function clauseOf(id: string): Clause | null {
  return CLAUSES[id] ?? RULE_CLAUSES[id] ?? null
}

function isSameDecimal(came: unknown, sent: unknown): boolean {
  return plainDecimal(String(came)) === plainDecimal(String(sent))
}

/** Digits without exponent and without zeros that say nothing. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? []
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded = digits.padEnd(point, '0').padStart(digits.length + Math.max(0, -point), '0')
  const at = Math.max(0, point)
  return `${sign === '-' ? '-' : ''}${padded.slice(0, at).replace(/^0+/, '')}.${padded.slice(at).replace(/0+$/, '')}`
}

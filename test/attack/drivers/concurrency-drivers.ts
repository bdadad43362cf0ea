// Cases on writes that meet.
import fc from 'fast-check'
import { isRefusalUnderLoad } from '../../fuzz/check-answer.ts'
import { createOf } from '../../fuzz/generate-write.ts'
import { NotExpressible } from '../build-request.ts'
import { describeAnswer } from '../judge.ts'
import { jsonOf, sendRaw } from '../send-raw.ts'
import { ask, expectThat, isAlive, type Driver } from './driver.ts'

const ROUNDS = 200
/** A server takes a second to notice each deadlock: so long, and not for all rounds. */
const ROUNDS_MS = 30_000
const SAMPLES = 200
const TIMES = 100

export const CONCURRENCY_DRIVERS: Readonly<Record<string, Driver>> = {
  // The contract's way is If-Match, and its refusal 412.
  'CC-002': async (bench) => {
    const { headers } = await ask(bench, 'GET', '/api/invoices/1')
    const etag = headers['etag']
    if (typeof etag !== 'string') return ['an ETag of a record, came none']
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(bench, 'PATCH', '/api/invoices/1', { body: { status: `s${String(index)}` }, headers: { 'if-match': etag } })))
    const statuses = answers.map(({ status }) => status).toSorted().join(' ')
    return expectThat(statuses === `200${' 412'.repeat(19)}`, `one 200 and nineteen 412, came ${statuses}`)
  },

  'CC-005': async (bench) => {
    const update = (id: number, round: number): unknown => ({ model: 'Post', action: 'update', args: { where: { id }, data: { title: `round ${String(round)}` } } })
    const send = (ids: readonly number[], round: number) => ask(bench, 'POST', '/api/$transaction', { body: { operations: ids.map((id) => update(id, round)) } })
    const faults = new Set<string>()
    const started = performance.now()
    for (let round = 0; round < ROUNDS && performance.now() - started < ROUNDS_MS; round++) {
      const answers = await Promise.all([send([1, 2], round), send([2, 1], round)])
      if (answers.some(({ status }) => status === 404)) throw new NotExpressible('there is no route for /api/$transaction')
      for (const answer of answers) if (answer.status !== 200 && answer.status !== 503) faults.add(`200 or 503, came ${describeAnswer(answer).replace(/"requestId":"[^"]*"/, '')}`)
    }
    return [...faults]
  },

  'TY-027': async (bench) => {
    const posts = bench.description.models.find(({ name }) => name === 'Post')
    if (posts === undefined) return ['the model Post']
    const own = { ...posts, fields: posts.fields.filter(({ name }) => name !== 'authorId' && name !== 'orgId') }
    const faults = new Set<string>()
    for (const row of fc.sample(createOf(own, bench.description, 0), { seed: 27, numRuns: SAMPLES })) {
      const created = await ask(bench, 'POST', '/api/posts', { body: row })
      const id = Reflect.get(Object(jsonOf(created)['data']), 'id')
      const read = created.status === 201 ? await ask(bench, 'GET', `/api/posts/${String(id)}`) : created
      const data = Object(jsonOf(read)['data'])
      const lost = Object.entries(row).filter(([name, value]) => created.status === 201 && !isSame(Reflect.get(data, name), value))
      if (created.status !== 201 && created.status !== 409) faults.add(`201, came ${describeAnswer(created)} for ${JSON.stringify(row)}`)
      for (const [name, value] of lost) faults.add(`${name} to be ${JSON.stringify(value)}, came ${JSON.stringify(Reflect.get(data, name))}`)
    }
    for (const body of fc.sample(fc.jsonValue({ maxDepth: 3 }), { seed: 28, numRuns: SAMPLES })) {
      const answer = await ask(bench, 'POST', '/api/invoices', { body })
      if (![201, 400, 409].includes(answer.status)) faults.add(`201 or 400, came ${describeAnswer(answer)} for ${JSON.stringify(body)}`)
    }
    return [...faults]
  },

  'RS-027': async (bench) => {
    const { pid } = bench.target
    const small = bench.sent.filter(({ body }) => (body?.length ?? 0) < 5000)
    const queue = Array.from({ length: TIMES }, () => small).flat()
    const faults = new Set<string>()
    const call = async (): Promise<void> => {
      for (let sent = queue.pop(); sent !== undefined && bench.target.ended() === null; sent = queue.pop()) {
        const answer = await sendRaw(bench.target.url, sent, bench.agent)
        // Many at once on a busy machine: some may be told to come again.
        if (answer.status >= 500 && !isRefusalUnderLoad({ sent, answer }, bench.description.provider)) faults.add(`no 5xx, came ${describeAnswer(answer)} for ${sent.method} ${sent.path.slice(0, 100)}`)
      }
    }
    await Promise.all(Array.from({ length: 16 }, call))
    return [...faults, ...expectThat(bench.target.pid === pid && (await isAlive(bench)), 'the same process to live'), ...expectThat(small.length > 0, 'other cases before this one')]
  },
}

// Instants and decimals may be written in several ways.
function isSame(came: unknown, sent: unknown): boolean {
  if (JSON.stringify(came) === JSON.stringify(sent)) return true
  return typeof came === 'string' && typeof sent === 'string' && Date.parse(came) === Date.parse(sent)
}

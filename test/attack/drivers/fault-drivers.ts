// Cases on databases that are slow, cut off or out of reach.
import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { describeAnswer } from '../judge.ts'
import { createAgent, sendRaw, type RawAnswer } from '../send-raw.ts'
import type { Target } from '../start-target.ts'
import { stdSchema } from '../std-schema.ts'
import { ask, expectThat, isAlive, type Driver } from './driver.ts'
import { startProxy } from './fault-proxy.ts'
import { createGround, fileOf, stop, type Ground } from './own-target.ts'

const run = promisify(execFile)

/** The fixture with a view that sleeps as long as its filter says. */
async function startSlow(ground: Ground, seconds: number, limits: Readonly<Record<string, number>> = {}): Promise<Target> {
  const schema = `${stdSchema('postgres')}\nview SlowView {\n  id    Int    @unique\n  slept String\n}\n`
  const target = await ground.start({ schema, limits })
  await target.ask('execute', `CREATE OR REPLACE VIEW "SlowView" AS SELECT 1 AS id, pg_sleep(${String(seconds)})::text AS slept`)
  return target
}

const SLOW = '/api/slow-views'
const UNHEALTHY = [503, 504]

const notIn = (answers: readonly RawAnswer[], statuses: readonly number[]): readonly string[] =>
  [...new Set(answers.filter(({ status }) => !statuses.includes(status)).map((answer) => `${statuses.join(' or ')}, came ${describeAnswer(answer).replace(/"requestId":"[^"]*"/, '')}`))]

/** Asks until an answer is 200, so long; the time it took in ms, or null. */
async function recovery(send: () => Promise<RawAnswer>, limitMs: number): Promise<number | null> {
  const started = performance.now()
  while (performance.now() - started < limitMs) {
    if ((await send().catch(() => null))?.status === 200) return performance.now() - started
    await wait(50)
  }
  return null
}

export const FAULT_DRIVERS: Readonly<Record<string, Driver>> = {
  'DS-018': async (bench) => {
    await using ground = await createGround('postgres')
    await using target = await startSlow(ground, 30, { queryTimeoutMs: 2000 })
    const answer = await ask(bench, 'GET', SLOW, { target })
    await wait(1000)
    const active = await bench.target.ask('query', `SELECT count(*)::int AS n FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%SlowView%' AND pid <> pg_backend_pid()`)
    return [
      ...notIn([answer], UNHEALTHY),
      ...expectThat(answer.ms <= 3000 * bench.slack, `an answer within 3 s, came after ${String(Math.round(answer.ms))} ms`),
      ...expectThat(JSON.stringify(active) === '[{"n":0}]', `no statement left running, came ${JSON.stringify(active)}`),
      ...expectThat(await isAlive(bench, target), '/health to answer'),
    ]
  },

  'DS-019': async (bench) => {
    await using ground = await createGround('postgres')
    await using target = await startSlow(ground, 1.5)
    const agent = createAgent(60)
    const gone = Array.from({ length: 50 }, () => sendRaw(target.url, { method: 'GET', path: SLOW, headers: { authorization: 'Bearer root' } }, agent).catch(() => null))
    await wait(50)
    agent.destroy()
    await Promise.all(gone)
    const answer = await ask(bench, 'GET', '/api/posts', { target })
    return [...notIn([answer], [200]), ...expectThat(answer.ms <= 3000 * bench.slack, `a list within 3 s, came after ${String(Math.round(answer.ms))} ms`), ...expectThat(await isAlive(bench, target), '/health to answer')]
  },

  'RS-005': async (bench) => {
    await using ground = await createGround('postgres')
    await using proxy = await startProxy(ground.place.databaseUrl)
    await using target = await ground.start({ databaseUrl: proxy.url, limits: { queryTimeoutMs: 2000 } })
    const list = (): Promise<RawAnswer> => ask(bench, 'GET', '/api/posts', { target })
    await list()
    proxy.freeze()
    const write = ask(bench, 'POST', '/api/tags', { body: { name: 'frozen' }, target })
    const answers = await Promise.all([...Array.from({ length: 30 }, list), write])
    const ready = await ask(bench, 'GET', '/ready', { target })
    const alive = await isAlive(bench, target)
    proxy.thaw()
    const recovered = await recovery(list, 15_000)
    return [
      ...notIn(answers, UNHEALTHY),
      ...expectThat(ready.status === 503, `/ready 503, came ${String(ready.status)}`),
      ...expectThat(alive, '/health to answer'),
      ...expectThat(recovered !== null && recovered <= 5000 * bench.slack, `recovery within 5 s, came ${recovered === null ? 'none' : `after ${String(Math.round(recovered))} ms`}`),
    ]
  },

  'RS-006': async (bench) => {
    await using ground = await createGround('postgres')
    await using target = await startSlow(ground, 3)
    const terminate = (): Promise<unknown> => bench.target.ask('query', `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity WHERE datname = '${new URL(ground.place.databaseUrl).pathname.slice(1)}'`)
    const list = (): Promise<RawAnswer> => ask(bench, 'GET', '/api/posts', { target })
    await list()
    await terminate()
    const idle = await list()
    const active = ask(bench, 'GET', SLOW, { target })
    const writes = Array.from({ length: 20 }, (_, index) => ask(bench, 'POST', '/api/tags', { body: { name: `t${String(index)}` }, target }))
    await wait(300)
    await terminate()
    const [slow, ...written] = await Promise.all([active, ...writes])
    const recovered = await recovery(list, 10_000)
    return [...notIn([idle, ...(slow ? [slow] : [])], [200, 503]), ...notIn(written, [201, 503]), ...expectThat(recovered !== null, 'recovery, came none'), ...expectThat(await isAlive(bench, target), '/health to answer')]
  },

  'RS-007': async (bench) => {
    await using ground = await createGround('postgres')
    const url = new URL(ground.place.databaseUrl)
    url.searchParams.set('connection_limit', '2')
    const start = ground.start
    await using target = await startSlow({ ...ground, start: (more) => start({ ...more, databaseUrl: url.href }) }, 1)
    const agent = createAgent(200)
    const answers = await Promise.all(Array.from({ length: 200 }, () => sendRaw(target.url, { method: 'GET', path: SLOW, headers: { authorization: 'Bearer root' } }, agent)))
    agent.destroy()
    const refused = answers.filter(({ status }) => status === 503)
    return [
      ...notIn(answers, [200, 503]),
      ...expectThat(refused.every(({ headers }) => headers['retry-after'] !== undefined), 'Retry-After on every 503'),
      ...expectThat(answers.some(({ status }) => status === 200) && refused.length > 0, `some served and some refused, came ${String(200 - refused.length)} and ${String(refused.length)}`),
      ...expectThat(await isAlive(bench, target), '/health to answer'),
    ]
  },

  'RS-032': async (bench) => {
    await using ground = await createGround('postgres')
    await using proxy = await startProxy(ground.place.databaseUrl)
    await using target = await ground.start({ databaseUrl: proxy.url })
    proxy.delay(50)
    const answers: RawAnswer[] = []
    for (let index = 0; index < 60; index++) {
      if (index % 10 === 9) proxy.cut()
      answers.push(await ask(bench, 'POST', '/api/tags', { body: { name: `cut${String(index)}` }, target }))
    }
    proxy.delay(0)
    await recovery(() => ask(bench, 'GET', '/api/posts', { target }), 10_000)
    const rows = await target.ask('query', `SELECT name FROM "Tag" WHERE name LIKE 'cut%'`)
    const stored = new Set(Array.isArray(rows) ? rows.map((row) => String(Reflect.get(Object(row), 'name'))) : [])
    const lost = answers.flatMap(({ status }, index) => (status === 201 && !stored.has(`cut${String(index)}`) ? [index] : []))
    return [...notIn(answers, [201, 503]), ...expectThat(lost.length === 0, `no acknowledged write to be lost, came ${lost.join(', ')}`), ...expectThat(await isAlive(bench, target), '/health to answer')]
  },

  'RS-010': async (bench) => {
    await using ground = await createGround('sqlite')
    const file = new Database(fileOf(ground))
    file.pragma('journal_mode = delete')
    const target = await ground.start()
    const mode = await target.ask('query', 'PRAGMA journal_mode')
    file.exec('BEGIN; SELECT * FROM "Tag"')
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(bench, 'POST', '/api/tags', { body: { name: `kept${String(index)}` }, target })))
    file.exec('COMMIT')
    file.close()
    await target[Symbol.asyncDispose]()
    const again = await ground.start()
    const rows = await again.ask('query', `SELECT count(*) AS n FROM "Tag" WHERE name LIKE 'kept%'`)
    await stop(again)
    const acknowledged = answers.filter(({ status }) => status === 201).length
    const kept = Number(Reflect.get(Object(Array.isArray(rows) ? rows[0] : null), 'n'))
    return [...expectThat(/wal/.test(JSON.stringify(mode)), `journal_mode wal, came ${JSON.stringify(mode)}`), ...notIn(answers, [201]), ...expectThat(kept === acknowledged, `${String(acknowledged)} acknowledged writes, came ${String(kept)}`)]
  },

  'RS-030': async (bench) => {
    await using ground = await createGround(bench.database)
    await using target = await ground.start()
    await run('prlimit', [`--pid=${String(target.pid)}`, '--nofile=256:256'])
    const { hostname, port } = new URL(target.url)
    const sockets = Array.from({ length: 400 }, () => connect({ host: hostname, port: Number(port) }).on('error', () => {}))
    await wait(500)
    sockets.forEach((socket) => socket.destroy())
    const recovered = await recovery(() => ask(bench, 'GET', '/health', { target }), 5000)
    const list = await ask(bench, 'GET', '/api/posts', { target })
    return [...expectThat(recovered !== null, '/health to answer again'), ...notIn([list], [200]), ...expectThat(target.ended() === null, 'the process to live')]
  },
}

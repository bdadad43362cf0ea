// Cases on what rules let through.
import { describeAnswer } from '../judge.ts'
import { jsonOf, sendRaw, type RawAnswer, type RawRequest } from '../send-raw.ts'
import { stdSchema } from '../std-schema.ts'
import type { Bench } from '../bench.ts'
import { ask, expectThat, type Driver } from './driver.ts'
import { startProxy } from './fault-proxy.ts'
import { createGround } from './own-target.ts'

type Asking = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }

/** Sends as somebody; a body goes as JSON. */
const askAs = (bench: Bench, [name, method, path]: readonly [string, string, string], { body, headers }: Asking = {}): Promise<RawAnswer> =>
  ask(bench, method, path, { ...(body !== undefined && { body }), headers: { ...headers, authorization: name === 'anon' ? 'None' : `Bearer ${name}` } })

const MEMBERS = ['type', 'title', 'status', 'code', 'detail', 'errors', 'hint', 'requestId']
const ABSENT = '99999999'
const ROUNDS = 100

/** Requests on post `id`, which is not there for alice: what each is called, and how it is sent. */
const onPost = (id: string): Readonly<Record<string, readonly [method: string, path: string, body?: unknown]>> => ({
  get: ['GET', `/api/posts/${id}`],
  by: ['GET', `/api/posts/$by/id/${id}`],
  update: ['PATCH', `/api/posts/${id}`, { title: 'x' }],
  delete: ['DELETE', `/api/posts/${id}`],
  upsert: ['POST', '/api/posts/$upsert', { where: { id: Number(id) }, create: { title: 'x', body: 'y', authorId: 1, orgId: 1 }, update: { title: 'x' } }],
  connect: ['PATCH', '/api/users/1', { posts: { connect: { id: Number(id) } } }],
  'nested update': ['PATCH', '/api/users/1', { posts: { update: { where: { id: Number(id) }, data: { title: 'x' } } } }],
  'nested delete': ['PATCH', '/api/users/1', { posts: { delete: { id: Number(id) } } }],
  'foreign key': ['POST', '/api/comments', { text: 'x', postId: Number(id) }],
  'connect of a new record': ['POST', '/api/comments', { text: 'x', post: { connect: { id: Number(id) } } }],
  cursor: ['POST', '/api/posts/$query', { cursor: { id: Number(id) } }],
  relation: ['GET', `/api/posts/${id}/comments`],
  'new related': ['POST', `/api/posts/${id}/comments`, { text: 'x' }],
  can: ['GET', `/api/posts/${id}/$can`],
  'in a filter': ['POST', '/api/posts/$query', { where: { id: Number(id) }, count: 'exact' }],
  'update of many': ['POST', '/api/posts/$update-many', { where: { id: Number(id) }, data: { title: 'x' } }],
  transaction: ['POST', '/api/$transaction', { operations: [{ model: 'Post', action: 'delete', args: { where: { id: Number(id) } } }] }],
})

export const RULE_DRIVERS: Readonly<Record<string, Driver>> = {
  'FL-024': async (bench) => {
    const cursorOf = async (name: string): Promise<string> => String(Reflect.get(Object(jsonOf(await askAs(bench, [name, 'GET', '/api/posts?take=1']))['meta']), 'nextCursor'))
    const own = await cursorOf('alice')
    const flipped = `${own.slice(0, 8)}${own[8] === 'A' ? 'B' : 'A'}${own.slice(9)}`
    const answers = await Promise.all(['eyJpZCI6MX0=', '../../', flipped].map((cursor) => askAs(bench, ['alice', 'POST', '/api/posts/$query'], { body: { cursor } })))
    const others = await askAs(bench, ['alice', 'POST', '/api/posts/$query'], { body: { cursor: await cursorOf('bob'), take: 1 } })
    const goesOn = await askAs(bench, ['alice', 'POST', '/api/posts/$query'], { body: { cursor: own, take: 1 } })
    return [
      ...answers.flatMap((answer) => expectThat(answer.status === 400, `400 for a forged cursor, came ${describeAnswer(answer)}`)),
      ...expectThat(goesOn.status === 200, `200 for her own cursor, came ${describeAnswer(goesOn)}`),
      ...expectThat(others.status === 400 || (others.status === 200 && !/Of Bob|Of Carol/.test(others.text)), `nothing of others, came ${describeAnswer(others)}`),
    ]
  },

  'FL-041': async ({ database }) => {
    await using ground = await createGround(database)
    const inConfig = await ground.refusal({ policies: { User: { read: 'ghostField == 1' } } })
    const inSchema = await ground.refusal({ schema: stdSchema(database).replace('/// @@policy("read", rule: "id == auth.orgId")', '/// @@policy("read", rule: "ghostField == 1")') })
    return [
      ...expectThat(inConfig !== null && /ghostField/.test(inConfig) && /User/.test(inConfig), `a refusal that names model and field, came ${String(inConfig).slice(0, 300)}`),
      ...expectThat(inSchema !== null && /ghostField/.test(inSchema) && /Org/.test(inSchema), `a refusal that names model and field, came ${String(inSchema).slice(0, 300)}`),
    ]
  },

  'FL-043': async (bench) => {
    const send = (text: string): Promise<RawAnswer> =>
      askAs(bench, ['alice', 'POST', '/api/posts/$query'], { body: { where: { OR: [{ NOT: { author: { resetToken: { startsWith: text } } } }, { title: { contains: 'zz' } }] } } })
    const bodies = new Set<string>()
    for (let round = 0; round < ROUNDS; round++) for (const text of ['C', 'Z']) bodies.add((await send(text)).text.replace(/"requestId":"[^"]*"/, ''))
    return expectThat(bodies.size === 1 && /"status":400/.test([...bodies].join()), `one refusal, came ${[...bodies].join(' and ').slice(0, 400)}`)
  },

  'AG-011': async (bench) => {
    for (const [index, total] of ['0.1', '0.2'].entries()) await ask(bench, 'POST', '/api/invoices', { body: { externalId: `sum-${String(index)}`, total, orgId: 1 } })
    const totals = await askAs(bench, ['adm1', 'POST', '/api/invoices/$aggregate'], { body: { _sum: { total: true } } })
    const balances = await askAs(bench, ['adm1', 'POST', '/api/users/$aggregate'], { body: { _sum: { balance: true } } })
    return [
      ...expectThat(sumIn(totals, 'total') === '20.29', `20.29, came ${describeAnswer(totals)}`),
      ...expectThat(sumIn(balances, 'balance') === String(5n * 9007199254740993n + 13n), `a sum beyond 2^53 to the last digit, came ${describeAnswer(balances)}`),
    ]
  },

  'ER-001': async (bench) => {
    const bad = ['/api/posts?where=%7B', '/api/posts?take=-1', '/api/nope', '/api/posts/0', '/api/posts?where[nope]=1', '/api/posts/$by/nope/1', '/api/invoices', '/%ff']
    const own = bad.flatMap((path) => ['anon', 'alice', 'adm1'].map((name): RawRequest => ({ method: 'GET', path, headers: name === 'anon' ? {} : { authorization: `Bearer ${name}` } })))
    const faults = new Set<string>()
    for (const sent of [...own, ...bench.sent.filter(({ method, body }) => method === 'GET' || (body?.length ?? 0) < 2000).slice(-300)]) {
      const answer = await sendRaw(bench.target.url, sent, bench.agent)
      const more = answer.status < 400 ? [] : Object.keys(jsonOf(answer)).filter((name) => !MEMBERS.includes(name))
      if (more.length > 0) faults.add(`no further member of a problem, came ${more.join(', ')}`)
      if (answer.status >= 500) faults.add(`no 5xx, came ${describeAnswer(answer)} for ${sent.method} ${sent.path.slice(0, 200)}`)
    }
    return [...faults]
  },

  'ER-002': async (bench) => {
    const faults: string[] = []
    for (const [what, [method, path, body]] of Object.entries(onPost('4'))) {
      const [, otherPath, otherBody] = onPost(ABSENT)[what] ?? ['', '']
      const answer = await askAs(bench, ['alice', method, path], { body })
      const other = await askAs(bench, ['alice', method, otherPath ?? ''], { body: otherBody })
      // Whatever stands for the id; a 4 is in many a text.
      const plain = ({ status, text }: RawAnswer): string => `${String(status)} ${text.replace(/"requestId":"[^"]*"/, '')}`.replaceAll(ABSENT, '4')
      if (plain(answer) !== plain(other)) faults.push(`the same for what is not there and what may not be seen, came ${describeAnswer(answer)} and ${describeAnswer(other)} (${what})`)
      if (answer.status >= 500) faults.push(`no 5xx, came ${describeAnswer(answer)} (${what})`)
    }
    const rows = JSON.stringify(await bench.target.ask('query', 'SELECT "title", "authorId" FROM "Post" WHERE "id" = 4'))
    return [...faults, ...expectThat(rows === '[{"title":"Of Carol","authorId":3}]', `the record as it was, came ${rows}`)]
  },

  'ER-009': async (bench) => {
    await ask(bench, 'GET', '/api/posts', { headers: { authorization: 'Bearer CANARY_pw', cookie: 'session=CANARY_pw' } })
    await ask(bench, 'POST', '/api/users', { body: { email: 'log@x.io', name: 'log', passwordHash: 'CANARY_pw', pin: 'CANARY_pw' }, headers: { 'idempotency-key': 'CANARY_pw' } })
    return bench.target.lines().filter((line) => /CANARY|Bearer |Set-Cookie|ssot_sk_/i.test(line)).map((line) => `no credentials in the log, came ${line.slice(0, 300)}`)
  },

  'ER-010': async (bench) => {
    await using ground = await createGround('postgres')
    const proxy = await startProxy(ground.place.databaseUrl)
    await using target = await ground.start({ databaseUrl: proxy.url })
    const { port } = new URL(proxy.url)
    await proxy[Symbol.asyncDispose]()
    const answer = await ask(bench, 'GET', '/api/posts', { target })
    return [
      ...expectThat(answer.status === 503 && answer.headers['retry-after'] !== undefined, `503 with Retry-After, came ${describeAnswer(answer)}`),
      ...expectThat(!answer.text.includes(port) && !answer.text.includes('127.0.0.1'), `no host and no port, came ${describeAnswer(answer)}`),
    ]
  },

  'EX-002': async (bench) => {
    const titles = ['a,b', 'say "x"', 'two\r\nlines', '\ufeffmark', '=1+1', '', ' spaced ']
    for (const title of titles) await ask(bench, 'POST', '/api/posts', { body: { title, body: 'csv', authorId: 2, orgId: 1 } })
    const answer = await askAs(bench, ['adm1', 'GET', '/api/posts/$export?format=csv'])
    const list = Object(jsonOf(await askAs(bench, ['adm1', 'GET', '/api/posts?take=100'])))['data']
    const [head = [], ...rows] = parseCsv(answer.text.replace(/^\ufeff/, ''))
    // A text that a spreadsheet would take for a formula begins with an apostrophe.
    const cells = (name: string): unknown => rows.map((row) => row[head.indexOf(name)]?.replace(/^'(?=[=+\-@\t\r])/, ''))
    const expected = (name: string): unknown => (Array.isArray(list) ? list.map((row) => String(Reflect.get(Object(row), name))) : [])
    return ['id', 'title'].flatMap((name) => expectThat(JSON.stringify(cells(name)) === JSON.stringify(expected(name)), `${name} as in the list, came ${JSON.stringify(cells(name))} instead of ${JSON.stringify(expected(name))}`))
  },

  'MF-002': async (bench) => {
    const names = ['anon', 'alice', 'adm1', 'root']
    const answers = await Promise.all(names.map((name) => askAs(bench, [name, 'GET', '/manifest.json'])))
    const [nobody, alice, admin] = answers
    const tells = (answer: RawAnswer | undefined, name: string): boolean => answer?.text.includes(`"${name}"`) === true
    return [
      ...expectThat(new Set(answers.map(({ headers }) => headers['etag'])).size === names.length, 'an ETag of its own for each principal'),
      ...expectThat(answers.every(({ headers }) => /private/.test(String(headers['cache-control']))), 'Cache-Control private'),
      ...expectThat(!['User', 'Org', 'Invoice', 'Preference'].some((name) => tells(nobody, name)), `only what nobody in particular may do, came ${nobody?.text.slice(0, 300) ?? ''}`),
      ...expectThat(!tells(nobody, 'score') && tells(alice, 'score'), 'score for alice, not for nobody'),
      ...expectThat(!tells(alice, 'Invoice') && tells(admin, 'Invoice'), 'Invoice for the administrator of an organisation, not for alice'),
    ]
  },

  'CC-003': async (bench) => {
    await watchTitles(bench)
    const statuses = new Set<number>()
    let isOver = false
    const moving = (async () => {
      for (let round = 0; round < ROUNDS; round++) await ask(bench, 'PATCH', '/api/posts/1', { body: { authorId: round % 2 === 0 ? 3 : 1 } })
      isOver = true
    })()
    for (let round = 0; !isOver; round++) statuses.add((await askAs(bench, ['alice', 'PATCH', '/api/posts/1'], { body: { title: `by alice ${String(round)}` } })).status)
    await moving
    const stolen = JSON.stringify(await bench.target.ask('query', 'SELECT count(*) AS n FROM "attack_watch"'))
    await unwatchTitles(bench)
    return [
      ...expectThat([...statuses].every((status) => [200, 403, 404].includes(status)), `200, 403 or 404, came ${[...statuses].join(', ')}`),
      ...expectThat(/"n":"?0/.test(stolen), `no write of hers on a row of carol's, came ${stolen}`),
    ]
  },
}

const sumIn = (answer: RawAnswer, name: string): unknown => Reflect.get(Object(Reflect.get(Object(jsonOf(answer)['data']), '_sum')), name)

const IN_DATABASE = {
  sqlite: [
    'CREATE TABLE "attack_watch" ("title" TEXT)',
    `CREATE TRIGGER "attack_watch" AFTER UPDATE OF "title" ON "Post" WHEN NEW."title" LIKE 'by alice%' AND NEW."title" <> OLD."title" AND OLD."authorId" = 3 BEGIN INSERT INTO "attack_watch" VALUES (NEW."title"); END`,
  ],
  postgresql: [
    'CREATE TABLE "attack_watch" ("title" TEXT)',
    `CREATE FUNCTION attack_watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "attack_watch" VALUES (NEW."title"); RETURN NEW; END $$`,
    `CREATE TRIGGER "attack_watch" AFTER UPDATE ON "Post" FOR EACH ROW WHEN (NEW."title" LIKE 'by alice%' AND NEW."title" <> OLD."title" AND OLD."authorId" = 3) EXECUTE FUNCTION attack_watch()`,
  ],
} as const

async function watchTitles(bench: Bench): Promise<void> {
  for (const sql of IN_DATABASE[bench.database === 'sqlite' ? 'sqlite' : 'postgresql']) await bench.target.ask('execute', sql)
}

async function unwatchTitles({ database, target }: Bench): Promise<void> {
  await target.ask('execute', database === 'sqlite' ? 'DROP TRIGGER "attack_watch"' : 'DROP TRIGGER "attack_watch" ON "Post"')
  if (database !== 'sqlite') await target.ask('execute', 'DROP FUNCTION attack_watch')
  await target.ask('execute', 'DROP TABLE "attack_watch"')
}

/** The cells of a CSV text, by RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '' && row.length === 0) break
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

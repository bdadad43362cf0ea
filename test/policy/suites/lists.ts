// Every way to a model's records, for everybody: the same rows everywhere, and the same refusal.
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../create-app.ts'
import { keyOf, type PolicyApp } from '../open-policy-app.ts'
import { KNOWN_MODELS, mayAsk, present, readableRows } from '../policy-oracle.ts'
import { ROWS, type StoredRow } from '../policy-rows.ts'
import { EVERYBODY, PRINCIPALS, type Who } from '../principals.ts'

interface Place {
  readonly house: PolicyApp
  readonly who: Who
  readonly model: string
  readonly path: string
}

const dataOf = (answer: Answer): unknown => Reflect.get(Object(answer.body), 'data')
const metaOf = (answer: Answer): { readonly nextCursor?: string; readonly total?: number } => Object(Reflect.get(Object(answer.body), 'meta'))
const codeOf = ({ status, body }: Answer): unknown => [status, Reflect.get(Object(body), 'code')]

function byKey(model: string, rows: readonly StoredRow[]): readonly StoredRow[] {
  const key = keyOf(model)
  return rows.toSorted((a, b) => (key === 'id' ? Number(a[key]) - Number(b[key]) : String(a[key]) < String(b[key]) ? -1 : 1))
}

function expected({ who, model }: Place): readonly StoredRow[] {
  return byKey(model, readableRows(who, model).map((row) => present(who, model, row)))
}

async function expectRefusals({ house, who, model, path }: Place): Promise<void> {
  const refusal = PRINCIPALS[who] === PRINCIPALS.anonymous ? [401, 'AUTH.REQUIRED'] : [403, 'POLICY.DENIED']
  const ways = [['GET', ''], ['GET', '/1'], ['GET', '/999'], ['GET', '/$count'], ['POST', '/$count', {}], ['POST', '/$query', {}], ['GET', '/$aggregate?_count=true'], ['GET', `/$group?by=${keyOf(model)}`], ['GET', '/$export?format=json'], ['GET', `/$by/${keyOf(model)}/1`]] as const
  for (const [method, rest, body] of house.asksAll(who) ? ways : ways.slice(0, 2)) {
    const answer = await house.call(who, method, `${path}${rest}`, body)
    expect([method, rest, ...Object(codeOf(answer))]).toEqual([method, rest, ...refusal])
  }
}

async function expectLists(place: Place): Promise<void> {
  const { house, who, model, path } = place
  const rows = expected(place)
  const key = keyOf(model)
  const call = (method: string, rest: string, body?: unknown): Promise<Answer> => house.call(who, method, `${path}${rest}`, body)
  const list = await call('GET', `?sort=${key}&count=exact&take=100`)
  expect(dataOf(list), JSON.stringify(list.body)).toEqual(rows)
  expect(metaOf(list).total).toBe(rows.length)
  if (!house.asksAll(who)) return
  expect(dataOf(await call('POST', '/$query', { orderBy: { [key]: 'asc' } }))).toEqual(rows)
  expect([dataOf(await call('GET', '/$count')), dataOf(await call('POST', '/$count', {}))]).toEqual([rows.length, rows.length])
  expect(dataOf(await call('GET', '/$aggregate?_count=true'))).toEqual({ _count: rows.length })
  expect(dataOf(await call('POST', '/$group', { by: [key], _count: true, orderBy: { [key]: 'asc' } }))).toEqual(rows.map((row) => ({ [key]: row[key], _count: 1 })))
  expect(dataOf(await call('POST', '/$query', { distinct: [key], orderBy: { [key]: 'desc' } }))).toEqual(rows.toReversed())
}

async function expectPages(place: Place): Promise<void> {
  const { house, who, model, path } = place
  const key = keyOf(model)
  const walked: unknown[] = []
  for (let cursor: string | undefined = '', steps = 0; cursor !== undefined && steps < 20; steps++) {
    const answer: Answer = await house.call(who, 'GET', `${path}?sort=-${key}&take=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    walked.push(...Object(dataOf(answer)))
    cursor = metaOf(answer).nextCursor
  }
  expect(walked).toEqual(expected(place).toReversed())
}

async function expectRecords(place: Place): Promise<void> {
  const { house, who, model, path } = place
  const key = keyOf(model)
  const absent = await house.call(who, 'GET', `${path}/999`)
  expect(codeOf(absent)).toEqual([404, 'DATA.NOT_FOUND'])
  for (const { [key]: id } of ROWS[model] ?? []) {
    const row = expected(place).find((one) => one[key] === id)
    for (const rest of [`/${String(id)}`, `/$by/${key}/${String(id)}`]) {
      const answer = await house.call(who, 'GET', `${path}${rest}`)
      if (row) expect([rest, answer.status, answer.body]).toEqual([rest, 200, { data: row }])
      else expect([rest, answer.status, { ...Object(answer.body), requestId: '' }]).toEqual([rest, 404, { ...Object(absent.body), requestId: '' }])
    }
  }
}

async function expectExports(place: Place): Promise<void> {
  const { house, who, model, path } = place
  const [key, rows] = [keyOf(model), expected(place)]
  expect((await house.call(who, 'GET', `${path}/$export?format=json&sort=${key}`)).body).toEqual(rows)
  const lines = String((await house.call(who, 'GET', `${path}/$export?format=ndjson&sort=${key}`)).body)
  expect(lines.split('\n').filter((line) => line !== '').map((line): unknown => JSON.parse(line))).toEqual(rows)
  const table = String((await house.call(who, 'GET', `${path}/$export?format=csv&sort=${key}`)).body).split('\r\n').slice(1, -1)
  expect(table.length).toBe(rows.length)
  const told = new Set(rows.flatMap((row) => Object.values(row).map(String)))
  const secret = (ROWS[model] ?? []).flatMap((row) => Object.values(row)).filter((value) => typeof value === 'string' && value.length > 2 && !told.has(value))
  for (const value of secret) expect(table.join('\n')).not.toContain(value)
}

/** Every way to a model’s records, for everybody: the same rows everywhere, and the same refusal. */
export function describeLists(house: PolicyApp): void {
  const cases = EVERYBODY.flatMap((who) => KNOWN_MODELS.map((model) => [who, model] as const))
  const placeOf = (who: Who, model: string): Place => ({ house, who, model, path: `/api/${house.app.server.registry.models.get(model)?.path ?? ''}` })

  it.each(cases.filter(([who, model]) => !mayAsk(who, model)))('%s is refused all of %s', (who, model) => expectRefusals(placeOf(who, model)))

  describe.each(cases.filter(([who, model]) => mayAsk(who, model)))('%s, who may ask for %s', (who, model) => {
    it('lists, counts, groups and tells apart what there is', () => expectLists(placeOf(who, model)))
  })

  describe.each(cases.filter(([who, model]) => mayAsk(who, model) && house.asksAll(who)))('%s, who may ask for %s', (who, model) => {
    it('gets each record, or learns nothing of it', () => expectRecords(placeOf(who, model)))
    it('walks it page by page', () => expectPages(placeOf(who, model)))
    it('exports it', () => expectExports(placeOf(who, model)))
  })
}

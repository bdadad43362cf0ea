import { describe, expect, it } from 'vitest'
import { chargesOf, writesOf } from '../../packages/runtime-server/src/http/charge-request.ts'
import { createRates, perMinute } from '../../packages/runtime-server/src/http/create-rates.ts'
import { ANONYMOUS } from '../../packages/runtime-server/src/policy/principal.ts'
import { DEFAULT_LIMITS } from '../../packages/runtime-server/src/request/limits.ts'
import { createApp, createOpenApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

const CONFIG = { limits: { requestsPerMinute: 5, writesPerMinute: 2 } }
const as = (authorization: string, more: Record<string, string> = {}): RequestInit => ({ headers: { authorization, ...more } })

async function repeat(times: number, ask: () => Promise<Answer>): Promise<readonly number[]> {
  const statuses: number[] = []
  for (let time = 0; time < times; time++) statuses.push((await ask()).status)
  return statuses
}

describe('given limits of requests and of writes per minute', () => {
  it('refuses a principal what is more, says when to come again, and leaves others alone', async () => {
    await using app = await createApp(BLOG, CONFIG)
    const list = (init: RequestInit): Promise<Answer> => app.call('GET', '/api/users', undefined, init)
    expect(await repeat(6, () => list(as('Bearer root')))).toEqual([200, 200, 200, 200, 200, 429])
    const refused = await list(as('Bearer root'))
    expect([faultsOf(refused), refused.headers.get('content-type'), refused.headers.get('retry-after')]).toEqual(['LIMIT.RATE', 'application/problem+json; charset=utf-8', '12'])
    expect((await list(as('Bearer user'))).status).toBe(403)
    expect(await repeat(3, () => app.call('GET', '/health'))).toEqual([200, 200, 200])
  })

  it('tells nobody in particular apart by the address of the connection, whatever a header says', async () => {
    await using app = await createApp(BLOG, CONFIG)
    let time = 0
    expect(await repeat(6, () => app.call('GET', '/api/users', undefined, as('', { 'x-forwarded-for': `10.0.0.${time++}` })))).toEqual([401, 401, 401, 401, 401, 429])
  })

  it('takes the address from the header where the proxy is trusted', async () => {
    await using app = await createApp(BLOG, { ...CONFIG, server: { trustProxy: true } })
    let time = 0
    expect(await repeat(7, () => app.call('GET', '/api/users', undefined, as('', { 'x-forwarded-for': `10.0.0.${time++}` })))).toEqual([401, 401, 401, 401, 401, 401, 401])
  })

  it('counts writes apart, those that fail among them, and reads by POST for reads', async () => {
    await using app = await createApp(BLOG, { limits: { writesPerMinute: 2 } })
    const create = (): Promise<Answer> => app.call('POST', '/api/users', {})
    expect(await repeat(3, create)).toEqual([400, 400, 429])
    expect(await repeat(3, () => app.call('POST', '/api/users/$count', {}))).toEqual([200, 200, 200])
  })

  it('counts credentials that are refused', async () => {
    await using app = await createApp(BLOG, { ...CONFIG, authenticate: () => ({ id: 'gone' }), auth: { model: 'User' } })
    expect(await repeat(6, () => app.call('GET', '/api/users'))).toEqual([401, 401, 401, 401, 401, 429])
  })

  it('does not count the development administrator', async () => {
    await using app: TestApp = await createOpenApp(BLOG, CONFIG)
    expect(await repeat(8, () => app.call('GET', '/api/users', undefined, as('')))).toEqual([200, 200, 200, 200, 200, 200, 200, 200])
  })
})

describe('given a clock', () => {
  const open = (): { readonly rates: ReturnType<typeof createRates>; pass(ms: number): void } => {
    let now = 0
    return { rates: createRates(() => now, 3), pass: (ms) => void (now += ms) }
  }
  const codeOf = (charge: () => void): unknown => {
    try {
      return charge() ?? 'charged'
    } catch (error) {
      return error instanceof Error && 'code' in error && 'headers' in error ? [error.code, error.headers] : error
    }
  }

  it('gives back what is spent over a minute, and no more than a minute’s worth', () => {
    const { rates, pass } = open()
    const charge = (amount: number): unknown => codeOf(() => rates.charge('a', amount, perMinute(60)))
    expect([charge(60), charge(1)]).toEqual(['charged', ['LIMIT.RATE', { 'retry-after': '1' }]])
    pass(10_000)
    expect([charge(10), charge(1)]).toEqual(['charged', ['LIMIT.RATE', { 'retry-after': '1' }]])
    pass(3_600_000)
    expect([charge(60), charge(30)]).toEqual(['charged', ['LIMIT.RATE', { 'retry-after': '30' }]])
  })

  it('lets through what is more than a minute’s worth where nothing is spent, and has it paid off', () => {
    const { rates, pass } = open()
    const charge = (amount: number): unknown => codeOf(() => rates.charge('a', amount, perMinute(60)))
    expect([charge(120), charge(1)]).toEqual(['charged', ['LIMIT.RATE', { 'retry-after': '61' }]])
    pass(61_000)
    expect(charge(1)).toBe('charged')
  })

  it('forgets who was away longest rather than grow', () => {
    const { rates } = open()
    const charge = (key: string): unknown => codeOf(() => rates.charge(key, 1, perMinute(1)))
    expect(['a', 'b', 'c', 'd', 'a', 'd'].map(charge)).toEqual(['charged', 'charged', 'charged', 'charged', 'charged', ['LIMIT.RATE', { 'retry-after': '60' }]])
  })

  it('takes the network of an IPv6 address for one', () => {
    const { rates } = open()
    const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 1 }
    const charge = (address: string): unknown => codeOf(() => chargesOf(rates, { principal: ANONYMOUS, request: { ip: address }, limits }).request())
    const refused = ['LIMIT.RATE', { 'retry-after': '60' }]
    expect(['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:db8:0:1::1', '::ffff:1.2.3.4', '1.2.3.4'].map(charge)).toEqual(['charged', refused, 'charged', 'charged', refused])
  })
})

describe('given a request', () => {
  it.each<[string, string, unknown, number]>([
    ['GET', '/api/:model', undefined, 0],
    ['HEAD', '/api/:model', undefined, 0],
    ['POST', '/api/:model/$query', { data: [1, 2] }, 0],
    ['POST', '/api/:model', { data: [1, 2] }, 1],
    ['PATCH', '/api/:model/:id', { title: 'x' }, 1],
    ['DELETE', '/api/:model/:id', undefined, 1],
    ['POST', '/api/:model/$create-many', { data: [1, 2, 3] }, 3],
    ['POST', '/api/:model/$create-many', { data: [] }, 1],
    ['POST', '/api/:model/$update-many', { data: {} }, 1],
    ['POST', '/api/$transaction', { operations: [1, 2] }, 2],
    ['POST', '/api/$transaction', null, 1],
  ])('%s %s with %j counts as %i writes', (method, url, body, writes) => {
    expect(writesOf({ method, routeOptions: { url }, body })).toBe(writes)
  })
})

import { describe, expect, it } from 'vitest'
import { createApp, faultsOf } from '../create-app.ts'
import { BLOG } from './blog.ts'

describe('given an auth model whose key is a number', () => {
  it.each(['abc', '1e3', '99999999999', '-', ' 1', '1.5', 'NaN', '404'])('an identity of %j is nobody’s account, not a fault of the server', async (id) => {
    await using app = await createApp(BLOG, { authenticate: () => ({ id }), auth: { model: 'User', isAdmin: 'auth.id == auth.id' } })
    const answer = await app.call('GET', '/api/users')
    expect([answer.status, faultsOf(answer)]).toEqual([401, 'AUTH.INVALID'])
  })
})

const HOTEL = `
datasource db {
  provider = "sqlite"
}

model Guest {
  id     Int      @id
  since  DateTime
  credit Decimal
  visits BigInt
}

/// @@policy("read", rule: "auth.credit >= price && from > auth.since && auth.visits > '9007199254740992' && auth.since < now()")
/// @@auth("card")
model Room {
  id    Int      @id
  price Decimal
  from  DateTime
}
`

describe('given an auth model with instants, decimals and large numbers', () => {
  it('rules compare them as what they are, and the strategy is the one that authenticate names', async () => {
    const authenticate = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) => ({ id: 1, ...(typeof headers['x-by'] === 'string' && { strategy: headers['x-by'] }) })
    await using app = await createApp(HOTEL, { authenticate, auth: { model: 'Guest' } })
    const client = app.server.system('test')
    await client.model('Guest').createMany({ data: [{ id: 1, since: new Date('2026-01-01T00:00:00Z'), credit: '100.5', visits: 9007199254740993n }] })
    const rooms = [['9.75', '2026-02-01'], ['1000', '2026-02-01'], ['100.50', '2025-12-31'], ['100.5', '2026-01-02']].map(([price, day], index) => ({ id: index + 1, price, from: new Date(`${day}T00:00:00Z`) }))
    await client.model('Room').createMany({ data: rooms })
    const by = (strategy?: string) => app.call('GET', '/api/rooms?select=["id"]', undefined, { headers: strategy === undefined ? {} : { 'x-by': strategy } })
    expect((await by('Card')).body).toMatchObject({ data: [{ id: 1 }, { id: 4 }] })
    const other = await by()
    expect([other.status, faultsOf(other)]).toEqual([403, 'POLICY.DENIED'])
  })
})

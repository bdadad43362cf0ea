// What a filter finds, for everybody: what is there for them is all there is.
import { expect, it } from 'vitest'
import { faultsOf } from '../../create-app.ts'
import { keyOf, type PolicyApp } from '../open-policy-app.ts'
import { mayAsk, mayReadField, readableRows } from '../policy-oracle.ts'
import { EVERYBODY, type Who } from '../principals.ts'
import { CONDITIONAL, FILTERS, sightOf, type FilterCase } from '../cases/queries.ts'

type Holds = FilterCase['holds']

/** What a filter finds, for everybody. */
export function describeFilters(house: PolicyApp): void {
  const pathOf = (model: string): string => `/api/${house.app.server.registry.models.get(model)?.path ?? ''}`

  async function expectFound(who: Who, { model, where }: FilterCase, holds: Holds): Promise<void> {
    const key = keyOf(model)
    const ids = readableRows(who, model).filter((row) => holds(row, sightOf(who))).map((row) => row[key])
    const list = await house.call(who, 'POST', `${pathOf(model)}/$query`, { where, orderBy: { [key]: 'asc' }, select: { [key]: true }, count: 'exact' })
    expect({ status: list.status, body: list.body }).toMatchObject({ status: 200, body: { data: ids.map((id) => ({ [key]: id })), meta: { total: ids.length } } })
    if (!house.asksAll(who)) return
    const encoded = encodeURIComponent(JSON.stringify(where))
    expect((await house.call(who, 'GET', `${pathOf(model)}/$count?where=${encoded}`)).body).toEqual({ data: ids.length })
    expect((await house.call(who, 'POST', `${pathOf(model)}/$aggregate`, { where, _count: true })).body).toEqual({ data: { _count: ids.length } })
    expect((await house.call(who, 'GET', `${pathOf(model)}/$export?format=json&select=["${key}"]&sort=${key}&where=${encoded}`)).body).toEqual(ids.map((id) => ({ [key]: id })))
  }

  it.each(FILTERS.map((filter) => [filter.model, JSON.stringify(filter.where), filter] as const))('%s by %s', async (_model, _where, filter) => {
    for (const who of EVERYBODY.filter((one) => mayAsk(one, filter.model))) {
      if (!filter.unknownTo?.includes(who)) await expectFound(who, filter, filter.holds)
      else expect([who, faultsOf(await house.call(who, 'POST', `${pathOf(filter.model)}/$query`, { where: filter.where }))]).toEqual([who, { [filter.path ?? '']: 'REQUEST.UNKNOWN_FIELD' }])
    }
  })

  it.each(CONDITIONAL.map((filter) => [filter.model, JSON.stringify(filter.where), filter] as const))('%s, readable of some only, by %s', async (_model, _where, filter) => {
    for (const who of EVERYBODY.filter((one) => mayAsk(one, filter.model) && !(one === 'anonymous' && filter.model === 'Post'))) {
      await expectFound(who, filter, (row, sight) => mayReadField(who, filter.model, { row, name: filter.field }) && filter.holds(row, sight))
    }
  })

  it('finds nothing through rows by fields that can be read of some of them only', async () => {
    const found = async (who: Who, where: object): Promise<unknown> => (await house.call(who, 'POST', '/api/users/$query', { where, select: { id: true }, orderBy: { id: 'asc' } })).body
    expect(await found('bob', { posts: { some: { score: 20 } } })).toMatchObject({ data: [] })
    expect(await found('ann', { posts: { some: { score: 20 } } })).toMatchObject({ data: [{ id: 1 }] })
    // As with a null: none is known to fail it.
    expect(await found('bob', { posts: { every: { NOT: { score: { lt: 1000 } } } } })).toMatchObject({ data: [{ id: 1 }, { id: 6 }, { id: 9 }] })
    expect(await found('bob', { posts: { some: { NOT: { score: { lt: 1000 } } } } })).toMatchObject({ data: [] })
    expect(await found('bob', { posts: { none: { score: { gte: 10 } } } })).toMatchObject({ data: [{ id: 1 }, { id: 6 }, { id: 9 }] })
  })

  it('lets no client speak for `auth`', async () => {
    for (const where of [{ ownerId: { _auth: 'id' } }, { ownerId: { equals: { _auth: 'id' } } }, { NOT: { id: { in: { _auth: 'teamIds' } } } }]) {
      expect((await house.call('ann', 'POST', '/api/posts/$query', { where })).status, JSON.stringify(where)).toBe(400)
    }
  })
}

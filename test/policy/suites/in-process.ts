// Code of the application acts for somebody: under the rules of HTTP, and no others.
import { expect, it } from 'vitest'
import { effectOf } from '../expect-write.ts'
import { keyOf, type PolicyApp } from '../open-policy-app.ts'
import { KNOWN_MODELS, mayAsk, present, readableRows } from '../policy-oracle.ts'
import { EVERYBODY, identityOfWho, type Who } from '../principals.ts'

/** The calls of application code for each. */
export function describeInProcess(house: PolicyApp): void {
  const model = (who: Who, name: string): ReturnType<ReturnType<typeof house.app.server.as>['model']> => house.app.server.as(identityOfWho(who)).model(name)
  const refused = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'))

  it.each(EVERYBODY)('reads for %s what they would read themselves', async (who) => {
    for (const name of KNOWN_MODELS.filter((one) => one !== 'Lobby')) {
      const calls = model(who, name)
      const key = keyOf(name)
      if (!mayAsk(who, name)) {
        expect([name, await refused(calls.findMany()), await refused(calls.count())]).toEqual([name, ...Array.from({ length: 2 }, () => (who === 'anonymous' ? 'AUTH.REQUIRED' : 'POLICY.DENIED'))])
        continue
      }
      const rows = readableRows(who, name).map((row) => present(who, name, row)).toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1))
      const found = await calls.findMany({ take: 100 })
      expect([name, found.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1))]).toEqual([name, rows])
      expect([name, await calls.count()]).toEqual([name, rows.length])
    }
  })

  it('writes under the same rules', async () => {
    const [ann, gus] = [model('ann', 'Post'), model('gus', 'Post')]
    expect(await ann.update({ where: { id: 1001 }, data: { title: 'x' }, select: { title: true } })).toEqual({ title: 'x' })
    expect(await effectOf(house)).toEqual({ Post: { 1001: { title: 'x' } } })
    const refusals = [
      gus.update({ where: { id: 1001 }, data: { title: 'x' } }),
      gus.update({ where: { id: 1005 }, data: { title: 'x' } }),
      gus.delete({ where: { id: 1005 } }),
      gus.get(1005),
      gus.create({ data: { title: 'x', status: 'OPEN' } }),
      gus.create({ data: { title: 'x', ownerId: 1 } }),
      gus.create({ data: { title: 'x', remark: 'x' } }),
      gus.findMany({ where: { remark: 'x' } }),
      gus.findMany({ orderBy: { score: 'asc' } }),
      gus.upsert({ where: { id: 1005 }, create: { title: 'x' }, update: { title: 'x' } }),
      model('anonymous', 'Post').create({ data: { title: 'x' } }),
      model('ann', 'Ghost').findMany(),
    ]
    const codes = await Promise.all(refusals.map(refused))
    expect(codes).toEqual(['POLICY.DENIED', 'DATA.NOT_FOUND', 'DATA.NOT_FOUND', 'DATA.NOT_FOUND', 'POLICY.DENIED', 'REQUEST.SERVER_OWNED', 'REQUEST.UNKNOWN_FIELD', 'REQUEST.UNKNOWN_FIELD', 'REQUEST.FIELD_CONDITIONAL', 'DATA.NOT_FOUND', 'AUTH.REQUIRED', 'REQUEST.NO_ROUTE'])
    expect(await gus.findUnique({ where: { id: 1005 } })).toBe(null)
    expect([await gus.updateMany({ all: true, data: { title: 'x' } }), await gus.deleteMany({ all: true })]).toEqual([{ count: 0 }, { count: 0 }])
    expect(await effectOf(house)).toEqual({})
  })

  it('acts for an account as its row says, not as whoever asks says', async () => {
    const claimed = house.app.server.as({ id: 1, role: 'ADMIN', orgId: 2 })
    expect(await claimed.model('Task').count()).toBe(3)
    expect(await refused(claimed.model('Vault').count())).toBe('POLICY.DENIED')
    expect(await refused(house.app.server.as({ id: 77 }).model('Org').count())).toBe('AUTH.INVALID')
  })
}

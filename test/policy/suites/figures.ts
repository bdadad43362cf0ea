// Orders, groups and figures, for everybody: of what is there for them, and never by a field that they can read of some rows only.
import { expect, it } from 'vitest'
import { faultsOf, type Answer } from '../../create-app.ts'
import type { PolicyApp } from '../open-policy-app.ts'
import { readableRows } from '../policy-oracle.ts'
import type { StoredRow } from '../policy-rows.ts'
import { EVERYBODY, type Who } from '../principals.ts'
import { sightOf } from '../cases/queries.ts'

const MEMBERS: readonly Who[] = ['ann', 'bob', 'eve', 'gus']
const NOT_ROOT = EVERYBODY.filter((who) => who !== 'root')

/** Orders, groups and figures, for everybody. */
export function describeFigures(house: PolicyApp): void {
  const post = (who: Who, path: string, body: object): Promise<Answer> => house.call(who, 'POST', path, body)
  const dataOf = async (who: Who, path: string, body: object): Promise<unknown> => {
    const answer = await post(who, path, body)
    return Reflect.get(Object(answer.body), 'data') ?? answer.body
  }
  const sum = (rows: readonly StoredRow[]): number | null => (rows.length === 0 ? null : rows.reduce((total, row) => total + Number(row['views']), 0))

  it.each(EVERYBODY)('%s sums, counts and groups the rows that are there', async (who) => {
    const rows = readableRows(who, 'Post')
    const views = rows.map((row) => Number(row['views']))
    expect(await dataOf(who, '/api/posts/$aggregate', { _count: true, _sum: { views: true }, _min: { views: true }, _max: { views: true } })).toEqual({ _count: rows.length, _sum: { views: sum(rows) }, _min: { views: Math.min(...views) }, _max: { views: Math.max(...views) } })
    const groups = [true, false].flatMap((published) => {
      const group = rows.filter((row) => row['published'] === published)
      return group.length === 0 ? [] : [{ published, _count: group.length, _sum: { views: sum(group) } }]
    })
    expect(await dataOf(who, '/api/posts/$group', { by: ['published'], _count: true, _sum: { views: true }, orderBy: { published: 'desc' } })).toEqual(groups)
    expect(await dataOf(who, '/api/posts/$group', { by: ['published'], having: { views: { _sum: { gte: 20 } } }, orderBy: { published: 'desc' } })).toEqual(groups.filter((group) => Number(group._sum.views) >= 20).map(({ published }) => ({ published })))
    expect(await dataOf(who, '/api/posts/$query', { distinct: ['published'], select: { published: true }, orderBy: { published: 'desc' } })).toEqual(groups.map(({ published }) => ({ published })))
  })

  it.each(EVERYBODY.filter((who) => who !== 'anonymous'))('%s orders by what is there behind a relation', async (who) => {
    const { one } = sightOf(who)
    const nameOf = (row: StoredRow): string => String(one('User', row['ownerId'])?.['name'] ?? '')
    const named = readableRows(who, 'Post').filter((row) => nameOf(row) !== '')
    const sorted = named.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)) || Number(a['id']) - Number(b['id'])).map(({ id }) => ({ id }))
    expect(await dataOf(who, '/api/posts/$query', { where: { owner: { isNot: null } }, orderBy: [{ owner: { name: 'asc' } }, { id: 'asc' }], select: { id: true } })).toEqual(sorted)
    // Those without a name are at one end, in the order of their keys.
    const all = await dataOf(who, '/api/posts/$query', { orderBy: [{ owner: { name: 'asc' } }, { id: 'asc' }], select: { id: true } })
    const rest = readableRows(who, 'Post').filter((row) => nameOf(row) === '').map(({ id }) => ({ id }))
    expect([sorted.concat(rest), rest.concat(sorted)]).toContainEqual(all)
  })

  const uses = (field: string): readonly (readonly [string, string, object])[] => [
    [`orderBy.${field}`, '$query', { orderBy: { [field]: 'asc' } }],
    [`orderBy.0.${field}`, '$query', { orderBy: [{ [field]: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }] }],
    ['distinct.0', '$query', { distinct: [field] }],
    [`_max.${field}`, '$aggregate', { _max: { [field]: true } }],
    [`_count.${field}`, '$aggregate', { _count: { [field]: true } }],
    ['by.0', '$group', { by: [field], _count: true }],
    [`_sum.${field}`, '$group', { by: ['published'], _sum: { [field]: true } }],
    [`having.${field}`, '$group', { by: ['published'], having: { [field]: { _count: { gt: 0 } } } }],
  ]

  it.each(uses('score'))('answers the use of a field that depends on the record at %s like this to each', async (path, action, body) => {
    for (const who of MEMBERS) {
      const { status, body: answered } = await post(who, `/api/posts/${action}`, body)
      expect([who, status, answered]).toMatchObject([who, 400, { code: 'REQUEST.FIELD_CONDITIONAL', errors: [{ code: 'REQUEST.FIELD_CONDITIONAL', path: expect.stringContaining(path.split('.')[0] ?? '') }] }])
    }
    expect((await post('root', `/api/posts/${action}`, body)).status).toBe(200)
  })

  it.each(uses('remark'))('knows no field that somebody can never read at %s', async (_path, action, body) => {
    if (JSON.stringify(body).includes('_sum')) return
    for (const who of MEMBERS) expect([who, (await post(who, `/api/posts/${action}`, body)).body]).toMatchObject([who, { code: 'REQUEST.UNKNOWN_FIELD', status: 400 }])
    for (const who of ['dan', 'root'] as const) expect([who, (await post(who, `/api/posts/${action}`, body)).status]).toEqual([who, 200])
  })

  it('is strict about short orders, searched texts and orders through relations too', async () => {
    expect(faultsOf(await house.call('ann', 'GET', '/api/posts?sort=-score'))).toEqual({ 'sort.score': 'REQUEST.FIELD_CONDITIONAL' })
    expect(faultsOf(await house.call('ann', 'GET', '/api/posts?sort=remark'))).toEqual({ 'sort.remark': 'REQUEST.UNKNOWN_FIELD' })
    expect(Object.values(Object(faultsOf(await post('ann', '/api/posts/$query', { orderBy: { owner: { salary: 'asc' } } }))))).toEqual(['REQUEST.FIELD_CONDITIONAL'])
    expect(Object.values(Object(faultsOf(await post('ann', '/api/comments/$query', { orderBy: { post: { score: 'asc' } } }))))).toEqual(['REQUEST.FIELD_CONDITIONAL'])
    expect(Object.values(Object(faultsOf(await post('ann', '/api/comments/$query', { orderBy: { post: { remark: 'asc' } } }))))).toEqual(['REQUEST.UNKNOWN_FIELD'])
    // `search` looks into readable fields only: into a remark for an editor.
    for (const who of NOT_ROOT) expect([who, await dataOf(who, '/api/posts/$query', { search: 'fine', select: { id: true } })]).toEqual([who, who === 'dan' ? [{ id: 1001 }] : []])
  })

  it('lets a cursor be read under the rules of whoever sends it', async () => {
    const first = await house.call('root', 'GET', '/api/posts?sort=id&take=3')
    const { nextCursor } = Object.assign({ meta: { nextCursor: '' } }, first.body).meta
    const next = await house.call('gus', 'GET', `/api/posts?sort=id&take=3&cursor=${encodeURIComponent(nextCursor)}`)
    expect(next.body).toMatchObject({ data: [{ id: 1004 }, { id: 1006 }] })
  })
}

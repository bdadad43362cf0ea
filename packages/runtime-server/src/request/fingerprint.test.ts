import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'
import { parseListQuery, type Arguments } from './parse-query.ts'
import { scopeOf } from './request-fixture.ts'

const of = (args: Arguments): string => fingerprint(parseListQuery(scopeOf('Post'), args).query)

describe('given a list', () => {
  it.each<[Arguments, string]>([
    [{}, 'Post id:int: asc   {"op":"always"}'],
    [{ orderBy: [{ author: { name: 'desc' } }, { day: { sort: 'asc', nulls: 'last' } }], distinct: ['title', 'views'] }, 'Post author.name:string: desc ,day:datetime:Date asc last,id:int: asc  title,views {"op":"always"}'],
    [{ where: { total: 5, author: { name: 'x' }, views: { gt: { _ref: 'likes' } } } }, 'Post id:int: asc   {"op":"and","args":[{"op":"compare","field":"total","by":"equals","value":"5","insensitive":false},{"op":"relation","relation":"author","quantifier":"is","where":{"op":"compare","field":"name","by":"equals","value":"x","insensitive":false}},{"op":"compareFields","model":"Post","field":"views","by":"gt","other":"likes","insensitive":false}]}'],
    [{ where: { data: { equals: { _json: null } } } }, 'Post id:int: asc   {"op":"compare","field":"data","by":"equals","value":"Symbol(JSON null)","insensitive":false}'],
    [{ where: { data: { field: null, other: 1, relation: { name: 'x' } } } }, 'Post id:int: asc   {"op":"compare","field":"data","by":"equals","value":{"field":null,"other":1,"relation":"x"},"insensitive":false}'],
    [{ where: { data: { relation: {}, at: { name: 'x' } } } }, 'Post id:int: asc   {"op":"compare","field":"data","by":"equals","value":{"relation":{},"at":{"name":"x"}},"insensitive":false}'],
  ])('%j has a text of its own', (args, text) => expect(of(args)).toBe(text))

  it('is the same whatever is selected of it, and wherever its page begins', () => expect(of({ select: { title: true }, take: 1, skip: 5, count: 'exact' })).toBe(of({})))
})

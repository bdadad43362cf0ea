import { describe, expect, it } from 'vitest'
import type { Where } from '../../packages/runtime-server/src/request/query.ts'
import { fieldOf, relationOf } from '../../packages/runtime-server/src/policy/rules/rules-fixture.ts'
import { whereToPrisma, type WhereContext } from '../../packages/runtime-server/src/data/records/where-to-prisma.ts'

const CONTEXT: WhereContext = { provider: 'mysql', nulls: { database: 'DB NULL', json: 'JSON NULL' }, reference: (model, field) => `${model}.${field}` }
const [text, views, tags] = [fieldOf('text', { kind: 'string' }), fieldOf('views'), fieldOf('tags', { list: true })]
const many = relationOf('many', 'M', { list: true })

describe('given a condition that the Prisma client cannot be asked', () => {
  it.each<[string, Where, string]>([
    ['of texts letter by letter', { op: 'compare', field: text, by: 'equals', value: 'a', insensitive: false, exact: true }, 'The Prisma client does not compare texts letter by letter.'],
    ['of a list that is always there', { op: 'compare', field: tags, by: 'has', value: 1, insensitive: false, exact: true }, 'The Prisma client does not compare texts letter by letter.'],
    ['of two texts letter by letter', { op: 'compareFields', model: 'M', field: text, by: 'equals', other: text, insensitive: false, exact: true }, 'The Prisma client does not compare texts letter by letter.'],
    ['of a row further out', { op: 'isNull', field: views, up: 1 }, 'The Prisma client compares no two records.'],
    ['of the other of two rows', { op: 'compareFields', model: 'M', field: views, by: 'lt', other: views, insensitive: false, own: 1 }, 'The Prisma client compares no two records.'],
    ['of a relation of a row further out', { op: 'relation', relation: many, quantifier: 'some', where: { op: 'always' }, up: 2 }, 'The Prisma client compares no two records.'],
  ])('refuses it: %s', (_, where, detail) => {
    const inner: Where = { op: 'not', arg: { op: 'and', args: [{ op: 'relation', relation: many, quantifier: 'some', where }] } }
    expect(() => whereToPrisma(CONTEXT, inner)).toThrow(expect.objectContaining({ code: 'INTERNAL.BUG', message: detail }))
  })
})

describe('given a condition that asks nothing more', () => {
  it.each<[string, Where, unknown]>([
    ['of numbers', { op: 'compare', field: views, by: 'equals', value: 1, insensitive: false, exact: true }, { views: { equals: 1 } }],
    ['of the row itself', { op: 'isNull', field: fieldOf('views', { required: false }), up: 0 }, { views: { equals: null } }],
    ['of two fields', { op: 'compareFields', model: 'M', field: views, by: 'lt', other: fieldOf('likes'), insensitive: false, own: 0, up: 0 }, { views: { lt: 'M.likes' } }],
  ])('asks it: %s', (_, where, expected) => expect(whereToPrisma(CONTEXT, where)).toEqual(expected))
})

import { describe, expect, it } from 'vitest'
import type { Field, Model, Relation } from '../registry/registry.ts'
import type { ListQuery, Selection, Where } from '../request/query.ts'
import type { WriteData } from '../request/write.ts'
import { guardKey, guardQuery } from './guard-query.ts'
import { guardWhere, type Guard } from './guard-where.ts'
import { guardWrite } from './guard-write.ts'

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name, column: name, kind: 'int', list: false, required: true, unique: false, label: name, default: { from: 'none' }, isUpdatedAt: false,
  visibility: 'normal', clientCreates: true, clientUpdates: true, constraints: {}, annotations: [], ...more,
})
const relation = (name: string, model: string, more: Partial<Relation>): Relation => ({ name, model, list: false, required: false, label: name, from: [], to: [], inverse: '', relationName: '', hidden: false, linkRights: 'update', annotations: [], ...more })
const model = (name: string, fields: readonly Field[], relations: readonly Relation[]): Model => ({
  name, kind: 'model', table: name, label: name, plural: name, path: name, hidden: false, key: { name: 'id', fields: ['id'] }, uniques: [], display: null, searchFields: [], createUnavailable: null, annotations: [], traits: {},
  fields: new Map(fields.map((one) => [one.name, one])), relations: new Map(relations.map((one) => [one.name, one])),
})

const id = field('id')
const author = relation('author', 'User', { from: ['authorId'], to: ['id'], inverse: 'posts' })
const posts = relation('posts', 'Post', { list: true, inverse: 'author' })
const user = model('User', [id], [posts])
const post = model('Post', [id, field('authorId')], [author])
const tests: Readonly<Record<string, Where>> = { User: { op: 'isNull', field: field('userGone') }, Post: { op: 'isNull', field: field('postGone') } }
const [U, P] = [tests['User'], tests['Post']]
const guard: Guard = { registry: { models: new Map([user, post].map((one) => [one.name, one])) }, conditionOf: ({ name }) => tests[name] ?? null }
const x: Where = { op: 'compare', field: id, by: 'equals', value: 1, insensitive: false }
const and = (...args: unknown[]): unknown => ({ op: 'and', args })
const bare: Selection = { fields: [id], relations: [], counts: [] }

describe('given a condition for each model', () => {
  it.each<[string, Where, unknown]>([
    ['nothing', { op: 'always' }, P],
    ['a comparison', x, and(x, P)],
    ['a negation', { op: 'not', arg: { op: 'relation', relation: author, quantifier: 'is', where: x } }, and({ op: 'not', arg: { op: 'relation', relation: author, quantifier: 'is', where: and(x, U) } }, P)],
    ['a relation that must not be', { op: 'relation', relation: author, quantifier: 'isNot', where: x }, and({ op: 'relation', relation: author, quantifier: 'isNot', where: and(x, U) }, P)],
    ['an absent relation', { op: 'absent', relation: author }, and({ op: 'not', arg: { op: 'relation', relation: author, quantifier: 'is', where: U } }, P)],
    ['a way back', { op: 'relation', relation: author, quantifier: 'is', where: { op: 'relation', relation: posts, quantifier: 'some', where: x } }, and({ op: 'relation', relation: author, quantifier: 'is', where: and({ op: 'relation', relation: posts, quantifier: 'some', where: and(x, P) }, U) }, P)],
    ['either of two', { op: 'or', args: [x, { op: 'absent', relation: author }] }, and({ op: 'or', args: [x, { op: 'not', arg: { op: 'relation', relation: author, quantifier: 'is', where: U } }] }, P)],
  ])('adds it to %s', (_, where, expected) => expect(guardWhere(guard, post, where)).toEqual(expected))

  it.each([
    ['some', { op: 'relation', relation: posts, quantifier: 'some', where: and(x, P) }],
    ['none', { op: 'relation', relation: posts, quantifier: 'none', where: and(x, P) }],
    ['every', { op: 'relation', relation: posts, quantifier: 'none', where: and({ op: 'not', arg: x }, P) }],
  ] as const)('asks %s of the rows that are there only', (quantifier, expected) => expect(guardWhere(guard, user, { op: 'relation', relation: posts, quantifier, where: x })).toEqual(and(expected, U)))

  it('adds it to a key, to orders through relations, to counts, and to each level of what is answered', () => {
    const query: ListQuery = {
      model: post, where: { op: 'always' }, distinct: [], take: 1, skip: 0, count: 'none',
      orderBy: [{ via: [author], field: id, direction: 'asc' }, { via: [], field: id, direction: 'asc' }],
      selection: { fields: [], counts: [], relations: [{ relation: author, model: user, selection: { fields: [], counts: [{ relation: posts, where: x }], relations: [{ relation: posts, model: post, selection: bare, list: { where: x, orderBy: [], distinct: [], take: 1, skip: 0 } }] } }] },
    }
    const guarded = guardQuery(guard, query)
    expect(guarded.orderBy).toEqual([{ via: [author], field: id, direction: 'asc', where: { op: 'relation', relation: author, quantifier: 'is', where: U } }, { via: [], field: id, direction: 'asc' }])
    expect(guarded.selection.relations).toMatchObject([{ where: U, selection: { counts: [{ where: and(x, P) }], relations: [{ list: { where: and(x, P) } }] } }])
    expect(guardKey(guard, post, { key: { name: 'id', fields: ['id'] }, values: { id: 1 } })).toMatchObject({ where: P })
  })

  it('adds it to targets of links and to records that key fields refer to', () => {
    const target = { key: { key: { name: 'id', fields: ['id'] }, values: { id: 1 } }, where: { op: 'always' } } as const
    const inner: WriteData = { model: post, path: 'posts.create', scalars: { authorId: 1 }, changes: {}, links: [], input: {} }
    const data: WriteData = { model: user, path: '', scalars: {}, changes: {}, input: {}, links: [{ relation: posts, model: post, path: 'posts', steps: [{ op: 'connect', path: '', target }, { op: 'deleteMany', path: '', where: x }, { op: 'set', path: '', targets: [target] }, { op: 'create', path: '', data: inner }] }] }
    expect(guardWrite(guard, data, 'create').links[0]?.steps).toMatchObject([{ target: { where: P } }, { where: and(x, P) }, { targets: [{ where: P }], where: P }, { data: { references: [{ relation: author, where: U, path: 'posts.create.authorId' }] } }])
  })

  it('changes nothing where there is none', () => {
    const open: Guard = { ...guard, conditionOf: () => null }
    const where: Where = { op: 'relation', relation: posts, quantifier: 'every', where: x }
    expect([guardWhere(open, user, where), guardWhere(open, post, { op: 'absent', relation: author })]).toEqual([where, { op: 'absent', relation: author }])
    expect(guardWrite(open, { model: post, path: '', scalars: { authorId: 1 }, changes: {}, links: [], input: {} }, 'create')).not.toHaveProperty('references')
  })
})

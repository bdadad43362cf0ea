import { describe, expect, it } from 'vitest'
import type { Aggregate, AggregateQuery } from '../request/aggregate.ts'
import type { ListQuery, OrderBy, RecordKey, Selection, TreeQuery, Where } from '../request/query.ts'
import type { LinkStep, Target, WriteData } from '../request/write.ts'
import { by, GUARD, is, told } from './guard-fixture.ts'
import { guardAggregate, guardKey, guardQuery, guardSelection, guardTree } from './guard-query.ts'
import type { Guard } from './guard-where.ts'
import { guardWrite } from './guard-write.ts'
import { COMMENT, fieldIn, POST, relationIn, USER } from './rules/rules-fixture.ts'

const ALWAYS: Where = { op: 'always' }
const and = (...args: readonly Where[]): Where => ({ op: 'and', args })
const [post, user] = [told('post'), told('user')]
const views = is(POST, 'views')
const keyOf = (id: unknown): RecordKey => ({ key: { name: 'id', fields: ['id'] }, values: { id } })
const NONE: Selection = { fields: [], relations: [], counts: [] }
const OPEN: Guard = { registry: GUARD.registry, conditionOf: () => null }
const order = (...via: readonly string[]): OrderBy => ({ via: via.map((name, index) => relationIn(index === 0 ? POST : USER, name)), field: fieldIn(USER, 'id'), direction: 'asc' })

describe('given a query', () => {
  // A query may name models as a principal sees them.
  const seen = { ...POST, label: 'seen' }

  it('finds rows that are there, with what of them is known', () => {
    const query: ListQuery = { model: seen, where: views, orderBy: [order('owner')], distinct: [], take: 1, skip: 2, count: 'exact', selection: { ...NONE, fields: [fieldIn(POST, 'title'), fieldIn(POST, 'views')] } }
    const guarded = guardQuery(GUARD, query)
    expect(guarded).toEqual({
      ...query, model: POST, where: and(views, post), orderBy: [{ ...order('owner'), where: by([POST, 'owner'], 'is', user) }],
      selection: { fields: [fieldIn(POST, 'title'), fieldIn(POST, 'views')], relations: [], counts: [], conditions: new Map([['title', told('known title')]]) },
    })
    expect(guarded.model).toBe(POST)
  })

  it.each<[string, OrderBy, Where | undefined]>([
    ['a field', order(), undefined],
    ['a field under a condition', { ...order(), where: views }, views],
    ['a record that is there', order('owner'), by([POST, 'owner'], 'is', user)],
    ['a record that is there, under a condition', { ...order('owner'), where: views }, and(views, by([POST, 'owner'], 'is', user))],
    ['a record where all are', order('cover'), undefined],
    ['a record behind another', { ...order(), via: [relationIn(POST, 'cover'), relationIn(COMMENT, 'post')] }, by([POST, 'cover'], 'is', by([COMMENT, 'post'], 'is', post))],
    ['a record behind another that is there', { ...order(), via: [relationIn(COMMENT, 'post'), relationIn(POST, 'owner')] }, by([COMMENT, 'post'], 'is', and(post, by([POST, 'owner'], 'is', user)))],
  ])('orders by %s', (_, term, where) => {
    const [guarded] = guardQuery(GUARD, { model: POST, where: ALWAYS, orderBy: [term], distinct: [], take: 1, skip: 0, count: 'none', selection: NONE }).orderBy
    expect(guarded).toEqual({ ...term, ...(where && { where }) })
  })

  it('counts and groups rows that are there', () => {
    const query: AggregateQuery = { model: seen, where: views, aggregates: new Array<Aggregate>(), by: [], having: ALWAYS, page: null } as unknown as AggregateQuery
    expect(guardAggregate(GUARD, query)).toEqual({ ...query, model: POST, where: and(views, post), page: null })
    const page = { take: 1, orderBy: [order('owner')] } as unknown as NonNullable<AggregateQuery['page']>
    expect(guardAggregate(GUARD, { ...query, page }).page).toEqual({ take: 1, orderBy: [{ ...order('owner'), where: by([POST, 'owner'], 'is', user) }] })
  })

  it('walks down a tree over rows that are there', () => {
    const query: TreeQuery = { model: seen, tree: { parent: 'parent', field: fieldIn(POST, 'views'), to: fieldIn(POST, 'id'), children: 'children' }, where: views, below: is(POST, 'id'), orderBy: [order('owner')], selection: { ...NONE, fields: [fieldIn(POST, 'note')] }, depth: 1, limit: 2 }
    expect(guardTree(GUARD, query)).toEqual({
      ...query, model: POST, where: and(views, post), below: and(is(POST, 'id'), post), orderBy: [{ ...order('owner'), where: by([POST, 'owner'], 'is', user) }],
      selection: { fields: [fieldIn(POST, 'note')], relations: [], counts: [], conditions: new Map([['note', told('known note')]]) },
    })
  })

  it('addresses rows that are there, by fields that are known', () => {
    expect(guardKey(GUARD, POST, keyOf(1))).toEqual({ ...keyOf(1), where: post })
    expect(guardKey(GUARD, POST, { ...keyOf(1), where: views })).toEqual({ ...keyOf(1), where: and(views, post) })
    expect(guardKey(GUARD, COMMENT, keyOf(1))).toEqual({ ...keyOf(1), where: told('known id') })
    const key = keyOf(1)
    expect(guardKey(OPEN, POST, key)).toBe(key)
  })

  it('answers of relations what is there of them', () => {
    const lists = { where: is(COMMENT, 'text'), orderBy: [{ via: [relationIn(COMMENT, 'post')], field: fieldIn(POST, 'id'), direction: 'asc' }], distinct: [], take: 3, skip: 4 } as const
    const selection: Selection = {
      fields: [],
      counts: [{ relation: relationIn(POST, 'comments'), where: ALWAYS }, { relation: relationIn(USER, 'posts'), where: ALWAYS }],
      relations: [
        { relation: relationIn(POST, 'comments'), model: { ...COMMENT, label: 'seen' }, selection: { ...NONE, fields: [fieldIn(COMMENT, 'text')] }, list: lists },
        { relation: relationIn(POST, 'owner'), model: { ...USER, label: 'seen' }, selection: { ...NONE, fields: [fieldIn(USER, 'id')] } },
        { relation: relationIn(POST, 'owner'), model: USER, selection: NONE, where: is(USER, 'age') },
        { relation: relationIn(POST, 'cover'), model: COMMENT, selection: NONE },
      ],
    }
    const guarded = guardSelection(GUARD, POST, selection)
    expect(guarded).toEqual({
      fields: [],
      counts: [{ relation: relationIn(POST, 'comments'), where: ALWAYS }, { relation: relationIn(USER, 'posts'), where: post }],
      relations: [
        { relation: relationIn(POST, 'comments'), model: COMMENT, selection: { ...NONE, fields: [fieldIn(COMMENT, 'text')], conditions: new Map([['text', told('known text')]]) }, list: { ...lists, where: and(told('known text'), is(COMMENT, 'text')), orderBy: [{ ...lists.orderBy[0], where: by([COMMENT, 'post'], 'is', post) }] } },
        { relation: relationIn(POST, 'owner'), model: USER, selection: { ...NONE, fields: [fieldIn(USER, 'id')] }, where: user },
        { relation: relationIn(POST, 'owner'), model: USER, selection: NONE, where: and(is(USER, 'age'), user) },
        { relation: relationIn(POST, 'cover'), model: COMMENT, selection: NONE },
      ],
    })
    expect(guarded.relations.slice(0, 2).map(({ model }) => model)).toEqual([COMMENT, USER])
    expect([guardSelection(OPEN, POST, NONE), Object.keys(guardSelection(GUARD, POST, NONE))]).toEqual([NONE, ['fields', 'relations', 'counts']])
  })
})

const write = (model: WriteData['model'], more: Partial<WriteData> = {}): WriteData => ({ model, path: '', scalars: {}, changes: {}, links: [], input: {}, ...more })
const reference = (name: string, where: Where, path = ''): unknown => ({ relation: relationIn(POST, name), model: USER, where, path: `${path}${name}Id` })

describe('given a write', () => {
  it('refers to rows that are there, by what was sent', () => {
    const ofPost = (scalars: WriteData['scalars'], more: Partial<WriteData> = {}, guard = GUARD): unknown => guardWrite(guard, write(POST, { scalars, ...more }), 'create').references
    expect(ofPost({ ownerId: 'a' })).toEqual([reference('owner', user)])
    expect(ofPost({ ownerId: 'a', authorId: 'b' }, { path: 'data.posts' })).toEqual([reference('author', user, 'data.posts.'), reference('owner', user, 'data.posts.')])
    expect([ofPost({ ownerId: null }), ofPost({ title: 'a' }), ofPost({ ownerId: 'a' }, { filled: ['ownerId'] }), ofPost({ ownerId: 'a' }, {}, OPEN)]).toEqual([undefined, undefined, undefined, undefined])
    expect(ofPost(Object.create({ ownerId: 'a' }))).toBeUndefined()
    const known = { relation: relationIn(POST, 'owner'), model: USER, where: is(USER, 'age'), path: 'x' }
    expect([ofPost({ ownerId: 'a' }, { references: [known] }), ofPost({ ownerId: 'a' }, { references: [known] }, OPEN), ofPost({ authorId: 'a' }, { references: [known] })]).toEqual([[reference('owner', and(is(USER, 'age'), user))], [known], [reference('author', user)]])
  })

  it('forgets none that was asked for before, where others are added', () => {
    const pinned = { ...relationIn(POST, 'cover'), name: 'pinned', from: ['views'], to: ['id'] }
    const model = { ...POST, relations: new Map([...POST.relations, ['pinned', pinned] as const]) }
    const known = { relation: pinned, model: COMMENT, where: is(COMMENT, 'postId'), path: 'x' }
    const guard: Guard = { ...GUARD, registry: { models: new Map([...GUARD.registry.models, ['Post', model] as const]) } }
    expect(guardWrite(guard, write(model, { scalars: { ownerId: 'a', views: 1 }, references: [known] }), 'update').references).toEqual([reference('owner', user), known])
  })

  it('counts no reference up or down whose record may not be there', () => {
    const counted = (field: string, path = '', guard = GUARD): unknown => {
      try {
        return guardWrite(guard, write(POST, { path, changes: { [field]: { by: 'increment', value: 1 } } }), 'update').changes
      } catch (error) {
        return { code: Reflect.get(Object(error), 'code'), message: Reflect.get(Object(error), 'message'), errors: Reflect.get(Object(error), 'errors') }
      }
    }
    const message = 'ownerId refers to a record, and is set, not counted up or down.'
    expect(counted('ownerId')).toEqual({ code: 'REQUEST.BAD_VALUE', message, errors: [{ path: 'ownerId', code: 'REQUEST.BAD_VALUE', message }] })
    expect(counted('ownerId', 'posts.update')).toEqual({ code: 'REQUEST.BAD_VALUE', message, errors: [{ path: 'posts.update.ownerId', code: 'REQUEST.BAD_VALUE', message }] })
    expect([counted('views'), counted('ownerId', '', OPEN)]).toEqual([{ views: { by: 'increment', value: 1 } }, { ownerId: { by: 'increment', value: 1 } }])
  })

  it('sets what the server sets, whatever was sent', () => {
    const asked: unknown[] = []
    const guard: Guard = { ...OPEN, setsOf: (...args) => (asked.push(args), { ownerId: 'me', title: 'mine' }) }
    const data = write({ ...POST, label: 'seen' }, { scalars: { title: 'a', views: 1 }, changes: { likes: { by: 'increment', value: 1 } }, filled: ['code', 'title'], links: [{ relation: relationIn(POST, 'author'), model: USER, path: '', steps: [] }] })
    const guarded = guardWrite(guard, data, 'update')
    expect(guarded).toEqual({ ...data, model: POST, scalars: { title: 'mine', views: 1, ownerId: 'me' }, filled: ['code', 'title', 'ownerId'] })
    expect(asked).toEqual([[POST, 'update', ['title', 'views', 'likes', 'authorId']]])
    expect(data.scalars).toEqual({ title: 'a', views: 1 })
    expect(guardWrite(OPEN, write(POST), 'create')).toEqual(write(POST))
    expect(guardWrite(OPEN, write(POST, { filled: ['title'], scalars: { title: 'a' } }), 'create')).toEqual(write(POST, { filled: ['title'], scalars: { title: 'a' } }))
  })

  const target: Target = { key: keyOf(1), where: views }
  const reached = { key: keyOf(1), where: and(views, post) }
  const [inner, made, changed] = [write(POST), { ...write(POST), scalars: { owner: 'create' }, filled: ['owner'] }, { ...write(POST), scalars: { owner: 'update' }, filled: ['owner'] }]

  it.each<[string, LinkStep, unknown]>([
    ['create', { path: '', op: 'create', data: inner }, { data: made }],
    ['createMany', { path: '', op: 'createMany', rows: [inner, inner], skipDuplicates: true }, { rows: [made, made] }],
    ['connect', { path: '', op: 'connect', target }, { target: reached }],
    ['connectOrCreate', { path: '', op: 'connectOrCreate', target, data: inner }, { target: reached, data: made }],
    ['set', { path: '', op: 'set', targets: [target, target], where: views }, { targets: [reached, reached], where: and(views, post) }],
    ['set of all', { path: '', op: 'set', targets: [] }, { targets: [], where: post }],
    ['disconnect', { path: '', op: 'disconnect', target, where: views }, { target: reached }],
    ['disconnect of the one', { path: '', op: 'disconnect', target: null, where: views }, { where: and(views, post) }],
    ['delete', { path: '', op: 'delete', target, where: views }, { target: reached }],
    ['delete of the one', { path: '', op: 'delete', target: null, where: views }, { where: and(views, post) }],
    ['update', { path: '', op: 'update', target, where: views, data: inner }, { target: reached, data: changed }],
    ['update of the one', { path: '', op: 'update', target: null, where: views, data: inner }, { where: and(views, post), data: changed }],
    ['upsert', { path: '', op: 'upsert', target, where: views, create: inner, update: inner }, { target: reached, create: made, update: changed }],
    ['upsert of the one', { path: '', op: 'upsert', target: null, where: views, create: inner, update: inner }, { where: and(views, post), create: made, update: changed }],
    ['updateMany', { path: '', op: 'updateMany', where: views, data: inner }, { where: and(views, post), data: changed }],
    ['deleteMany', { path: '', op: 'deleteMany', where: views }, { where: and(views, post) }],
  ])('reaches by a nested %s rows that are there', (_, step, expected) => {
    const guard: Guard = { ...GUARD, setsOf: (model, action) => (model.name === 'Post' ? { owner: action } : {}) }
    const data = write(USER, { links: [{ relation: relationIn(USER, 'posts'), model: { ...POST, label: 'seen' }, path: '', steps: [step] }] })
    const [link] = guardWrite(guard, data, 'update').links
    expect(link).toEqual({ relation: relationIn(USER, 'posts'), model: POST, path: '', steps: [{ ...step, ...Object(expected) }] })
  })

  it('finds targets by fields that are known', () => {
    const data = write(POST, { links: [{ relation: relationIn(POST, 'comments'), model: COMMENT, path: '', steps: [{ path: '', op: 'connect', target: { key: keyOf(1), where: ALWAYS } }] }] })
    expect(guardWrite(GUARD, data, 'create').links[0]?.steps).toEqual([{ path: '', op: 'connect', target: { key: keyOf(1), where: told('known id') } }])
  })
})

// What is answered around a record, for everybody: included records, their counts, and relations as addresses.
import { expect, it } from 'vitest'
import { faultsOf } from '../../create-app.ts'
import type { PolicyApp } from '../open-policy-app.ts'
import { mayAsk, present, readableRows } from '../policy-oracle.ts'
import { LINKS, type StoredRow } from '../policy-rows.ts'
import { EVERYBODY, type Who } from '../principals.ts'
import { sightOf } from '../cases/queries.ts'

const SIGNED_IN = EVERYBODY.filter((who) => who !== 'anonymous')

function owner(who: Who, id: unknown): StoredRow | null {
  const row = sightOf(who).one('User', id)
  return row ? present(who, 'User', row) : null
}

function commentsOf(who: Who, post: StoredRow): readonly StoredRow[] {
  return sightOf(who).many('Comment', 'postId', post['id']).map((row) => present(who, 'Comment', row))
}

function marksOf(who: Who, relation: 'tags' | 'labels', post: StoredRow): readonly string[] {
  const model = relation === 'tags' ? 'Tag' : 'Label'
  return (LINKS[relation][Number(post['id'])] ?? []).filter((name) => sightOf(who).many(model, 'name', name).length > 0)
}

/** What is answered around a record, for everybody. */
export function describeIncluded(house: PolicyApp): void {
  const query = async (who: Who, path: string, body: object): Promise<unknown> => (await house.call(who, 'POST', `${path}/$query`, body)).body

  it.each(SIGNED_IN)('%s includes what may be read, null for one that may not, and counts the same', async (who) => {
    const args = { orderBy: { id: 'asc' }, include: { owner: true, comments: { orderBy: { id: 'asc' }, include: { author: { select: { name: true } } } }, tags: { orderBy: { name: 'asc' } }, labels: { select: { name: true }, orderBy: { name: 'asc' } }, _count: { select: { comments: true, tags: true, labels: true } } } }
    const expected = readableRows(who, 'Post').map((post) => {
      const comments = commentsOf(who, post)
      const [tags, labels] = [marksOf(who, 'tags', post), marksOf(who, 'labels', post)]
      const told = comments.map((comment) => ({ ...comment, author: owner(who, comment['authorId']) && { name: owner(who, comment['authorId'])?.['name'] } }))
      return { ...present(who, 'Post', post), owner: owner(who, post['ownerId']), comments: told, tags: tags.map((one) => ({ name: one })), labels: labels.map((one) => ({ name: one })), _count: { comments: comments.length, tags: tags.length, labels: labels.length } }
    })
    expect(await query(who, '/api/posts', args)).toMatchObject({ data: expected })
    const [first] = expected
    expect((await house.call(who, 'GET', `/api/posts/1001?include=${JSON.stringify(args.include)}`)).body).toEqual({ data: first })
  })

  it.each(EVERYBODY)('%s gets null for the required record behind one of their own that they may not read', async (who) => {
    const { one } = sightOf(who)
    const expected = readableRows(who, 'Comment').map((row) => ({ ...present(who, 'Comment', row), post: one('Post', row['postId']) ? { title: one('Post', row['postId'])?.['title'] } : null }))
    expect(await query(who, '/api/comments', { orderBy: { id: 'asc' }, include: { post: { select: { title: true } } } })).toMatchObject({ data: expected })
    const lines = readableRows(who, 'Line').map((row) => ({ id: row['id'], page: one('Page', row['pageId']) ? { id: row['pageId'] } : null }))
    expect(await query(who, '/api/lines', { orderBy: { id: 'asc' }, select: { id: true, page: { select: { id: true } } } })).toMatchObject({ data: lines })
  })

  it.each(EVERYBODY)('%s finds the same behind a relation’s address', async (who) => {
    for (const post of [1001, 1002, 1003, 1005, 999]) {
      const row = sightOf(who).one('Post', post)
      const answers = await Promise.all(['comments?sort=id', 'tags?sort=name', 'labels?sort=name&select=["name"]'].map((path) => house.call(who, 'GET', `/api/posts/${post}/${path}`)))
      const marks = row && [marksOf(who, 'tags', row), marksOf(who, 'labels', row)].map((names) => names.map((one) => ({ name: one })))
      const expected = row && marks ? [commentsOf(who, row), ...marks].map((data) => ({ status: 200, data })) : [404, 404, 404].map((status) => ({ status, data: undefined }))
      expect(answers.map(({ status, body }) => ({ status, data: Reflect.get(Object(body), 'data') }))).toEqual(expected)
    }
  })

  it.each(SIGNED_IN)('%s finds no record behind a to-one address that may not be read', async (who) => {
    for (const row of readableRows(who, 'Post')) {
      const answer = await house.call(who, 'GET', `/api/posts/${String(row['id'])}/owner`)
      const told = owner(who, row['ownerId'])
      expect([row['id'], answer.status, Reflect.get(Object(answer.body), 'data')]).toEqual(told ? [row['id'], 200, told] : [row['id'], 404, undefined])
    }
  })

  it('knows no relation to records that somebody can never read', async () => {
    const unknown = async (who: Who, path: string, body: object): Promise<unknown> => faultsOf(await house.call(who, 'POST', `${path}/$query`, body))
    for (const who of EVERYBODY.filter((one) => !mayAsk(one, 'Member'))) {
      expect(await unknown(who, '/api/posts', { include: { members: true } })).toEqual({ 'include.members': 'REQUEST.UNKNOWN_FIELD' })
      expect(await unknown(who, '/api/posts', { select: { id: true, _count: { select: { members: true } } } })).toEqual({ 'select._count.select.members': 'REQUEST.UNKNOWN_FIELD' })
      expect(await unknown(who, '/api/posts', { orderBy: { members: { _count: 'desc' } } })).toMatchObject({ 'orderBy.members': 'REQUEST.UNKNOWN_FIELD' })
      expect((await house.call(who, 'GET', '/api/posts/1001/members')).status).toBe(404)
    }
    expect(await unknown('anonymous', '/api/posts', { include: { owner: true } })).toEqual({ 'include.owner': 'REQUEST.UNKNOWN_FIELD' })
    expect(await unknown('anonymous', '/api/orgs', { select: { users: true } })).toEqual({ 'select.users': 'REQUEST.UNKNOWN_FIELD' })
    expect(await unknown('bob', '/api/posts', { include: { comments: { include: { post: { include: { members: true } } } } } })).toEqual({ 'include.comments.include.post.include.members': 'REQUEST.UNKNOWN_FIELD' })
  })

  it('takes of each nested list what is left after the rules', async () => {
    expect(await query('bob', '/api/posts', { where: { id: 1001 }, select: { comments: { select: { id: true }, take: 1, orderBy: { id: 'desc' } } } })).toMatchObject({ data: [{ comments: [{ id: 1001 }] }] })
    expect(await query('eve', '/api/posts', { where: { id: 1001 }, select: { comments: { select: { id: true }, take: 1, orderBy: { id: 'desc' } } } })).toMatchObject({ data: [{ comments: [{ id: 1002 }] }] })
    expect(await query('dan', '/api/posts', { where: { id: 1001 }, select: { comments: { select: { id: true }, skip: 1, orderBy: { id: 'asc' } } } })).toMatchObject({ data: [{ comments: [] }] })
  })
}

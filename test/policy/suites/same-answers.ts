// What may not be seen is answered like what is not there: byte by byte, but for the id of the request.
import { expect, it } from 'vitest'
import type { Answer } from '../../create-app.ts'
import { effectOf } from '../expect-write.ts'
import type { PolicyApp } from '../open-policy-app.ts'
import type { Who } from '../principals.ts'

type Send = (id: string) => readonly [method: string, path: string, body?: unknown]

interface Pair {
  readonly as: Who
  readonly forbidden: string
  readonly absent: string
  readonly sends: readonly Send[]
}

const X = { title: 'x' } as const
const comment = (link: (id: string) => object): Send => (id) => ['PATCH', '/api/comments/1001', { text: 'x', ...link(id) }]
const post = (path: string, body: (id: string) => unknown): Send => (id) => ['POST', `/api/${path}`, body(id)]

/** Every place at which a record may be named, and one who may not see it. */
const PAIRS: readonly Pair[] = [
  {
    as: 'gus',
    forbidden: '1005',
    absent: '999',
    sends: [
      (id) => ['GET', `/api/posts/${id}`],
      (id) => ['GET', `/api/posts/$by/id/${id}`],
      (id) => ['GET', `/api/posts/${id}?include={"comments":true}`],
      (id) => ['GET', `/api/posts/${id}/comments`],
      (id) => ['GET', `/api/posts/${id}/owner`],
      (id) => ['PATCH', `/api/posts/${id}`, X],
      (id) => ['DELETE', `/api/posts/${id}`],
      (id) => ['POST', `/api/posts/${id}/comments`, { text: 'n' }],
      (id) => ['PUT', `/api/posts/${id}/tags/sun`],
      (id) => ['DELETE', `/api/posts/${id}/labels/free`],
      post('posts/$query', (id) => ({ where: { id: Number(id) }, count: 'exact' })),
      post('posts/$query', (id) => ({ where: { NOT: { id: { not: Number(id) } } } })),
      post('posts/$aggregate', (id) => ({ where: { id: Number(id) }, _count: true, _max: { views: true } })),
      post('posts/$group', (id) => ({ where: { id: Number(id) }, by: ['status'], _count: true })),
      post('posts/$count', (id) => ({ where: { id: Number(id) } })),
      post('comments/$count', (id) => ({ where: { post: { id: Number(id) } } })),
      post('posts/$update-many', (id) => ({ where: { id: Number(id) }, data: X })),
      post('posts/$delete-many', (id) => ({ where: { id: Number(id) } })),
      post('posts/$upsert', (id) => ({ where: { id: Number(id) }, create: X, update: X })),
      post('$transaction', (id) => ({ operations: [{ model: 'Post', action: 'update', args: { where: { id: Number(id) }, data: X } }] })),
      post('comments', (id) => ({ text: 'n', postId: Number(id) })),
      post('comments', (id) => ({ text: 'n', post: { connect: { id: Number(id) } } })),
      post('comments', (id) => ({ text: 'n', post: { connectOrCreate: { where: { id: Number(id) }, create: X } } })),
      post('comments/$create-many', (id) => ({ data: [{ text: 'n', postId: 1001 }, { text: 'm', postId: Number(id) }] })),
      post('comments/$import', (id) => [{ text: 'n', postId: Number(id) }]),
    ],
  },
  {
    as: 'bob',
    forbidden: '1005',
    absent: '999',
    sends: [
      comment((id) => ({ postId: Number(id) })),
      comment((id) => ({ post: { connect: { id: Number(id) } } })),
      comment((id) => ({ post: { connect: { id: Number(id), NOT: { score: 1 } } } })),
      (id) => ['PATCH', '/api/labels/free', { posts: { connect: { id: Number(id) } } }],
      (id) => ['PATCH', '/api/labels/free', { posts: { disconnect: { id: Number(id) } } }],
      (id) => ['PATCH', '/api/labels/free', { posts: { set: [{ id: 1001 }, { id: 1002 }, { id: 1003 }, { id: Number(id) }] } }],
      (id) => ['PATCH', '/api/labels/free', { posts: { update: { where: { id: Number(id) }, data: X } } }],
      (id) => ['PATCH', '/api/labels/free', { posts: { upsert: { where: { id: Number(id) }, create: X, update: X } } }],
      (id) => ['PATCH', '/api/labels/free', { posts: { delete: { id: Number(id) } } }],
      (id) => ['PATCH', '/api/labels/free', { posts: { deleteMany: { id: Number(id) } } }],
      (id) => ['PUT', `/api/labels/free/posts/${id}`],
      (id) => ['DELETE', `/api/labels/free/posts/${id}`],
      post('comments/$update-many', (id) => ({ where: { id: 1001 }, data: { postId: Number(id) } })),
    ],
  },
  { as: 'gus', forbidden: 'e', absent: 'no', sends: [(code) => ['GET', `/api/posts/$by/code/${code}`], post('comments', (code) => ({ text: 'n', post: { connect: { code } } })), post('posts/$query', (code) => ({ where: { code: { in: [code] } } }))] },
  { as: 'ann', forbidden: 'hush', absent: 'none', sends: [(name) => ['GET', `/api/tags/${name}`], (name) => ['PUT', `/api/posts/1001/tags/${name}`], (name) => ['DELETE', `/api/posts/1002/tags/${name}`], (name) => ['PATCH', '/api/posts/1002', { tags: { disconnect: { name } } }], (name) => ['PATCH', '/api/posts/1002', { tags: { connect: { name } } }], post('posts/$query', (name) => ({ where: { tags: { none: { name } } } }))] },
  // Of another tenant.
  { as: 'ann', forbidden: '1002', absent: '999', sends: [(id) => ['GET', `/api/accounts/${id}`], (id) => ['PATCH', `/api/accounts/${id}`, { name: 'x' }], (id) => ['PATCH', '/api/ledgers/1002', { accounts: { connect: { id: Number(id) } } }]] },
  // Deleted, and kept.
  { as: 'bob', forbidden: '1003', absent: '999', sends: [(id) => ['GET', `/api/pages/${id}`], (id) => ['POST', `/api/pages/${id}/$restore`], (id) => ['PATCH', `/api/pages/${id}`, X], (id) => ['DELETE', `/api/pages/${id}`], post('lines', (id) => ({ text: 'n', pageId: Number(id) })), post('lines', (id) => ({ text: 'n', page: { connect: { id: Number(id) } } }))] },
]

const blank = ({ status, body }: Answer): unknown => [status, typeof body === 'object' ? { ...Object(body), requestId: '' } : body]

/** One answer for what is absent and what is forbidden. */
export function describeSameAnswers(house: PolicyApp): void {
  const cases = PAIRS.flatMap(({ as, forbidden, absent, sends }) => sends.map((send) => [as, JSON.stringify(send(forbidden)).replaceAll('"', ''), { as, forbidden, absent, send }] as const))

  it.each(cases)('%s learns nothing by %s', async (_who, _what, { as, forbidden, absent, send }) => {
    const answers: unknown[] = []
    for (const id of [forbidden, absent]) {
      const answer = await house.call(as, ...send(id))
      const effect = await effectOf(house)
      answers.push([...Object(blank(answer)), effect])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  it('tells who may not write what is seen from who does not see it', async () => {
    const statuses = await Promise.all(['1001', '1005', '999'].map(async (id) => (await house.call('gus', 'PATCH', `/api/posts/${id}`, X)).status))
    expect(statuses).toEqual([403, 404, 404])
  })

  it('answers a taken value with one body, whoever holds it, and names only what was sent', async () => {
    const taken = async (as: Who, code: string): Promise<unknown> => blank(await house.call(as, 'POST', '/api/posts', { title: 'n', code }))
    const [seen, unseen, own] = [await taken('gus', 'a'), await taken('gus', 'e'), await taken('ann', 'a')]
    expect([unseen, own]).toEqual([seen, seen])
    expect(seen).toMatchObject([409, { code: 'DATA.CONFLICT', errors: [{ path: 'code' }] }])
    expect(await effectOf(house)).toEqual({})
  })

  it('answers a record that is still referred to with no model and no count', async () => {
    const answer = await house.call('root', 'DELETE', '/api/orgs/1')
    expect(answer).toMatchObject({ status: 409, body: { code: 'DATA.REFERENCED' } })
    expect(JSON.stringify(answer.body)).not.toMatch(/User|Task|user|task|\d+ record/)
  })
}

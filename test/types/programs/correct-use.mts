import type { CreateOf, Delegates, Json, ModelName, RecordOf, Register, ResultOf } from '@ssot/contract'
import type { PostCreate, Role } from './ssot.d.ts'

declare const sdk: Delegates

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<A, B>(_claim: Same<A, B>): void {}

export async function read(): Promise<void> {
  const users = await sdk.user.findMany()
  same<(typeof users)[number], { id: string; email: string; role: 'ADMIN' | 'MEMBER'; bornAt: Date | null; inviterId: string | null }>(true)

  const posts = await sdk.post.findMany({
    where: { title: { contains: 'x', mode: 'insensitive' }, author: { is: { email: 'a@b.c' } }, tags: { none: { name: 't' } }, OR: [{ views: { gt: 3 } }, { price: null }] },
    orderBy: [{ createdAt: 'desc' }, { author: { email: 'asc' } }, { ratio: { sort: 'asc', nulls: 'last' } }],
    select: { id: true, price: true, reads: true, meta: true, summary: true, author: { select: { email: true, profile: true } }, tags: { where: { name: 'x' }, take: 3 }, title: false },
    take: 5,
    count: 'exact',
  })
  same<
    (typeof posts)[number],
    {
      id: number
      price: string | null
      reads: bigint
      meta: Json | null
      summary?: string | null
      author: { email: string; profile: { userId: string; avatar: Uint8Array | null } | null } | null
      tags: { name: string }[]
    }
  >(true)

  const team = await sdk.team.findUnique({ where: { slug: 'a' }, include: { posts: { omit: { meta: true, summary: true, labels: true, price: true, ratio: true, reads: true } }, _count: true } })
  same<
    typeof team,
    {
      slug: string
      shout: string
      marks?: number
      score?: number | null
      posts: { id: number; title: string; views: number; published: boolean; createdAt: Date; updatedAt: Date; authorId: string; teamSlug: string }[]
      _count: { posts: number }
    } | null
  >(true)

  const page = await sdk.user.findPage({ select: { id: true, _count: { select: { posts: true } } }, cursor: 'token' })
  same<(typeof page)['data'], { id: string; _count: { posts: number } }[]>(true)
  await sdk.post.findUnique({ where: { teamSlug_title: { teamSlug: 'a', title: 'b' } } })
  const one = await sdk.user.get('u1', { select: { email: true } })
  same<typeof one, { email: string }>(true)
  await sdk.post.findMany({ where: { views: 1 }, signal: { aborted: false } })
  await sdk.stats.findUnique({ where: { byRole: { id: 1, role: 'ADMIN' } } })
  await sdk.popular.findFirst({ where: { title: { startsWith: 'x' } } })
  const groups = await sdk.post.groupBy({ by: ['authorId', 'published'], _sum: { views: true, price: true }, _count: true })
  same<Pick<(typeof groups)[number], 'authorId' | 'published'>, { authorId: string; published: boolean }>(true)
  await sdk.user_setting.count({ where: { id: { in: [1, 2] } } })
  await sdk.post.findMany({ where: { price: { lt: { _ref: 'ratio' } }, labels: { hasSome: ['a'] }, meta: { path: ['a', 0], equals: { b: [1] } } } })
}

export async function write(): Promise<void> {
  const byKey = await sdk.post.create({ data: { title: 't', authorId: 'a', teamSlug: 's', labels: ['a'], price: '1.10', reads: 3n } })
  same<typeof byKey, RecordOf<'Post'>>(true)
  await sdk.post.create({ data: { title: 't', author: { connect: { email: 'a@b.c' } }, team: { create: { slug: 's' } }, meta: { a: [1, null] } } })
  await sdk.user.create({ data: { email: 'e', pin: '1', posts: { create: [{ title: 't', teamSlug: 's' }], connect: { id: 1 } }, profile: { create: { avatar: new Uint8Array() } } } })
  await sdk.post.update({ where: { id: 1 }, data: { views: { increment: 1 }, labels: { push: 'x' }, author: { connect: { id: 'u' } }, tags: { set: [] }, price: null } })
  await sdk.user.update({ where: { id: 'u' }, data: { bornAt: '2026-01-01T00:00:00.000001Z' } })
  await sdk.user.update({ where: { email: 'e' }, data: { invitedBy: { disconnect: true }, posts: { updateMany: { where: { published: true }, data: { views: 0 } } }, pin: '2' } })
  await sdk.post.upsert({ where: { id: 1 }, create: { title: 't', authorId: 'a', teamSlug: 's' }, update: {}, select: { id: true } })
  await sdk.post.deleteMany({ all: true })
  await sdk.post.updateMany({ where: { published: false }, data: { views: 0 } })
  await sdk.postCreate.create({ data: { id: 1, day: 2 } })
  await sdk.date.create({ data: { day: 1, events: { createMany: { data: [{ id: 1 }] } } } })
}

export const role: Role = 'ADMIN'
export const create: CreateOf<'Tag'> = { name: 'x' }
export const collides: PostCreate = { id: 1, day: 2 }
same<ModelName, 'User' | 'Profile' | 'Team' | 'Post' | 'Tag' | 'Stats' | 'Popular' | 'PostCreate' | 'Date' | 'user_setting'>(true)
same<keyof Register, 'schema'>(true)
same<ResultOf<'Tag', { posts: { select: { id: true } } }>, { posts: { id: number }[] }>(true)
same<Extract<'create', keyof Delegates['popular']>, never>(true)

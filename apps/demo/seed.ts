import { comments } from './seed/comments.ts'
import { conversations } from './seed/conversations.ts'
import { people, tags } from './seed/people.ts'
import { kitchenPosts } from './seed/posts-kitchen.ts'
import { outdoorsPosts } from './seed/posts-outdoors.ts'
import { workshopPosts } from './seed/posts-workshop.ts'

/** The part of a Prisma client's table that the seed uses. */
interface Table {
  count(): Promise<number>
  create(args: { readonly data: object }): Promise<{ readonly id: number | string }>
  createMany(args: { readonly data: readonly object[] }): Promise<unknown>
}

/** The database that is filled: a Prisma client of this application's schema. */
export interface SeedDatabase {
  readonly user: Table
  readonly tag: Table
  readonly post: Table
  readonly comment: Table
  readonly conversation: Table
  readonly message: Table
}

type Id = number | string

/** Every date is counted back from here, so that two seeded databases are alike. */
const TODAY = Date.parse('2026-11-19T09:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const posts = [...workshopPosts, ...kitchenPosts, ...outdoorsPosts]
const ago = (milliseconds: number): Date => new Date(TODAY - milliseconds)
const firstName = (name: string): string => name.split(' ')[0] ?? name

/** Fills an empty database with the demo's people, posts and conversations; leaves one that has people in it alone. */
export default async function seed({ db }: { readonly db: SeedDatabase }): Promise<void> {
  if ((await db.user.count()) > 0) return
  const users = await seedPeople(db)
  await seedPosts(db, users, await seedTags(db))
  await seedConversations(db, users)
}

async function seedPeople(db: SeedDatabase): Promise<ReadonlyMap<string, Id>> {
  const ids = new Map<string, Id>()
  for (const person of people) {
    const { id } = await db.user.create({ data: { ...person, joinedAt: new Date(person.joinedAt) } })
    ids.set(firstName(person.name), id)
  }
  return ids
}

async function seedTags(db: SeedDatabase): Promise<ReadonlyMap<string, Id>> {
  const ids = new Map<string, Id>()
  for (const tag of tags) ids.set(tag.name, (await db.tag.create({ data: tag })).id)
  return ids
}

/** Oldest first, so that the greatest id is the newest post. */
async function seedPosts(db: SeedDatabase, users: ReadonlyMap<string, Id>, tagIds: ReadonlyMap<string, Id>): Promise<void> {
  for (const { author, tags: names, daysAgo, ...post } of posts.toSorted((a, b) => b.daysAgo - a.daysAgo)) {
    const isPublic = post.status === 'PUBLISHED' || post.status === 'ARCHIVED'
    const createdAt = ago(daysAgo * DAY + 2 * HOUR)
    const { id } = await db.post.create({
      data: {
        ...post,
        createdAt,
        updatedAt: new Date(createdAt.getTime() + 110 * MINUTE),
        publishedAt: isPublic ? ago(daysAgo * DAY) : null,
        author: { connect: { id: users.get(author) } },
        tags: { connect: names.map((name) => ({ id: tagIds.get(name) })) },
      },
    })
    await seedComments(db, { id, slug: post.slug, since: createdAt.getTime() + 3 * HOUR }, users)
  }
}

async function seedComments(db: SeedDatabase, post: { id: Id; slug: string; since: number }, users: ReadonlyMap<string, Id>): Promise<void> {
  const data = (comments[post.slug] ?? []).map(([author, body, approved = true], index) => ({
    body,
    approved,
    postId: post.id,
    authorId: users.get(author),
    createdAt: new Date(post.since + index * 95 * MINUTE),
  }))
  if (data.length > 0) await db.comment.createMany({ data })
}

async function seedConversations(db: SeedDatabase, users: ReadonlyMap<string, Id>): Promise<void> {
  for (const { members, lines, hoursAgo, ...conversation } of conversations) {
    const sentAt = (index: number): Date => ago(hoursAgo * HOUR - pauseBefore(index))
    const { id } = await db.conversation.create({
      data: { ...conversation, createdAt: sentAt(0), updatedAt: sentAt(lines.length - 1), members: { connect: members.map((name) => ({ id: users.get(name) })) } },
    })
    const data = lines.map(([author, body], index) => ({
      body,
      conversationId: id,
      authorId: users.get(author),
      sentAt: sentAt(index),
    }))
    await db.message.createMany({ data })
  }
}

/** Talk comes in bursts: a few minutes between lines, now and then an hour. */
const pauseBefore = (index: number): number => (index * 4 + Math.floor(index / 5) * 50 + (index % 3)) * MINUTE

import type { Delegates } from '@ssot/contract'

declare const sdk: Delegates

// Each line that ends in the mark is an error, and no other line is.
export async function mistakes(): Promise<void> {
  await sdk.user.create({ data: { email: 'e', pin: '1', nickname: 'x' } }) // ✗ unknown field
  await sdk.user.create({ data: { email: 'e' } }) // ✗ missing required field
  await sdk.post.create({ data: { title: 't', teamSlug: 's' } }) // ✗ missing required relation
  await sdk.post.create({ data: { title: 't', teamSlug: 's', authorId: 'a', author: { connect: { id: 'a' } } } }) // ✗ key and relation at once
  await sdk.user.create({ data: { email: 'e', pin: '1', role: 'OWNER' } }) // ✗ wrong enum value
  await sdk.user.create({ data: { email: 'e', pin: '1', notes: 'x' } }) // ✗ hidden field
  await sdk.post.create({ data: { title: 't', teamSlug: 's', authorId: 'a', updatedAt: new Date() } }) // ✗ the server's own field
  await sdk.post.create({ data: { title: 3, teamSlug: 's', authorId: 'a' } }) // ✗ wrong type
  await sdk.user.findMany({ select: { mail: true } }) // ✗ unknown field in select
  await sdk.user.findMany({ select: { pin: true } }) // ✗ write-only field in select
  await sdk.user.findMany({ select: { posts: { select: { titel: true } } } }) // ✗ unknown field in a nested select
  await sdk.user.findMany({ include: { post: true } }) // ✗ unknown relation
  await sdk.user.findMany({ include: { posts: { where: { titel: 'x' } } } }) // ✗ unknown field in a nested filter
  await sdk.user.findMany({ where: { mail: 'x' } }) // ✗ unknown field in a filter
  await sdk.user.findMany({ where: { email: { like: 'x' } } }) // ✗ unknown operator
  await sdk.user.findMany({ where: { pin: '1' } }) // ✗ write-only field in a filter
  await sdk.user.findMany({ where: { posts: { some: { views: 'x' } } } }) // ✗ wrong type in a relation filter
  await sdk.user.findMany({ orderBy: { mail: 'asc' } }) // ✗ unknown field in an order
  await sdk.user.findMany({ orderBy: { email: 'up' } }) // ✗ unknown direction
  await sdk.post.findUnique({ where: { title: 'x' } }) // ✗ not a unique
  await sdk.post.findUnique({ where: { teamSlug_title: { teamSlug: 'a' } } }) // ✗ half a key
  await sdk.post.update({ where: { id: 1 }, data: { views: { add: 1 } } }) // ✗ unknown operation
  await sdk.post.update({ where: { id: 1 }, data: { author: { disconnect: true } } }) // ✗ a required relation cannot be cut
  await sdk.post.deleteMany({}) // ✗ every record only by name
  await sdk.post.groupBy({ by: ['titel'] }) // ✗ unknown field in a group
  await sdk.post.aggregate({ _sum: { title: true } }) // ✗ text has no sum
  await sdk.popular.create({ data: { title: 'x' } }) // ✗ a view has no create
  await sdk.secret.findMany() // ✗ a hidden model
  await sdk.user.create({ data: { email: undefined, pin: '1' } }) // ✗ undefined is no value
  await sdk.team.create({ data: { slug: 'a', shout: 'A' } }) // ✗ a computed field in a create
  await sdk.team.findMany({ where: { shout: 'A' } }) // ✗ a computed field in a filter
  await sdk.team.findMany({ orderBy: { marks: 'asc' } }) // ✗ a computed field in an order
  await sdk.team.aggregate({ _sum: { marks: true } }) // ✗ a computed field has no sum
  await sdk.team.update({ where: { slug: 'a' }, data: { bonus: { increment: 1 } } }) // ✗ what cannot be read is not counted
  const [post] = await sdk.post.findMany({ select: { id: true } })
  console(post?.title) // ✗ not selected
  const [full] = await sdk.post.findMany({ include: { author: true } })
  console(full?.author.email) // ✗ may be null
}

declare function console(value: unknown): void

// The floor: the same routes by hand over prepared statements. Nothing general is between the request and the driver.
import type { Caller } from '../callers.ts'
import type { NewPost, PostChanges } from '../operation.ts'
import type { PeerDatabase, ServedPeer } from '../peers.ts'
import { addPosts, type PostStore } from './by-hand.ts'
import { createInstance, listen } from './listen.ts'
import { SQL_RUNNERS, type Row, type SqlRunner } from './run-sql.ts'

/** The hand-written application over prepared statements. */
export async function serveFloor({ name, url }: PeerDatabase): Promise<ServedPeer> {
  const runner = SQL_RUNNERS[name](url)
  const app = createInstance()
  addPosts(app, createSqlStore(runner))
  return listen(app, () => runner.close())
}

const POST = '"id", "code", "title", "body", "published", "views", "authorId", "createdAt", "updatedAt"'
const WRITTEN = '"title", "body", "published", "views", "authorId", "createdAt", "updatedAt"'
const VALUES = '(?, ?, ?, ?, ?, ?, ?)'
const READABLE = '("published" = ? OR "authorId" = ? OR EXISTS (SELECT 1 FROM "User" u WHERE u."id" = "Post"."authorId" AND u."teamId" = ?))'
const WITH_AUTHOR = withAuthor({ email: 'a."email"', where: '' })
const READABLE_WITH_AUTHOR = withAuthor({ email: 'CASE WHEN a."teamId" = ? THEN a."email" END', where: `WHERE ${READABLE}` })
const COMMENTS = `SELECT c."id", c."text", c."postId", c."authorId", a."email" AS "a_email", a."name" AS "a_name", a."bio" AS "a_bio", a."teamId" AS "a_teamId", a."createdAt" AS "a_createdAt", t."name" AS "t_name"
  FROM "Comment" c JOIN "User" a ON a."id" = c."authorId" JOIN "Team" t ON t."id" = a."teamId"`

function createSqlStore(runner: SqlRunner): PostStore {
  const one = async (sql: string, values: readonly unknown[]): Promise<object | null> => {
    const [row] = await runner.rows(sql, values)
    return row ? toPost(row) : null
  }
  const posts = async (sql: string, values: readonly unknown[]): Promise<readonly object[]> => (await runner.rows(sql, values)).map(toPost)
  return {
    get: (id, caller) => caller.isAdmin ? one(`SELECT ${POST} FROM "Post" WHERE "id" = ?`, [id]) : one(`SELECT ${POST} FROM "Post" WHERE "id" = ? AND ${READABLE}`, [id, ...readableBy(caller)]),
    list: async ({ take, skip }, caller) => {
      const rows = caller.isAdmin ? await runner.rows(WITH_AUTHOR, [take, skip]) : await runner.rows(READABLE_WITH_AUTHOR, [caller.teamId, ...readableBy(caller), take, skip])
      return rows.map((row) => ({ ...toPost(row), author: toAuthor(row) }))
    },
    filter: ({ authorId, minViews, take }) => posts(`SELECT ${POST} FROM "Post" WHERE "authorId" = ? AND "published" = ? AND "views" >= ? ORDER BY "views" DESC, "id" LIMIT ?`, [authorId, true, minViews, take]),
    page: (take, after) => after
      ? posts(`SELECT ${POST} FROM "Post" WHERE ("createdAt", "id") > (?, ?) ORDER BY "createdAt", "id" LIMIT ?`, [runner.time(new Date(after.createdAt)), after.id, take])
      : posts(`SELECT ${POST} FROM "Post" ORDER BY "createdAt", "id" LIMIT ?`, [take]),
    include: (take, skip) => discussed(runner, take, skip),
    ...createSqlWrites(runner, one),
  }
}

function createSqlWrites(runner: SqlRunner, one: (sql: string, values: readonly unknown[]) => Promise<object | null>): Pick<PostStore, 'create' | 'update' | 'upsert' | 'createMany'> {
  const written = async (sql: string, values: readonly unknown[]): Promise<object> => {
    const post = await one(sql, values)
    if (!post) throw new Error('Nothing was written.')
    return post
  }
  return {
    create: (data) => written(`INSERT INTO "Post" (${WRITTEN}) VALUES ${VALUES} RETURNING ${POST}`, valuesOf(runner, data)),
    update: (id, changes, caller) => {
      const { columns, values } = settersOf(runner, changes)
      const sql = `UPDATE "Post" SET ${columns} WHERE "id" = ?`
      return caller.isAdmin ? one(`${sql} RETURNING ${POST}`, [...values, id]) : one(`${sql} AND "authorId" = ? RETURNING ${POST}`, [...values, id, caller.id])
    },
    upsert: (code, { create, update }) => {
      const { columns, values } = settersOf(runner, update)
      return written(`INSERT INTO "Post" ("code", ${WRITTEN}) VALUES (?, ${VALUES.slice(1)} ON CONFLICT ("code") DO UPDATE SET ${columns} RETURNING ${POST}`, [code, ...valuesOf(runner, create), ...values])
    },
    createMany: async (data) => {
      const rows = await runner.rows(`INSERT INTO "Post" (${WRITTEN}) VALUES ${data.map(() => VALUES).join(', ')} RETURNING "id"`, data.flatMap((post) => valuesOf(runner, post)))
      return rows.length
    },
  }
}

function readableBy({ id, teamId }: Caller): readonly unknown[] {
  return [true, id, teamId]
}

// The page first: joined before it is cut, every row that is skipped would be joined too.
function withAuthor({ email, where }: { readonly email: string; readonly where: string }): string {
  return `SELECT ${qualified(POST, 'p')}, ${email} AS "a_email", a."name" AS "a_name", a."bio" AS "a_bio", a."teamId" AS "a_teamId", a."createdAt" AS "a_createdAt"
  FROM (SELECT ${POST} FROM "Post" ${where} ORDER BY "createdAt" DESC LIMIT ? OFFSET ?) p LEFT JOIN "User" a ON a."id" = p."authorId" ORDER BY p."createdAt" DESC`
}

async function discussed(runner: SqlRunner, take: number, skip: number): Promise<readonly object[]> {
  const posts = await runner.rows(`SELECT ${POST} FROM "Post" ORDER BY "createdAt" DESC LIMIT ? OFFSET ?`, [take, skip])
  const comments = await runner.rows(`${COMMENTS} WHERE c."postId" IN (${posts.map(() => '?').join(', ')}) ORDER BY c."id"`, posts.map(({ id }) => id))
  const byPost = new Map<unknown, object[]>()
  for (const row of comments) {
    const comment = { id: row['id'], text: row['text'], postId: row['postId'], authorId: row['authorId'], author: { ...toAuthor(row), team: { id: row['a_teamId'], name: row['t_name'] } } }
    const others = byPost.get(row['postId'])
    if (others) others.push(comment)
    else byPost.set(row['postId'], [comment])
  }
  return posts.map((post) => ({ ...toPost(post), comments: byPost.get(post['id']) ?? [] }))
}

function toPost({ id, code, title, body, published, views, authorId, createdAt, updatedAt }: Row): object {
  return { id, code, title, body, published: published === true || published === 1, views, authorId, createdAt, updatedAt }
}

function toAuthor(row: Row): object {
  return { id: row['authorId'], email: row['a_email'], name: row['a_name'], bio: row['a_bio'], teamId: row['a_teamId'], createdAt: row['a_createdAt'] }
}

function valuesOf(runner: SqlRunner, { title, body, published, authorId }: NewPost): readonly unknown[] {
  const now = runner.time(new Date())
  return [title, body, published, 0, authorId, now, now]
}

function settersOf(runner: SqlRunner, changes: PostChanges): { readonly columns: string; readonly values: readonly unknown[] } {
  const given = Object.entries(changes)
  return { columns: [...given.map(([name]) => `"${name}" = ?`), '"updatedAt" = ?'].join(', '), values: [...given.map(([, value]) => value), runner.time(new Date())] }
}

function qualified(columns: string, table: string): string {
  return columns.split(', ').map((column) => `${table}.${column}`).join(', ')
}

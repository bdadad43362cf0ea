import { describe, expect, it } from 'vitest'
import { mapDatabaseError } from '../../packages/runtime-server/src/data/index.ts'
import type { Field, Key, Model, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import { DATABASES } from './databases.ts'
import { openFixture } from './fixture.ts'

function model(name: string, parts: { table: string; columns: Record<string, string>; uniques: readonly Key[]; relations?: Record<string, readonly string[]> }): Model {
  const fields = new Map(Object.entries(parts.columns).map(([field, column]) => [field, { name: field, column } as Field]))
  const relations = new Map(Object.entries(parts.relations ?? {}).map(([relation, from]) => [relation, { name: relation, from } as Relation]))
  return { name, table: parts.table, fields, relations, uniques: parts.uniques, key: parts.uniques[0] ?? null } as unknown as Model
}

const USER = model('User', { table: 'User', columns: { id: 'id', email: 'email_address', name: 'name' }, uniques: [{ fields: ['id'], name: 'id' }, { fields: ['email'], name: 'email' }] })
const POST = model('Post', {
  table: 'posts',
  columns: { id: 'id', slug: 'slug', authorId: 'author_id', rating: 'rating' },
  uniques: [{ fields: ['id'], name: 'id' }, { fields: ['authorId', 'slug'], name: 'authorId_slug' }],
  relations: { author: ['authorId'] },
})

interface Case {
  readonly fact: string
  readonly model: Model
  readonly code: string
  readonly fields: readonly string[]
  /** Where a database does not name the constraint, or has no such fault. */
  readonly except?: Readonly<Record<string, { readonly code?: string; readonly fields?: readonly string[] }>>
  work(client: Awaited<ReturnType<typeof openFixture>>['client'], userId: unknown): Promise<unknown>
}

const CASES: readonly Case[] = [
  { fact: 'a unique field', model: USER, code: 'DATA.CONFLICT', fields: ['email'], work: (client) => client.model('User').create({ data: { email: 'a@x' } }) },
  { fact: 'the key', model: USER, code: 'DATA.CONFLICT', fields: ['id'], work: (client, id) => client.model('User').create({ data: { id, email: 'b@x' } }) },
  { fact: 'a compound unique', model: POST, code: 'DATA.CONFLICT', fields: ['authorId', 'slug'], work: (client, authorId) => client.model('Post').create({ data: { title: 't', slug: 's', authorId } }) },
  { fact: 'a conflict of a nested record', model: USER, code: 'DATA.CONFLICT', fields: [], work: (client, id) => client.model('User').update({ where: { id }, data: { posts: { create: { title: 't', slug: 's' } } } }) },
  { fact: 'a reference to nothing', model: POST, code: 'DATA.REFERENCED', fields: ['authorId'], except: { SQLite: { fields: [] } }, work: (client) => client.model('Post').create({ data: { title: 't', slug: 'z', authorId: 999 } }) },
  { fact: 'a connect to nothing', model: POST, code: 'DATA.NOT_FOUND', fields: [], work: (client) => client.model('Post').create({ data: { title: 't', slug: 'z', author: { connect: { id: 999 } } } }) },
  { fact: 'the deletion of what is referenced', model: USER, code: 'DATA.REFERENCED', fields: [], work: (client, id) => client.model('User').delete({ where: { id } }) },
  { fact: 'an update of nothing', model: USER, code: 'DATA.NOT_FOUND', fields: [], work: (client) => client.model('User').update({ where: { id: 999 }, data: { name: 'x' } }) },
  { fact: 'a whole number out of range', model: POST, code: 'REQUEST.BAD_VALUE', fields: [], except: { SQLite: { code: 'stored' } }, work: (client, authorId) => client.model('Post').create({ data: { title: 't', slug: 'i', authorId, rating: 2 ** 31 } }) },
  { fact: 'a big whole number out of range', model: POST, code: 'REQUEST.BAD_VALUE', fields: [], work: (client, authorId) => client.model('Post').create({ data: { title: 't', slug: 'b', authorId, views: 2n ** 63n } }) },
  { fact: 'NUL in a text', model: USER, code: 'REQUEST.BAD_VALUE', fields: [], except: { SQLite: { code: 'stored' }, MariaDB: { code: 'stored' } }, work: (client) => client.model('User').create({ data: { email: 'n\u0000' } }) },
  { fact: 'a missing value in raw SQL', model: POST, code: 'REQUEST.BAD_VALUE', fields: ['slug'], except: { PGlite: { fields: [] }, PostgreSQL: { fields: [] } }, work: (client) => client.$executeRawUnsafe(`INSERT INTO posts (title) VALUES ('x')`) },
  { fact: 'a statement with a fault', model: USER, code: 'INTERNAL.BUG', fields: [], work: (client) => client.$queryRawUnsafe('SELEC 1') },
  { fact: 'a call that Prisma does not know', model: USER, code: 'INTERNAL.BUG', fields: [], work: (client) => client.model('User').create({ data: { nothing: 1 } }) },
  { fact: 'a transaction that took too long', model: USER, code: 'DATA.UNAVAILABLE', fields: [], work: (client) => client.$transaction(async (inside) => {
    await new Promise((resolve) => setTimeout(resolve, 150))
    await inside.model('User').count()
  }, { timeout: 50 }) },
]

for (const under of DATABASES) {
  describe(`given ${under.name}`, () => {
    it('maps each fault to the same code, names the fields where the database does, and says nothing of the database', async () => {
      await using fixture = await openFixture(under)
      const { client } = fixture
      const { id } = await client.model('User').create({ data: { email: 'a@x', posts: { create: [{ title: 't', slug: 's' }] } } })
      for (const { fact, model: about, code, fields, except, work } of CASES) {
        const expected = { code, fields, ...except?.[under.name] }
        const error: unknown = await work(client, id).then(() => null, (reason: unknown) => reason)
        const mapped = error === null ? null : mapDatabaseError(error, about)
        const actual = mapped === null ? { code: 'stored', fields } : { code: mapped.problem.code, fields: mapped.fields }
        expect({ fact, ...actual }).toEqual({ fact, ...expected })
        expect(mapped?.problem.message ?? '').not.toMatch(/select|insert|constraint|prisma|violat|a@x|email_address|User\b/i)
      }
    })
  })
}

describe('given a statement that takes too long', () => {
  const postgresql = DATABASES.find((database) => database.name === 'PostgreSQL')
  it.skipIf(postgresql === undefined)('is DATA.TIMEOUT on PostgreSQL', async () => {
    await using fixture = await openFixture(postgresql!)
    const error: unknown = await fixture.client.$queryRawUnsafe('SELECT 1 FROM pg_sleep(7)').then(() => null, (reason: unknown) => reason)
    expect(mapDatabaseError(error).problem.code).toBe('DATA.TIMEOUT')
  })
})

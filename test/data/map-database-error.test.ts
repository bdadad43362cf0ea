import { describe, expect, it } from 'vitest'
import { isRetryable, mapDatabaseError } from '../../packages/runtime-server/src/data/index.ts'
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

describe('given an error of a driver or of Prisma, by its code', () => {
  const original = (code: string): Error => Object.assign(new Error('x'), { name: 'DriverAdapterError', cause: { kind: 'other', originalCode: code, originalMessage: 'x' } })
  const prisma = (code: string): Error => Object.assign(new Error('x'), { code })
  const wrapped = (code: string): Error => Object.assign(new Error('x'), { code: 'P2039', meta: { driverAdapterError: original(code) } })
  const saying = (message: string): Error => new Error(message)

  it.each<[string, readonly Error[]]>([
    ['REQUEST.BAD_VALUE', ['P2000', 'P2005', 'P2006', 'P2007', 'P2009', 'P2011', 'P2012', 'P2013', 'P2019', 'P2020', 'P2023', 'P2029', 'P2033'].map(prisma)],
    ['REQUEST.BAD_VALUE', ['22001', '22021', '22P05', '54000', '54001', '1264', '1406'].flatMap((code) => [original(code), wrapped(code)])],
    ['REQUEST.BAD_VALUE', [new RangeError('x'), saying('recursion limit exceeded'), saying('Invalid value for skip argument')]],
    ['DATA.NOT_FOUND', ['P2025', 'P2015', 'P2018'].map(prisma)],
    ['DATA.CONFLICT', [prisma('P2002'), original('23505'), wrapped('23505'), original('1062')]],
    ['DATA.REFERENCED', [...['P2003', 'P2004', 'P2014'].map(prisma), ...['23503', '23001', '23000', '1451'].map(original)]],
    ['DATA.UNAVAILABLE', ['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'].map(prisma)],
    ['DATA.UNAVAILABLE', ['08006', '53300', '57P01', '57P03', '55P03', '25006', '40001', '40P01', '1040', '1205', '1213', '1927', '45009', '45028'].flatMap((code) => [original(code), wrapped(code)])],
    ['DATA.UNAVAILABLE', ['timeout exceeded when trying to connect', 'Query read timeout', 'Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable'].map(saying)],
    ['DATA.TIMEOUT', ['57014', '1969', '3024'].flatMap((code) => [original(code), wrapped(code)])],
    ['INTERNAL.BUG', [prisma('P9999'), original('42601'), saying('anything else')]],
  ])('answers %s', (code, errors) => {
    expect(errors.map((error) => mapDatabaseError(error).problem.code)).toEqual(errors.map(() => code))
  })

  it('does not know of a write what became of it where the connection was lost', () => {
    const lost = [saying('Connection terminated unexpectedly'), original('57P01'), original('08006'), original('45009'), original('1927')]
    expect(lost.map((error) => mapDatabaseError(error, undefined, { isWrite: true }).problem.code)).toEqual(lost.map(() => 'DATA.OUTCOME_UNKNOWN'))
  })

  it('runs a transaction again that lost against another, and nothing else', () => {
    const errors = [prisma('P2034'), original('40001'), wrapped('40P01'), original('1213'), original('57014'), saying('Connection terminated unexpectedly'), prisma('P2002')]
    expect(errors.map(isRetryable)).toEqual([true, true, true, true, false, false, false])
  })
})

import { describe, expect, it } from 'vitest'
import { DATABASES } from './databases.ts'
import { openFixture } from './fixture.ts'

for (const under of DATABASES) {
  describe(`given a client over ${under.name}`, () => {
    it('runs every operation', async () => {
      await using fixture = await openFixture(under)
      const { client } = fixture
      const users = client.model('User')
      const posts = client.model('Post')
      const ann = await users.create({ data: { email: 'ann@x', posts: { create: [{ title: 'One', slug: 'one' }, { title: 'Two', slug: 'two', rating: 5 }] } }, include: { posts: true } })
      expect(ann['posts']).toHaveLength(2)
      expect(await users.createMany({ data: [{ email: 'bob@x' }, { email: 'eve@x', name: 'Eve' }] })).toEqual({ count: 2 })
      if (under.provider !== 'mysql') expect(await users.createManyAndReturn({ data: [{ email: 'dan@x' }], select: { email: true } })).toEqual([{ email: 'dan@x' }])
      else await users.create({ data: { email: 'dan@x' } })
      expect(await users.count()).toBe(4)
      expect(await users.findUnique({ where: { email: 'eve@x' }, select: { name: true } })).toEqual({ name: 'Eve' })
      expect(await posts.findUnique({ where: { authorId_slug: { authorId: ann['id'], slug: 'two' } }, select: { title: true } })).toEqual({ title: 'Two' })
      expect(await posts.findFirst({ where: { author: { email: 'ann@x' } }, orderBy: { rating: 'desc' }, select: { slug: true } })).toEqual({ slug: 'two' })
      expect(await users.findMany({ where: { posts: { some: { rating: { gt: 1 } } } }, select: { email: true } })).toEqual([{ email: 'ann@x' }])
      expect(await users.findMany({ orderBy: { email: 'asc' }, skip: 1, take: 2, select: { email: true } })).toEqual([{ email: 'bob@x' }, { email: 'dan@x' }])
      expect(await users.update({ where: { email: 'bob@x' }, data: { name: 'Bob' }, select: { name: true } })).toEqual({ name: 'Bob' })
      expect(await users.updateMany({ where: { name: null }, data: { name: 'Anon' } })).toEqual({ count: 2 })
      expect(await users.upsert({ where: { email: 'new@x' }, create: { email: 'new@x', name: 'New' }, update: {}, select: { name: true } })).toEqual({ name: 'New' })
      expect(await posts.aggregate({ _sum: { rating: true }, _count: true })).toEqual({ _sum: { rating: 5 }, _count: 2 })
      expect(await posts.groupBy({ by: ['authorId'], _max: { rating: true } })).toEqual([{ authorId: ann['id'], _max: { rating: 5 } }])
      expect(await posts.deleteMany({ where: { rating: 0 } })).toEqual({ count: 1 })
      expect(await users.delete({ where: { email: 'new@x' }, select: { email: true } })).toEqual({ email: 'new@x' })
      expect(await client.$queryRawUnsafe('SELECT 1 AS one')).toHaveLength(1)
      expect(await client.$transaction(async (inside) => inside.model('Post').count())).toBe(1)
    })

    it('gives back every value as it was stored', async () => {
      await using fixture = await openFixture(under)
      const { client } = fixture
      const at = new Date('2026-11-20T12:34:56.789Z')
      const values = { views: 9007199254740993n, score: 0.1, live: true, at, data: { a: [1, null, 'ü'], b: 9.5 }, blob: new Uint8Array([0, 1, 254, 255]), rating: -2_147_483_648 }
      const author = await client.model('User').create({ data: { email: 'ü@x 🎈' } })
      const stored = await client.model('Post').create({ data: { title: `a'"\\%_`, slug: '', authorId: author['id'], price: '12345678901234.5', ...values } })
      const read = await client.model('Post').findUnique({ where: { id: stored['id'] } })
      expect(read).toMatchObject({ ...values, title: `a'"\\%_`, slug: '' })
      expect(String(read?.['price'])).toBe('12345678901234.5')
      expect(await client.model('Post').count({ where: { at } })).toBe(1)
      expect(await client.model('User').findUnique({ where: { email: 'ü@x 🎈' }, select: { id: true } })).toEqual({ id: author['id'] })
    })

    it('serves another client when one is disconnected, and answers a ping until it is closed', async () => {
      await using fixture = await openFixture(under)
      await fixture.client.model('User').count()
      await fixture.client.$disconnect()
      await fixture.database.ping()
      expect((await fixture.database.adapter.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] })).rows).toHaveLength(1)
    })
  })
}

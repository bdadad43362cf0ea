import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../create-app.ts'
import { CAPTURING, openPlace, type AuditedApp, type Captured, type Place } from './audited-app.ts'

const MODELS = `
model Team {
  id    Int    @id
  name  String
  users User[]
}

/// @@audit
model User {
  id           Int     @id
  email        String  @unique
  name         String  @map("full_name")
  passwordHash String?
  /// @hidden
  note         String?
  /// @writeOnly
  pin          String?
  team         Team?   @relation(fields: [teamId], references: [id], onDelete: Cascade, onUpdate: Cascade)
  teamId       Int?    @map("team_id")
  posts        Post[]
  @@map("people")
}

/// @@audit
model Post {
  code     String  @id
  title    String
  author   User?   @relation(fields: [authorId], references: [id], onDelete: SetNull)
  authorId Int?
  parent   Post?   @relation("replies", fields: [parentId], references: [code], onDelete: Cascade, onUpdate: Cascade)
  parentId String?
  replies  Post[]  @relation("replies")
}
`

const brief = ({ model, key, op, actor_kind, actor_id }: Captured): unknown => [op, model, key, actor_kind === null ? null : actor_id ?? actor_kind]

describe.each(CAPTURING)('given audited models on %s', (name) => {
  let place: Place
  let app: AuditedApp
  beforeAll(async () => {
    place = await openPlace(name)
    app = await place.boot(MODELS)
  }, 180_000)
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]()
    await place?.[Symbol.asyncDispose]()
  })

  async function send(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Answer> {
    const answer = await app.call(method, path, body, init)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer
  }
  const briefly = async (): Promise<unknown> => (await app.captured()).map(brief)

  beforeEach(async () => {
    const client = app.server.system('test: empties the tables')
    for (const model of ['Post', 'User', 'Team']) await client.model(model).deleteMany({})
    await client.model('Team').create({ data: { id: 1, name: 'Red' } })
    await client.model('User').createMany({ data: [{ id: 1, email: 'a@x', name: 'Ann', teamId: 1 }, { id: 2, email: 'b@x', name: 'Bob', teamId: 1 }] })
    await client.model('Post').createMany({ data: [{ code: 'p1', title: 'One', authorId: 1 }, { code: 'p2', title: 'Two', authorId: 1, parentId: 'p1' }] })
    await app.captured()
  })

  it('keeps who changed a record, for which request, and how it was before and after', async () => {
    const created = await send('POST', '/api/posts', { code: 'p3', title: 'Three', authorId: 2 })
    const updated = await send('PATCH', '/api/posts/p3', { title: 'Drei' }, { headers: { authorization: 'Bearer ada' } })
    const deleted = await send('DELETE', '/api/posts/p3')
    const three = { code: 'p3', title: 'Three', authorId: 2, parentId: null }
    const common = { model: 'Post', key: { code: 'p3' }, unseen: [], actor_kind: 'user', actor_id: 'ada' }
    expect(await app.captured()).toEqual([
      { ...common, op: 'create', before: null, after: three, cause: created.headers.get('x-request-id') },
      { ...common, op: 'update', before: three, after: { ...three, title: 'Drei' }, cause: updated.headers.get('x-request-id') },
      { ...common, op: 'delete', before: { ...three, title: 'Drei' }, after: null, cause: deleted.headers.get('x-request-id') },
    ])
  })

  it('keeps nothing of what changes nothing, is refused, tried only, or undone', async () => {
    await send('PATCH', '/api/posts/p1', { title: 'One' })
    await send('PATCH', '/api/posts/p1', { title: 'tried' }, { headers: { prefer: 'dry-run' } })
    expect((await app.call('POST', '/api/posts', { code: 'p1', title: 'taken' })).status).toBe(409)
    expect((await app.call('POST', '/api/$transaction', { operations: [{ model: 'Post', action: 'create', args: { data: { code: 'p9', title: 'x' } } }, { model: 'Post', action: 'update', args: { where: { code: 'none' }, data: { title: 'x' } } }] })).status).toBe(404)
    await expect(app.server.system('test').$transaction(async (inside) => {
      await inside.model('Post').update({ where: { code: 'p1' }, data: { title: 'undone' } })
      throw new Error('no')
    })).rejects.toThrow('no')
    expect(await app.captured()).toEqual([])
  })

  it('keeps nested, bulk and linked writes, and what they set off by cascade, from models that are not audited too', async () => {
    await send('POST', '/api/teams', { id: 7, name: 'Blue', users: { create: [{ id: 7, email: 'c@x', name: 'Cy', posts: { create: { code: 'p7', title: 'Seven' } } }] } })
    expect(await briefly()).toEqual([['create', 'User', { id: 7 }, 'ada'], ['create', 'Post', { code: 'p7' }, 'ada']])
    await send('POST', '/api/posts/$create-many', { data: [{ code: 'm1', title: 'a' }, { code: 'm2', title: 'b' }] })
    await send('POST', '/api/posts/$update-many', { where: { code: { in: ['m1', 'm2'] } }, data: { title: 'c' } })
    await send('POST', '/api/posts/$delete-many', { where: { title: 'c' } })
    expect(await briefly()).toEqual(['create', 'update', 'delete'].flatMap((op) => ['m1', 'm2'].map((code) => [op, 'Post', { code }, 'ada'])))
    await send('POST', '/api/posts/$upsert', { where: { code: 'p7' }, create: { code: 'p7', title: 'x' }, update: { title: 'upserted' } })
    await send('PATCH', '/api/users/7', { posts: { connect: { code: 'p1' } } })
    expect(await briefly()).toEqual([['update', 'Post', { code: 'p7' }, 'ada'], ['update', 'Post', { code: 'p1' }, 'ada']])
    await send('DELETE', '/api/teams/7')
    expect(new Set((await app.captured()).map((one) => JSON.stringify(brief(one))))).toEqual(new Set([['delete', 'User', { id: 7 }, 'ada'], ['update', 'Post', { code: 'p7' }, 'ada'], ['update', 'Post', { code: 'p1' }, 'ada']].map((one) => JSON.stringify(one))))
  })

  it('takes a changed key for a record that went and one that came, with those that follow it', async () => {
    await send('PATCH', '/api/posts/p1', { code: 'q1' })
    const rows = await app.captured()
    expect(rows.filter(({ key }) => JSON.stringify(key) !== '{"code":"p2"}').map(({ op, key, before, after }) => [op, key, before?.['title'] ?? null, after?.['title'] ?? null])).toEqual([['delete', { code: 'p1' }, 'One', null], ['create', { code: 'q1' }, null, 'One']])
    expect(rows.find(({ key }) => JSON.stringify(key) === '{"code":"p2"}')).toMatchObject({ op: 'update', before: { parentId: 'p1' }, after: { parentId: 'q1' }, actor_id: 'ada' })
  })

  it('never holds a secret, and says that one was changed', async () => {
    await app.server.system('test: sets secrets').model('User').update({ where: { id: 1 }, data: { passwordHash: 'SECRET-1', note: 'SECRET-2', pin: 'SECRET-3', name: 'Anna' } })
    await send('PATCH', '/api/users/1', { passwordHash: 'SECRET-4' })
    await send('DELETE', '/api/users/1')
    const rows = await app.captured()
    expect(JSON.stringify(rows)).not.toContain('SECRET')
    const anna = { id: 1, email: 'a@x', name: 'Anna', teamId: 1 }
    expect(rows.filter(({ model }) => model === 'User').map(({ op, before, after, unseen }) => ({ op, before, after, unseen }))).toEqual([
      { op: 'update', before: { ...anna, name: 'Ann' }, after: anna, unseen: ['passwordHash', 'note', 'pin'] },
      { op: 'update', before: anna, after: anna, unseen: ['passwordHash'] },
      { op: 'delete', before: anna, after: null, unseen: [] },
    ])
  })

  it('keeps the reason of what the application writes past the rules, however it does', async () => {
    const system = app.server.system('nightly import')
    const data = (code: string): object => ({ data: { code, title: 'x' } })
    await system.model('Post').create(data('s1'))
    await system['post']!.createMany({ data: [{ code: 's2', title: 'x' }] })
    await system.$transaction(async (inside) => inside.model('Post').create(data('s3')))
    const raw: { $transaction: (calls: readonly unknown[]) => Promise<unknown>; $extends: (extension: object) => typeof raw; post: { create: (args: object) => Promise<unknown> } } = Object(system.raw)
    await raw.$transaction([raw.post.create(data('s4')), raw.post.create(data('s5'))])
    await raw.$extends({}).post.create(data('s6'))
    await system.$executeRawUnsafe(`UPDATE "Post" SET title = 'raw' WHERE code = 's1'`)
    await system.$queryRawUnsafe(`DELETE FROM "Post" WHERE code = 's2' RETURNING code`)
    await system.model('Post').update({ where: { code: 's3' }, data: { replies: { create: { code: 's7', title: 'x' } } } })
    const rows = await app.captured()
    expect(rows.map(({ op, key }) => [op, key])).toEqual([...['s1', 's2', 's3', 's4', 's5', 's6'].map((code) => ['create', { code }]), ['update', { code: 's1' }], ['delete', { code: 's2' }], ['create', { code: 's7' }]])
    expect(new Set(rows.map(({ actor_kind, actor_id, cause }) => JSON.stringify([actor_kind, actor_id, cause])))).toEqual(new Set(['["system",null,"nightly import"]']))
  })

  it('does not mix up who writes at once', async () => {
    const codes = Array.from({ length: 12 }, (_, index) => index)
    await Promise.all(codes.flatMap((index) => [
      send('POST', '/api/posts', { code: `http${index}`, title: 'x' }),
      app.server.system(`reason ${index}`).model('Post').create({ data: { code: `system${index}`, title: 'x' } }),
      app.server.as({ id: `user${index}`, role: 'ADMIN' })['post']!.create({ data: { code: `as${index}`, title: 'x' } }),
    ]))
    const rows = (await app.captured()).map(({ after, actor_kind, actor_id, cause }) => [after?.['code'], actor_kind, actor_id, ...(actor_kind === 'system' ? [cause] : [])])
    expect(rows.map((row) => JSON.stringify(row)).toSorted()).toEqual(codes.flatMap((index) => [[`http${index}`, 'user', 'ada'], [`system${index}`, 'system', null, `reason ${index}`], [`as${index}`, 'user', `user${index}`]]).map((row) => JSON.stringify(row)).toSorted())
  })

  it('keeps what other programs write, in nobody’s name', async (context) => {
    if (!place.outside) return context.skip()
    await send('PATCH', '/api/posts/p2', { title: 'named' })
    await app.captured()
    await place.outside(`UPDATE "Post" SET title = 'outside' WHERE code = 'p1'; DELETE FROM "Team" WHERE id = 1`)
    const rows = await app.captured()
    expect(rows[0]).toMatchObject({ op: 'update', key: { code: 'p1' }, before: { title: 'One' }, after: { title: 'outside' }, actor_kind: null, actor_id: null, cause: null })
    expect(rows.slice(1).map(brief)).toEqual(expect.arrayContaining([['delete', 'User', { id: 1 }, null], ['delete', 'User', { id: 2 }, null]]))
  })
})

describe.skipIf(!CAPTURING.includes('PostgreSQL'))('given a role of PostgreSQL that may not write to the log', () => {
  it('has its changes captured all the same, and cannot alter what is kept', async () => {
    await using place = await openPlace('PostgreSQL')
    await using app = await place.boot(MODELS)
    const role = `ssot_test_role_${Date.now()}`
    await place.outside?.(`CREATE ROLE ${role}; GRANT SELECT, INSERT, UPDATE, DELETE ON "Post" TO ${role}; GRANT SELECT ON "_ssot_audit" TO ${role}`)
    try {
      await place.outside?.(`SET ROLE ${role}; INSERT INTO "Post" (code, title) VALUES ('r1', 'x')`)
      expect((await app.captured()).map(brief)).toEqual([['create', 'Post', { code: 'r1' }, null]])
      await expect(place.outside?.(`SET ROLE ${role}; DELETE FROM "_ssot_audit"`)).rejects.toThrow('permission denied')
    } finally {
      await place.outside?.(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
    }
  }, 180_000)
})

const KINDS = (provider: string): string => `
/// @@audit
model Thing {
  id      BigInt   @id
  on      Boolean?
  count   Int?
  big     BigInt?
  ratio   Float?
  price   Decimal?
  at      DateTime?
  bytes   Bytes?
  json    Json?
  text    String?
  ${provider === 'sqlite' ? '' : 'texts   String[]\n  bigs    BigInt[]\n  day     DateTime? @db.Date\n  money   Decimal? @db.Decimal(12, 2)\n  id2     String? @db.Uuid'}
}
`

describe.each(CAPTURING)('given values of every kind on %s', (name) => {
  it('keeps them as they travel', async () => {
    await using place = await openPlace(name)
    await using app = await place.boot(KINDS(place.provider))
    const more = place.provider === 'sqlite' ? {} : { texts: ['a "b"', '\n'], bigs: ['9007199254740993'], day: '2024-02-29T00:00:00.000Z', money: '12.5', id2: '0b1f1c5e-8e9a-4b53-9b1b-0d6f2a7f1c11' }
    const values = { id: '9007199254740993', on: false, count: -5, big: '-9007199254740993', ratio: 0.1, price: '19.99', at: '2024-02-29T12:34:56.789Z', bytes: Buffer.from([0, 255, 10]).toString('base64'), json: { a: [1, null, 'ü"\\'] }, text: 'é\n"\'\u0001', ...more }
    expect((await app.call('POST', '/api/things', values)).body).toMatchObject({ data: values })
    await app.call('PATCH', '/api/things/9007199254740993', Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (key === 'id' || Array.isArray(value) ? [] : [[key, null]]))))
    await app.call('POST', '/api/things', { ...values, id: '1', price: '100', ratio: 3, json: [], big: '0', at: '1960-01-01T00:00:00.000Z' })
    const history = async (id: string): Promise<unknown> => (await app.call('GET', `/api/things/${id}/$history`)).body
    const empty = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, key === 'id' || Array.isArray(value) ? value : null]))
    expect(await history(values.id)).toMatchObject({ data: [{ action: 'update', before: values, after: empty }, { action: 'create', before: null, after: values }] })
    expect(await history('1')).toMatchObject({ data: [{ after: { ...values, id: '1', price: '100', ratio: 3, json: [], big: '0', at: '1960-01-01T00:00:00.000Z' } }] })
  }, 180_000)
})

describe.each(CAPTURING)('given a model of more fields than a function takes arguments on %s', (name) => {
  it('keeps them all', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `field${index}`)
    await using place = await openPlace(name)
    await using app = await place.boot(`/// @@audit\nmodel Wide {\n  id Int @id\n${names.map((each) => `  ${each} Int?`).join('\n')}\n}`)
    const values = Object.fromEntries(names.map((each, index) => [each, index]))
    await app.call('POST', '/api/wides', { id: 1, ...values })
    await app.call('PATCH', '/api/wides/1', { field149: -1 })
    const [created, updated] = await app.captured()
    expect([created?.after, updated?.before, updated?.after]).toEqual([{ id: 1, ...values }, { id: 1, ...values }, { id: 1, ...values, field149: -1 }])
  }, 180_000)
})

const one = (body: string): string => `/// @@audit\nmodel One {\n  id Int @id\n${body}\n}\n`

describe.each(CAPTURING)('given a schema that changes on %s', (name) => {
  it('captures what there is from then on, no longer than it is asked to, and keeps the log', async () => {
    await using place = await openPlace(name)
    const boot = async (models: string, work: (app: AuditedApp) => Promise<unknown>): Promise<void> => {
      await using app = await place.boot(models)
      await work(app)
    }
    let seen: readonly Captured[] = []
    const images = (): unknown => seen.map(({ after }) => after)
    await boot(one('  a String').replace('/// @@audit\n', ''), (app) => app.call('POST', '/api/ones', { id: 1, a: 'x' }))
    await boot(one('  a String'), (app) => app.call('POST', '/api/ones', { id: 2, a: 'x' }))
    await boot(one('  a String\n  b Int?\n'), (app) => app.call('POST', '/api/ones', { id: 3, a: 'x', b: 1 }))
    // SQLite makes such a table anew.
    await boot(one('  a String\n  b String?\n'), (app) => app.call('POST', '/api/ones', { id: 4, a: 'x', b: 'y' }))
    await boot(one('  b String?\n  /// @hidden\n  c String?'), (app) => app.call('POST', '/api/ones', { id: 5, b: 'y' }))
    await boot(one('  b String?\n  c String?').replace('/// @@audit\n', ''), (app) => app.call('POST', '/api/ones', { id: 6, b: 'y' }))
    await boot(one('  b String?\n  c String?'), async (app) => {
      await app.call('POST', '/api/ones', { id: 7, b: 'y', c: 'z' })
      seen = await app.captured()
    })
    expect(images()).toEqual([{ id: 2, a: 'x' }, { id: 3, a: 'x', b: 1 }, { id: 4, a: 'x', b: 'y' }, { id: 5, b: 'y' }, { id: 7, b: 'y', c: 'z' }])
  }, 240_000)

  it.skipIf(name === 'SQLite')('leaves nothing behind of a table that is gone', async () => {
    await using place = await openPlace(name)
    const functions = async (app: AuditedApp): Promise<unknown> => (await app.server.system('test').$queryRawUnsafe(`SELECT p.proname::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'ssot' ORDER BY 1`)).map((row) => row['name'])
    const first = await place.boot(`${one('  a String')}${one('  b String').replace('One', 'Two')}`)
    expect(await functions(first)).toEqual(['capture public.One', 'capture public.Two'])
    await first[Symbol.asyncDispose]()
    await using second = await place.boot(one('  a String'))
    expect(await functions(second)).toEqual(['capture public.One'])
  }, 180_000)

  it('is not followed unasked on a database that a URL names: the start is refused, and says what is missing', async () => {
    await using place = await openPlace(name)
    const plain = one('  a String').replace('/// @@audit\n', '')
    await using first = await place.boot(plain)
    await first[Symbol.asyncDispose]()
    const refused = await place.boot(one('  a String'), {}, { push: 'never' }).then(() => null, (error: unknown) => error)
    expect(refused).toMatchObject({ code: 'DATABASE.DIFFERS', message: expect.stringMatching(/So that changes are captured \(@@audit\)[\s\S]*CREATE TRIGGER/) })
    await using pushed = await place.boot(one('  a String'))
    await pushed[Symbol.asyncDispose]()
    await using app = await place.boot(one('  a String'), {}, { push: 'never' })
    await app.call('POST', '/api/ones', { id: 1, a: 'x' })
    expect((await app.captured()).length).toBe(1)
    // What is not wanted any more hinders nobody.
    await app[Symbol.asyncDispose]()
    await using last = await place.boot(plain, {}, { push: 'never' })
    expect((await last.call('POST', '/api/ones', { id: 2, a: 'x' })).status).toBe(201)
  }, 240_000)

  it('installs nothing where nothing is audited', async () => {
    await using place = await openPlace(name)
    await using app = await place.boot('model One {\n  id Int @id\n}')
    await app.call('POST', '/api/ones', { id: 1 })
    await expect(app.captured()).rejects.toThrow()
  }, 180_000)
})

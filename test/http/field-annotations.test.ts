import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { createAppOn, PROVIDERS } from './app-on.ts'

const MODELS = `
/// @@policy("*", rule: "true")
model Shelf {
  id   Int    @id @default(autoincrement())
  jars Jar[]
}

/// @@policy("*", rule: "true")
model Jar {
  id       Int     @id @default(autoincrement())
  name     String
  sealed   String  @default("no") /// @readOnly
  batch    String  @default("none") /// @immutable
  recipe   String? @unique /// @writeOnly
  margin   Int     @default(7) /// @hidden
  password String?
  apiKey   String? /// @expose
  shelf    Shelf?  @relation(fields: [shelfId], references: [id])
  shelfId  Int?
}
`

type Send = readonly [method: string, path: string, body: unknown, fault: string]

/** Every write in which a field may stand. */
function writes(name: string, value: unknown, of: 'create' | 'update'): readonly Send[] {
  const data = { [name]: value }
  const jar = { name: 'x', ...data }
  const creates: readonly Send[] = [
    ['POST', '/api/jars', jar, name],
    ['POST', '/api/jars/$create-many', { data: [{ name: 'x' }, jar] }, `data.1.${name}`],
    ['POST', '/api/jars/$upsert', { where: { id: 1 }, create: jar, update: {} }, `create.${name}`],
    ['POST', '/api/shelves', { jars: { create: jar } }, `jars.create.${name}`],
    ['POST', '/api/shelves', { jars: { createMany: { data: [jar] } } }, `jars.createMany.data.0.${name}`],
    ['POST', '/api/shelves', { jars: { connectOrCreate: { where: { id: 9 }, create: jar } } }, `jars.connectOrCreate.create.${name}`],
    ['POST', '/api/shelves/1/jars', jar, name],
    ['POST', '/api/$transaction', { operations: [{ model: 'Jar', action: 'create', args: { data: jar } }] }, `operations.0.args.data.${name}`],
  ]
  const updates: readonly Send[] = [
    ['PATCH', '/api/jars/1', data, name],
    ['PATCH', '/api/jars/1', { [name]: { set: value } }, name],
    ['POST', '/api/jars/$update-many', { all: true, data }, `data.${name}`],
    ['POST', '/api/jars/$upsert', { where: { id: 1 }, create: { name: 'x' }, update: data }, `update.${name}`],
    ['PATCH', '/api/shelves/1', { jars: { update: { where: { id: 1 }, data } } }, `jars.update.data.${name}`],
    ['PATCH', '/api/shelves/1', { jars: { updateMany: { where: {}, data } } }, `jars.updateMany.data.${name}`],
    ['PATCH', '/api/shelves/1', { jars: { upsert: { where: { id: 1 }, create: { name: 'x' }, update: data } } }, `jars.upsert.update.${name}`],
  ]
  return of === 'create' ? creates : updates
}

/** Every place of a read in which a field may be named. */
function reads(name: string): readonly Send[] {
  const where = { [name]: { not: null } }
  return [
    ['POST', '/api/jars/$query', { where }, `where.${name}`],
    ['POST', '/api/jars/$query', { where: { NOT: { OR: [where] } } }, `where.NOT.OR.0.${name}`],
    ['POST', '/api/jars/$query', { where: { name: { equals: { _ref: name } } } }, 'where.name.equals._ref'],
    ['POST', '/api/jars/$query', { orderBy: { [name]: 'asc' } }, `orderBy.${name}`],
    ['POST', '/api/jars/$query', { select: { [name]: true } }, `select.${name}`],
    ['POST', '/api/jars/$query', { omit: { [name]: true } }, `omit.${name}`],
    ['POST', '/api/jars/$query', { distinct: [name] }, 'distinct.0'],
    ['POST', '/api/jars/$count', { where }, `where.${name}`],
    ['POST', '/api/jars/$aggregate', { _count: { [name]: true } }, `_count.${name}`],
    ['POST', '/api/jars/$aggregate', { _min: { [name]: true } }, `_min.${name}`],
    ['POST', '/api/jars/$group', { by: [name], _count: true }, 'by.0'],
    ['POST', '/api/jars/$group', { by: ['name'], _count: true, having: { [name]: { _max: { not: null } } } }, `having._max.${name}`],
    ['POST', '/api/shelves/$query', { where: { jars: { some: where } } }, `where.jars.some.${name}`],
    ['POST', '/api/shelves/$query', { include: { jars: { where } } }, `include.jars.where.${name}`],
    ['POST', '/api/shelves/$query', { include: { _count: { select: { jars: { where } } } } }, `include._count.select.jars.where.${name}`],
    ['POST', '/api/jars/$update-many', { where, data: { name: 'x' } }, `where.${name}`],
    ['POST', '/api/jars/$delete-many', { where }, `where.${name}`],
    ['PATCH', '/api/shelves/1', { jars: { deleteMany: where } }, `jars.deleteMany.${name}`],
    ['GET', `/api/jars?sort=-${name}`, undefined, `sort.${name}`],
    ['GET', `/api/jars/$export?format=csv&select=["${name}"]`, undefined, `select.${name}`],
  ]
}

describe.each(PROVIDERS)('given fields that say who may set and read them, on %s', (provider) => {
  let app: TestApp
  beforeAll(async () => {
    app = await createAppOn(provider, MODELS)
    await app.call('POST', '/api/shelves', { jars: { create: { name: 'Plum', recipe: 'r1', password: 'p1', apiKey: 'k1', batch: 'b1' } } })
  }, 120_000)
  afterAll(() => app[Symbol.asyncDispose]())

  const as = { root: 'Bearer root', user: 'Bearer user' } as const
  const send = (who: keyof typeof as, [method, path, body]: readonly [string, string, unknown, ...unknown[]]): Promise<Answer> => app.call(method, path, body, { headers: { authorization: as[who] } })
  const codes = async (who: keyof typeof as, sends: readonly Send[]): Promise<readonly unknown[]> => {
    const answers = []
    for (const one of sends) answers.push([one[0], one[1], one[2], (await send(who, one)).status, faultsOf(await send(who, one))])
    return answers
  }
  const all = (sends: readonly Send[], code: string): readonly unknown[] => sends.map(([method, path, body, fault]) => [method, path, body, 400, { [fault]: code }])
  const noSuch = (sends: readonly Send[]): readonly unknown[] => all(sends, 'REQUEST.UNKNOWN_FIELD')

  it('lets nobody set what is read-only', async () => {
    const sends = [...writes('sealed', 'yes', 'create'), ...writes('sealed', 'yes', 'update')]
    expect(await codes('root', sends)).toEqual(all(sends, 'REQUEST.SERVER_OWNED'))
  })

  it('lets what is immutable be set once', async () => {
    const sends = writes('batch', 'b2', 'update')
    expect(await codes('root', sends)).toEqual(all(sends, 'REQUEST.SERVER_OWNED'))
    expect((await app.call('GET', '/api/jars/1?select=["batch","sealed"]')).body).toEqual({ data: { batch: 'b1', sealed: 'no' } })
  })

  it('takes what is write-only and answers it nowhere, as if it were not there', async () => {
    const updated = await app.call('PATCH', '/api/jars/1', { recipe: 'r2' })
    expect([updated.status, JSON.stringify(updated.body).includes('recipe')]).toEqual([200, false])
    expect(await codes('root', reads('recipe'))).toEqual(noSuch(reads('recipe')))
    expect((await app.call('GET', '/api/jars/$by/recipe/r2')).status).toBe((await app.call('GET', '/api/jars/$by/nothing/r2')).status)
  })

  it('knows of nothing that is hidden, whoever asks', async () => {
    const sends = [...writes('margin', 8, 'create'), ...writes('margin', 8, 'update'), ...reads('margin')].filter(([, , body]) => !JSON.stringify(body ?? '').includes('"set"'))
    for (const who of ['root', 'user'] as const) expect(await codes(who, sends)).toEqual(noSuch(sends))
  })

  it('keeps a telling name from everybody, and lets an administrator set it', async () => {
    const sends = [...writes('password', 'p2', 'create'), ...writes('password', 'p2', 'update')].filter(([, , body]) => !JSON.stringify(body).includes('"set"'))
    expect(await codes('user', [...sends, ...reads('password')])).toEqual(noSuch([...sends, ...reads('password')]))
    expect(await codes('root', reads('password'))).toEqual(noSuch(reads('password')))
    const set = await app.call('PATCH', '/api/jars/1?select=["apiKey"]', { password: 'p3' })
    expect([set.status, set.body]).toEqual([200, { data: { apiKey: 'k1' } }])
  })

  it('answers what is hidden to the letter as what is not there', async () => {
    const bodyOf = async (name: string): Promise<string> => JSON.stringify({ ...Object((await app.call('POST', '/api/jars/$query', { where: { [name]: 1 } })).body), requestId: '' }).replaceAll(name, 'field')
    expect(await bodyOf('margin')).toBe(await bodyOf('nargim'))
  })

  it('tells it in manifests', async () => {
    const fieldsOf = async (who: keyof typeof as): Promise<unknown> => {
      const { fields } = Object((await send(who, ['GET', '/manifest.json', undefined])).body).models.Jar
      return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, [Object(field).read, Object(field).create, Object(field).update]]))
    }
    const known = { id: [true, false, false], name: [true, true, true], sealed: [true, false, false], batch: [true, true, false], recipe: [false, true, true], apiKey: [true, true, true], shelfId: [true, true, true] }
    expect([await fieldsOf('user'), await fieldsOf('root')]).toEqual([known, { ...known, password: [false, true, true] }])
  })
})

// What `$can` says of a record, and what comes of trying it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordVerdicts } from '@ssot/contract'
import { faultsOf, type Answer } from '../create-app.ts'
import { isThere, keyOf, openPolicyApp, type DatabaseName, type PolicyApp } from './open-policy-app.ts'
import { KNOWN_MODELS, mayAsk, readableRows } from './policy-oracle.ts'
import { ROWS, type StoredRow } from './policy-rows.ts'
import { EVERYBODY, type Who } from './principals.ts'

const DATABASES = (['SQLite', 'PGlite', 'PostgreSQL'] as const).filter(isThere)

/** Ticket's update rule and its check differ: `$can` tells of the first alone. */
const JUDGED_LATER: ReadonlySet<string> = new Set(['Ticket'])

const SOME: readonly Who[] = ['anonymous', 'bob', 'dan']

const metaOf = ({ body }: Answer): { readonly can?: unknown } => Object(Reflect.get(Object(body), 'meta'))
const verdictsOf = ({ body }: Answer): RecordVerdicts => Reflect.get(Object(body), 'data')

describe.each<DatabaseName>(DATABASES)('given the records of %s, and what may be done with each', (name) => {
  let house: PolicyApp
  beforeAll(async () => { house = await openPolicyApp(name) }, 60_000)
  afterAll(() => house[Symbol.asyncDispose]())

  it('answers the verdicts of a record as a whole', async () => {
    const answer = await house.call('bob', 'GET', '/api/users/2/$can')
    expect(answer.body).toEqual({
      data: {
        update: true,
        delete: false,
        fields: {
          id: { read: true, update: true },
          name: { read: true, update: true },
          email: { read: true, update: true },
          role: { read: true, update: false },
          salary: { read: true, update: true },
          motto: { read: false, update: true },
          orgId: { read: true, update: true },
        },
      },
    })
    const other = verdictsOf(await house.call('bob', 'GET', '/api/users/1/$can'))
    expect([other.update, other.fields['salary']]).toEqual([false, { read: false, update: false }])
  })

  // What differs between databases are the conditions: fields, of which there are many, are tried on one.
  it.each(name === 'SQLite' ? EVERYBODY : SOME)('says of every record what trying answers, for %s', async (who) => {
    for (const { model, path } of pathsOf(house)) if (mayAsk(who, model)) await expectVerdicts({ house, who, model, path, triesFields: name === 'SQLite' })
  }, 120_000)

  it.each(SOME)('says of the records of a list what it says of each, for %s', async (who) => {
    for (const { model, path } of pathsOf(house)) if (mayAsk(who, model)) await expectPage({ house, who, model, path })
  }, 120_000)

  it('judges lists by what it knows, of records that say whose verdict is which', async () => {
    const faults = async (query: string): Promise<unknown> => faultsOf(await house.call('bob', 'GET', `/api/posts?${query}`))
    expect(await faults('can=read')).toEqual({ can: 'REQUEST.BAD_VALUE' })
    expect(await faults('can=update&select={"title":true}')).toEqual({ can: 'REQUEST.BAD_VALUE' })
    expect(await faults('can=')).toEqual({ can: 'REQUEST.BAD_VALUE' })
    for (const odd of ['can[0][length]=update', 'can[0]=toString', 'can[toString]=1']) expect([odd, await faults(odd)]).toEqual([odd, { can: 'REQUEST.BAD_VALUE' }])
    expect(metaOf(await house.call('bob', 'POST', '/api/posts/$query', { can: ['delete'], where: { id: 1002 } })).can).toEqual({ 1002: { delete: false } })
    expect(metaOf(await house.call('bob', 'GET', '/api/posts?can=update&where={"id":-1}')).can).toEqual({})
    expect(metaOf(await house.call('bob', 'GET', '/api/tags?can=update,delete&sort=name')).can).toEqual({ sea: { update: false, delete: false }, sun: { update: false, delete: false } })
  })

  it('answers 404 for what is not there and for what may not be read, alike, and 400 for arguments', async () => {
    const [absent, hidden] = [await house.call('bob', 'GET', '/api/posts/999/$can'), await house.call('anonymous', 'GET', '/api/posts/1002/$can')]
    expect([absent.status, hidden.status]).toEqual([404, 404])
    expect({ ...Object(absent.body), requestId: '' }).toEqual({ ...Object(hidden.body), requestId: '' })
    expect((await house.call('bob', 'GET', '/api/posts/1001/$can?select={"id":true}')).status).toBe(400)
    expect((await house.call('bob', 'GET', '/api/vaults/1/$can')).status).toBe(403)
  })
})

interface Place {
  readonly house: PolicyApp
  readonly who: Who
  readonly model: string
  readonly path: string
  readonly triesFields?: boolean
}

function pathsOf({ app }: PolicyApp): readonly Pick<Place, 'model' | 'path'>[] {
  return [...app.server.registry.byPath].filter(([, { name }]) => KNOWN_MODELS.includes(name)).map(([path, { name }]) => ({ model: name, path: `/api/${path}` }))
}

async function expectPage({ house, who, model, path }: Place): Promise<void> {
  const { can } = metaOf(await house.call(who, 'GET', `${path}?can=update,delete&take=100`))
  const each: Record<string, unknown> = {}
  for (const row of readableRows(who, model)) {
    const key = encodeURIComponent(String(row[keyOf(model)]))
    const said = verdictsOf(await house.call(who, 'GET', `${path}/${key}/$can`))
    each[key] = { update: said.update, delete: said.delete }
  }
  expect({ model, can }).toEqual({ model, can: each })
}

async function expectVerdicts({ house, who, model, path, triesFields = false }: Place): Promise<void> {
  const readable = new Set(readableRows(who, model).map((row) => row[keyOf(model)]))
  for (const row of ROWS[model] ?? []) {
    const at = `${path}/${encodeURIComponent(String(row[keyOf(model)]))}`
    const answer = await house.call(who, 'GET', `${at}/$can`)
    expect([at, answer.status]).toEqual([at, readable.has(row[keyOf(model)]) ? 200 : 404])
    if (answer.status !== 200) continue
    const said = verdictsOf(answer)
    expect({ at, said: said.delete }).toEqual({ at, said: await isAllowed(house, who, ['DELETE', at]) })
    if (triesFields && !JUDGED_LATER.has(model)) await expectFields({ house, who, model, path: at }, said, row)
  }
}

async function expectFields({ house, who, path }: Place, said: RecordVerdicts, row: StoredRow): Promise<void> {
  const shown = Object(Reflect.get(Object((await house.call(who, 'GET', path)).body), 'data'))
  for (const [field, { read, update }] of Object.entries(said.fields)) {
    const value = row[field] ?? null
    const tried = value === null ? true : await isAllowed(house, who, ['PATCH', path, { [field]: value }])
    expect({ path, field, read, update }).toEqual({ path, field, read: Object.hasOwn(shown, field), update: value === null ? update : tried })
  }
}

// A value that is stored already fits, so that only a right can be missing: 400 is a field that the server sets.
async function isAllowed(house: PolicyApp, who: Who, [method, path, body]: readonly [string, string, unknown?]): Promise<boolean> {
  const { status } = await house.call(who, method, path, body, { prefer: 'dry-run' })
  return status === 200 || status === 409
}

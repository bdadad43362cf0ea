import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEntry, HistoryPage } from '@ssot/contract'
import type { Answer } from '../create-app.ts'
import { CAPTURING, openPlace, type AuditedApp, type Place } from '../data/audited-app.ts'

const MODELS = `
/// @@audit
/// @@policy("read", rule: "status == 'open' || ownerId == auth.id")
/// @@policy("history", rule: "ownerId == auth.id || auth.role == 'AUDITOR'")
/// @@policy("update", rule: "ownerId == auth.id")
model Case {
  id        Int       @id
  title     String
  status    String    @default("open")
  ownerId   String
  /// @policy("read", rule: "ownerId == auth.id")
  notes     String?
  /// @policy("read", rule: "auth.role == 'HR'")
  salary    Int?
  password  String?
  /// @computed("title + '!'")
  loud      String?
}

/// @@audit
/// @@policy("*", rule: "authenticated")
model Paper {
  id        Int       @id
  title     String
  deletedAt DateTime?
}

/// @@audit
/// @@softDelete(gone)
model Ghost {
  id    Int       @id
  title String
  /// @hidden
  gone  DateTime?
}

/// @@policy("*", rule: "authenticated")
model Team {
  id    Int    @id
  name  String
  tasks Task[]
}

/// @@audit
/// @@policy("read", rule: "team.name == 'Red'")
/// @@policy("history", rule: "authenticated")
model Task {
  id     Int    @id
  title  String
  team   Team   @relation(fields: [teamId], references: [id])
  teamId Int
}

/// @@audit
/// @@policy("*", rule: "authenticated")
model Seat {
  room   String
  number Int
  taken  Boolean @default(false)
  @@id([room, number])
}

/// @@policy("*", rule: "authenticated")
model Plain {
  id    Int    @id
  title String
}
`

const as = (who: string): RequestInit => ({ headers: { authorization: who === '' ? '' : `Bearer ${who}` } })
// The auditor of the tests is known by its name.
const CONFIG = {
  authenticate: (request: { readonly headers: { readonly authorization?: string | undefined } }) => {
    const [, name] = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '') ?? []
    return name === undefined ? null : { id: name, role: { ada: 'ADMIN', otto: 'AUDITOR', hera: 'HR' }[name] ?? 'USER' }
  },
}

describe.each(CAPTURING)('given the history of audited records on %s', (name) => {
  let place: Place
  let app: AuditedApp
  beforeAll(async () => {
    place = await openPlace(name)
    app = await place.boot(MODELS, CONFIG)
  }, 180_000)
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]()
    await place?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    const system = app.server.system('test: empties the tables')
    for (const model of ['Case', 'Paper', 'Ghost', 'Task', 'Team', 'Seat', 'Plain']) await system.model(model).deleteMany({})
    await system.$executeRawUnsafe('DELETE FROM "_ssot_audit"')
  })

  async function send(method: string, path: string, body?: unknown, who = 'ada'): Promise<Answer> {
    const answer = await app.call(method, path, body, as(who))
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer
  }
  const ask = (path: string, who = 'ada'): Promise<Answer> => app.call('GET', path, undefined, as(who))
  async function page(path: string, who = 'ada'): Promise<HistoryPage> {
    const answer = await ask(path, who)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return Object(answer.body)
  }
  const entries = async (path: string, who?: string): Promise<readonly HistoryEntry[]> => (await page(path, who)).data
  const without = ({ body }: Answer): unknown => ({ ...Object(body), requestId: '' })

  it('says who did what when, newest first, with what was and what became', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', ownerId: 'bob' })
    await send('PATCH', '/api/cases/1', { title: 'B' }, 'bob')
    await app.server.system('nightly').model('Case').update({ where: { id: 1 }, data: { status: 'closed' } })
    await place.outside?.(`UPDATE "Case" SET title = 'C'`)
    const row = { id: 1, title: 'A', status: 'open', ownerId: 'bob', notes: null, salary: null }
    const found = await entries('/api/cases/1/$history')
    expect(found.map(({ action, by, before, after, changed }) => ({ action, by, before, after, changed }))).toEqual([
      ...(place.outside ? [{ action: 'update', by: { kind: 'outside', id: null }, before: { ...row, title: 'B', status: 'closed' }, after: { ...row, title: 'C', status: 'closed' }, changed: ['title'] }] : []),
      { action: 'update', by: { kind: 'system', id: null, reason: 'nightly' }, before: { ...row, title: 'B' }, after: { ...row, title: 'B', status: 'closed' }, changed: ['status'] },
      { action: 'update', by: { kind: 'user', id: 'bob' }, before: row, after: { ...row, title: 'B' }, changed: ['title'] },
      { action: 'create', by: { kind: 'user', id: 'ada' }, before: null, after: row, changed: [] },
    ])
    expect(Object.keys(found[0] ?? {})).toEqual(['at', 'action', 'by', 'before', 'after', 'changed'])
    for (const { at } of found) expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000)
    expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).toSorted().toReversed())
  })

  it('comes in pages, whose cursors are of one record', async () => {
    await send('POST', '/api/cases', { id: 1, title: '0', ownerId: 'bob' })
    for (let index = 1; index <= 6; index++) await send('PATCH', '/api/cases/1', { title: String(index) })
    const titles = (found: readonly HistoryEntry[]): unknown => found.map(({ after }) => after?.['title'])
    const first = await page('/api/cases/1/$history?take=3')
    expect([titles(first.data), first.meta]).toEqual([['6', '5', '4'], { take: 3, hasMore: true, nextCursor: expect.any(String) }])
    await send('PATCH', '/api/cases/1', { title: 'newer' })
    const second = await page(`/api/cases/1/$history?take=3&cursor=${first.meta.nextCursor}`)
    const last = await page(`/api/cases/1/$history?take=3&cursor=${second.meta.nextCursor}`)
    expect([titles(second.data), titles(last.data), last.meta]).toEqual([['3', '2', '1'], ['0'], { take: 3, hasMore: false }])
    await send('POST', '/api/cases', { id: 2, title: 'other', ownerId: 'bob' })
    for (const query of [`cursor=${first.meta.nextCursor}`, 'cursor=x', 'take=101', 'take=x', 'where={}', 'select=["id"]']) expect([query, (await ask(`/api/cases/2/$history?${query}`)).status]).toEqual([query, 400])
  })

  it('needs the right to it, beside that to the record', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', ownerId: 'bob' })
    const statuses = async (path: string): Promise<unknown> => Promise.all(['ada', 'bob', 'otto', 'carl', ''].map(async (who) => (await ask(path, who)).status))
    expect(await statuses('/api/cases/1/$history')).toEqual([200, 200, 200, 404, 401])
    // Otto may see the history of every record that he may read.
    await send('PATCH', '/api/cases/1', { status: 'closed' })
    expect(await statuses('/api/cases/1/$history')).toEqual([200, 200, 404, 404, 401])
    const [hidden, missing] = [await ask('/api/cases/1/$history', 'carl'), await ask('/api/cases/77/$history', 'carl')]
    expect(without(hidden)).toEqual(without(missing))
    await send('POST', '/api/papers', { id: 1, title: 'A' })
    // No rule of its own: administrators only.
    expect(await statuses('/api/papers/1/$history')).toEqual([200, 403, 403, 403, 401])
    expect(await statuses('/api/plains/1/$history')).toEqual([404, 404, 404, 404, 404])
  })

  it('holds no version that could not be read today, nor what such a one would give away', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', status: 'closed', ownerId: 'ada' })
    await send('PATCH', '/api/cases/1', { title: 'secret title' })
    await send('PATCH', '/api/cases/1', { status: 'open', title: 'B' })
    await send('PATCH', '/api/cases/1', { title: 'C' })
    expect((await entries('/api/cases/1/$history', 'otto')).map(({ action, before, after, changed }) => [action, before?.['title'] ?? null, after?.['title'] ?? null, changed])).toEqual([
      ['update', 'B', 'C', ['title']],
      ['update', null, 'B', []],
    ])
    expect(JSON.stringify(await page('/api/cases/1/$history', 'otto'))).not.toContain('secret')
  })

  it('holds no value that could not be read today, and no change of such values alone', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', ownerId: 'bob', notes: 'N1', salary: 1, password: 'P1' })
    await send('PATCH', '/api/cases/1', { salary: 2 })
    await send('PATCH', '/api/cases/1', { notes: 'N2' })
    await send('PATCH', '/api/cases/1', { password: 'P2' })
    const open = { id: 1, title: 'A', status: 'open', ownerId: 'bob' }
    const shown = async (who: string): Promise<unknown> => (await entries('/api/cases/1/$history', who)).map(({ before, after, changed }) => [before, after, changed])
    expect(await shown('otto')).toEqual([[null, open, []]])
    expect(await shown('bob')).toEqual([[{ ...open, notes: 'N1' }, { ...open, notes: 'N2' }, ['notes']], [null, { ...open, notes: 'N1' }, []]])
    // An administrator sets passwords and never reads them.
    expect((await entries('/api/cases/1/$history')).map(({ changed }) => changed)).toEqual([['password'], ['notes'], ['salary'], []])
    expect(JSON.stringify(await page('/api/cases/1/$history'))).not.toMatch(/P1|P2/)
    await send('PATCH', '/api/cases/1', { ownerId: 'carl', notes: 'N3' })
    expect(JSON.stringify(await page('/api/cases/1/$history', 'carl'))).not.toMatch(/N1|N2|P1|P2|salary/)
  })

  it('holds no version of which memory cannot tell whether it could be read', async () => {
    await send('POST', '/api/teams', { id: 1, name: 'Red' })
    await send('POST', '/api/tasks', { id: 1, title: 'A', teamId: 1 })
    expect((await entries('/api/tasks/1/$history')).map(({ action }) => action)).toEqual(['create'])
    expect(await entries('/api/tasks/1/$history', 'bob')).toEqual([])
  })

  it('outlives its record, for those who might have read it last', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', ownerId: 'bob' })
    await send('PATCH', '/api/cases/1', { status: 'closed' })
    await send('DELETE', '/api/cases/1')
    expect((await entries('/api/cases/1/$history', 'bob')).map(({ action, after }) => [action, after?.['status'] ?? null])).toEqual([['delete', null], ['update', 'closed'], ['create', 'open']])
    for (const who of ['otto', 'carl']) expect(without(await ask('/api/cases/1/$history', who))).toEqual(without(await ask('/api/cases/77/$history', who)))
    await send('POST', '/api/cases', { id: 1, title: 'again', ownerId: 'carl', status: 'closed' })
    expect((await ask('/api/cases/1/$history', 'bob')).status).toBe(404)
    // Whoever makes a record of the same key does not come by the history of the one before.
    expect((await entries('/api/cases/1/$history', 'carl')).map(({ after }) => after?.['title'])).toEqual(['again'])
    expect((await entries('/api/cases/1/$history')).map(({ action }) => action)).toEqual(['create', 'delete', 'update', 'create'])
    const first = await page('/api/cases/1/$history?take=1')
    const theirs = await ask(`/api/cases/1/$history?take=1&cursor=${first.meta.nextCursor}`, 'carl')
    expect(theirs.status).toBe(400)
  })

  it('tells a deletion that keeps the row, and its undoing, by what they are', async () => {
    await send('POST', '/api/papers', { id: 1, title: 'A' })
    await send('DELETE', '/api/papers/1')
    const actions = async (who?: string): Promise<unknown> => (await entries('/api/papers/1/$history', who)).map(({ action, before, after }) => [action, before?.['title'] ?? null, after?.['title'] ?? null])
    expect(await actions()).toEqual([['delete', 'A', null], ['create', null, 'A']])
    await send('POST', '/api/papers/1/$restore')
    expect(await actions()).toEqual([['restore', null, 'A'], ['delete', 'A', null], ['create', null, 'A']])
    await send('DELETE', '/api/papers/1')
    await app.server.system('purge').model('Paper').delete({ where: { id: 1 } })
    expect(await actions()).toEqual([['delete', 'A', null], ['restore', null, 'A'], ['delete', 'A', null], ['create', null, 'A']])
  })

  it('is that of a record with a key of several fields, whatever they hold', async () => {
    const seat = { room: 'A/b, "c" ü', number: 2 }
    await send('POST', '/api/seats', seat)
    const path = `/api/seats/${encodeURIComponent(seat.room)},2`
    await send('PATCH', path, { taken: true })
    expect((await entries(`${path}/$history`)).map(({ action, after }) => [action, after])).toEqual([['update', { ...seat, taken: true }], ['create', { ...seat, taken: false }]])
    expect((await app.server.as({ id: 'ada', role: 'ADMIN' }).model('Seat').history(seat)).data.length).toBe(2)
  })

  it('is asked by code under the same rules', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', ownerId: 'bob' })
    const of = (id: string): Promise<HistoryPage> => app.server.as({ id, role: 'USER' }).model('Case').history(1, { take: 5 })
    expect(await of('bob')).toEqual(await page('/api/cases/1/$history?take=5', 'bob'))
    await expect(of('carl')).rejects.toMatchObject({ code: 'DATA.NOT_FOUND' })
    await expect(app.server.as({ id: 'bob', role: 'USER' }).model('Plain').history(1)).rejects.toMatchObject({ code: 'REQUEST.NO_ROUTE' })
  })

  it('tells a deletion whose moment nobody is shown', async () => {
    await send('POST', '/api/ghosts', { id: 1, title: 'A' })
    await send('DELETE', '/api/ghosts/1')
    expect((await entries('/api/ghosts/1/$history')).map(({ action, before, after }) => [action, before, after])).toEqual([['delete', { id: 1, title: 'A' }, null], ['create', null, { id: 1, title: 'A' }]])
  })

  it('goes back no further than it was captured', async () => {
    await send('POST', '/api/cases', { id: 1, title: 'A', ownerId: 'bob' })
    await app.server.system('test: forgets').$executeRawUnsafe('DELETE FROM "_ssot_audit"')
    expect(await page('/api/cases/1/$history')).toEqual({ data: [], meta: { take: 20, hasMore: false } })
  })

  it('is passed on to manifests and described to those who may ask for it only', async () => {
    const can = (model: string, who: string): unknown => app.server.manifest({ id: who, role: { ada: 'ADMIN', otto: 'AUDITOR' }[who] ?? 'USER' }).models[model]?.can.history
    expect([can('Case', 'ada'), can('Case', 'carl'), can('Paper', 'ada'), can('Paper', 'carl'), can('Plain', 'ada')]).toEqual([true, true, true, false, undefined])
    const pages = (who: string): readonly string[] => Object.keys(app.server.manifest({ id: who, role: who === 'ada' ? 'ADMIN' : 'USER' }).pages).filter((key) => key.endsWith('.history'))
    expect([pages('ada').toSorted(), pages('carl').toSorted()]).toEqual([['Case.history', 'Ghost.history', 'Paper.history', 'Seat.history', 'Task.history'], ['Case.history', 'Task.history']])
    const paths = async (who: string): Promise<readonly string[]> => Object.keys(Object((await ask('/openapi.json', who)).body).paths).filter((path) => path.endsWith('$history'))
    expect([await paths('ada'), await paths('carl')]).toEqual([['/api/cases/{id}/$history', '/api/papers/{id}/$history', '/api/ghosts/{id}/$history', '/api/tasks/{id}/$history', '/api/seats/{id}/$history'], ['/api/cases/{id}/$history', '/api/tasks/{id}/$history']])
  })
})

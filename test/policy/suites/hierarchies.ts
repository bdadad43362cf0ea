// Trees, strategies, manifests and taken addresses: what is left of the API under rules.
import { expect, it } from 'vitest'
import type { Answer } from '../../create-app.ts'
import type { PolicyApp } from '../open-policy-app.ts'
import { KNOWN_MODELS, mayAsk, present, readableRows } from '../policy-oracle.ts'
import type { StoredRow } from '../policy-rows.ts'
import { EVERYBODY, type Who } from '../principals.ts'
import { sightOf } from '../cases/queries.ts'

// Whose parent is not seen stands below none.
function branch(who: Who, row: StoredRow): unknown {
  return { ...present(who, 'Folder', row), children: sightOf(who).many('Folder', 'parentId', row['id']).map((child) => branch(who, child)) }
}

const dataOf = ({ body }: Answer): unknown => Reflect.get(Object(body), 'data')

/** What of the models themselves is seen. */
export function describeHierarchies(house: PolicyApp): void {
  it.each(EVERYBODY)('%s gets a tree of what is seen, where nothing hangs below what is not', async (who) => {
    const { one, many } = sightOf(who)
    const roots = readableRows(who, 'Folder').filter((row) => !one('Folder', row['parentId']))
    expect(dataOf(await house.call(who, 'GET', '/api/folders/$tree?sort=id'))).toEqual(roots.map((row) => branch(who, row)))
    for (const id of [1, 3, 4, 5, 999]) {
      const root = one('Folder', id)
      const answer = await house.call(who, 'GET', `/api/folders/$tree?sort=id&root=${id}`)
      expect([id, answer.status, dataOf(answer)]).toEqual(root ? [id, 200, [branch(who, root)]] : [id, 404, undefined])
    }
    const counted = await house.call(who, 'POST', '/api/folders/$query', { orderBy: { id: 'asc' }, select: { _count: { select: { children: true } }, parent: { select: { id: true } } } })
    expect(dataOf(counted)).toEqual(readableRows(who, 'Folder').map((row) => ({ _count: { children: many('Folder', 'parentId', row['id']).length }, parent: one('Folder', row['parentId']) ? { id: row['parentId'] } : null })))
  })

  it.each(EVERYBODY)('%s is told in the manifest of the models and fields that they may do something with', async (who) => {
    const manifest: { readonly models: Readonly<Record<string, { readonly can: { readonly list: boolean }; readonly fields: Readonly<Record<string, unknown>> }>> } = Object((await house.call(who, 'GET', '/manifest.json')).body)
    for (const model of KNOWN_MODELS) expect([model, manifest.models[model]?.can.list ?? false]).toEqual([model, mayAsk(who, model)])
    expect(manifest.models['Ghost']).toBeUndefined()
    const text = JSON.stringify(manifest)
    expect(text).not.toMatch(/"pin"|isOwner|auth\.|schema\.prisma|canEdit == |published \|\|/)
    expect([text.includes('"remark"'), text.includes('"password"'), text.includes('"members"')]).toEqual([who === 'dan' || who === 'root', who === 'root', who === 'root'])
  })

  it('asks for the strategy that somebody signed in by', async () => {
    const lobby = await Promise.all(EVERYBODY.map(async (who) => (await house.call(who, 'GET', '/api/lobbies')).status))
    const realm = await Promise.all(EVERYBODY.map(async (who) => (await house.call(who, 'GET', '/api/realms')).status))
    expect([lobby, realm]).toEqual([EVERYBODY.map((who) => (who === 'anonymous' ? 401 : 200)), EVERYBODY.map((who) => (who === 'anonymous' ? 401 : 403))])
    const by = async (strategy: string): Promise<number> => (await house.call('ann', 'GET', '/api/realms', undefined, { 'x-user': JSON.stringify({ id: 1, strategy }) })).status
    expect([await by('JWT'), await by('jwt'), await by('API-Key'), await by('any')]).toEqual([200, 200, 403, 403])
  })

  it('has no address for a model that is hidden from everybody', async () => {
    const absent = await house.call('root', 'GET', '/api/nothings')
    for (const path of ['/api/ghosts', '/api/ghosts/1', '/api/ghosts/$count']) expect((await house.call('root', 'GET', path)).status).toBe(404)
    const { body } = await house.call('root', 'GET', '/api/ghosts')
    expect({ ...Object(body), requestId: '', detail: '', instance: '' }).toEqual({ ...Object(absent.body), requestId: '', detail: '', instance: '' })
  })

  it('describes to each what the manifest shows', async () => {
    const paths = async (who: Who): Promise<readonly string[]> => Object.keys(Object(Reflect.get(Object((await house.call(who, 'GET', '/openapi.json')).body), 'paths')))
    const [anonymous, root] = [await paths('anonymous'), await paths('root')]
    expect([anonymous.some((path) => path.includes('/vaults')), anonymous.some((path) => path.includes('/users')), root.some((path) => path.includes('/vaults'))]).toEqual([false, false, true])
    expect(JSON.stringify((await house.call('ann', 'GET', '/openapi.json')).body)).not.toMatch(/"remark"|"pin"|"password"|"canEdit"/)
  })

  it('shows an administrator what was deleted, when asked to, and nobody else', async () => {
    const ids = async (who: Who): Promise<unknown> => (await house.call(who, 'GET', '/api/pages?sort=id&deleted=only&select=["id"]')).body
    expect(await ids('root')).toMatchObject({ data: [{ id: 1003 }] })
    expect(await ids('ann')).toMatchObject({ status: 400, errors: [{ path: 'deleted', code: 'REQUEST.UNKNOWN_ARGUMENT' }] })
  })
}

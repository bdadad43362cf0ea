// What is said of a verdict: the rule that decides, where it stands, and the same verdict as the request's.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActingPrincipal, Explanation, ExplainQuestion } from '@ssot/runtime-server'
import type { Json } from '@ssot/contract'
import { keyOf, openPolicyApp, type PolicyApp } from './open-policy-app.ts'
import { KNOWN_MODELS, mayAsk, readableRows } from './policy-oracle.ts'
import { ROWS } from './policy-rows.ts'
import { policySchema } from './policy-schema.ts'
import { EVERYBODY, headersOf, identityOf, type Who } from './principals.ts'

const LINES = policySchema('sqlite').split('\n')

/** The line on which a text stands within a model. */
function lineOf(model: string, text: string): number {
  const body = LINES.findIndex((line) => line.startsWith(`model ${model} `))
  const above = LINES.slice(0, body).findLastIndex((line) => line.includes(text) && line.startsWith('///'))
  const within = LINES.findIndex((line, index) => index > body && line.includes(text))
  return 1 + (above > LINES.slice(0, body).findLastIndex((line) => line === '}') ? above : within)
}

const identify = (who: Who): ActingPrincipal => identityOf(headersOf(who)['x-user'])

/** Who, what, the verdict with its status, and the step that decides: its kind, its name, and the text of its line. */
type Case = readonly [who: Who, request: string, verdict: string, by: readonly [kind: string, name: string, line?: string] | null]

const CASES: readonly Case[] = [
  ['ann', 'read Post 1001', 'allowed', ['allow', 'public or own', 'name: "public or own"']],
  ['gus', 'read Post 1002', 'denied 404', null],
  ['ann', 'update Post 1001', 'allowed', ['allow', 'isOwner || members.exists(m, m.userId == auth.id && m.canEdit)', '@@policy("update"']],
  ['root', 'delete Post 1003', 'allowed', ['admin', 'an administrator passes allow rules']],
  ['anonymous', 'delete Post 1001', 'denied 401', null],
  ['anonymous', 'update Post 1002', 'denied 401', null],
  ['bob', 'list Vault', 'denied 403', null],
  ['bob', 'read Ghost 1', 'denied 404', ['hidden', '@@hidden', '@@hidden']],
  ['anonymous', 'read Realm 1', 'denied 401', ['auth', '@@auth("jwt")', '@@auth("JWT")']],
  ['bob', 'read Page 1003', 'denied 404', ['softDelete', 'not deleted', '@@softDelete']],
  ['gus', 'delete Page 1001', 'denied 403', null],
  ['bob', 'read Doc 1', 'denied 403', ['deny', 'auth.level < minLevel', '@@deny("read", rule: "auth.level']],
  ['ann', 'read Doc 2', 'denied 404', ['deny', 'auth.level < minLevel', '@@deny("read", rule: "auth.level']],
  ['ann', 'read Doc 1', 'allowed', ['allow', 'true', '@@policy("read", rule: "true")']],
  ['ann', 'read Ledger 1001', 'allowed', ['allow', 'authenticated', '@@policy("*", rule: "authenticated")']],
  ['dan', 'read Ledger 1001', 'denied 404', ['tenant', '@@tenant("teamId")', '@@tenant("teamId"']],
  ['root', 'read Ledger 1001', 'denied 403', ['tenant', '@@tenant("teamId")', '@@tenant("teamId"']],
  ['bob', 'read User 1 salary', 'denied', null],
  ['bob', 'read User 2 salary', 'allowed', ['allow', 'id == auth.id', '@policy("read", rule: "id == auth.id")']],
  ['bob', 'update User 2 role', 'denied 403', null],
  ['bob', 'update User 2 pin', 'denied', ['hidden', '@hidden', '@hidden']],
  ['bob', 'read User 2 motto', 'denied', ['hidden', '@writeOnly', '@writeOnly']],
  ['bob', 'update Entry 1001 kind', 'denied', ['server', '@immutable', '@immutable']],
  ['bob', 'read Entry 1003 body', 'denied', ['deny', "kind == 'veiled'", '@deny("read"']],
  ['ann', 'update Bulletin 4', 'denied 403', null],
  ['ann', 'read Bulletin 3', 'denied 404', ['deny', '{"topic":"SECRET"}']],
  ['ann', 'read Post 4242', 'denied 404', ['record', 'there is such a record']],
  ['ann', 'read Post nonsense', 'denied 404', ['record', 'there is such a record']],
  ['bob', 'update Ticket 1001', 'allowed', ['allow', "status == 'OPEN'", 'check: "points']],
  ['ann', 'create Feedback', 'allowed', ['allow', 'true', '@@policy("create", rule: "true")']],
]

const CONDITIONS: readonly (readonly [Who, string, string])[] = [
  ['anonymous', 'Post', 'published'],
  ['bob', 'Post', 'published || ownerId == auth.id || members.exists(m, m.userId == auth.id)'],
  ['root', 'Post', 'true'],
  ['anonymous', 'Vault', 'false'],
  ['eve', 'Doc', '!(minLevel > auth.level)'],
  ['ann', 'Page', 'deletedAt == null'],
  ['ann', 'Comment', "can('read', post) && !internal || authorId == auth.id"],
  ['ann', 'File', 'shelf.name.contains("b_") || shelf == null'],
  ['ann', 'Shelf', '(name.startsWith("Ab") || name.endsWith("%") || size(files) > 0) && archived == null'],
  ['ann', 'Memo', 'auth.teamIds.all(t, teamId == t)'],
]

describe('given the rules of a house, and somebody who asks why', () => {
  let house: PolicyApp
  beforeAll(async () => { house = await openPolicyApp('SQLite') }, 60_000)
  afterAll(() => house[Symbol.asyncDispose]())

  const explain = (who: Who, request: ExplainQuestion): Promise<Explanation> => house.app.server.explain(identify(who), request)

  it.each(CASES)('for %s, "%s" is %s by %j', async (who, words, verdict, by) => {
    const [action = '', model = '', key, field] = words.split(' ')
    const { decidedBy, because, ...said } = await explain(who, { action, model, key, field })
    expect(`${said.verdict} ${said.answers ?? ''}`.trim(), because).toBe(verdict)
    const [kind, name, line] = by ?? []
    expect(decidedBy && [decidedBy.kind, decidedBy.name, decidedBy.line]).toEqual(by && [kind, name, line === undefined ? undefined : lineOf(model, line)])
    if (decidedBy?.file !== undefined) expect(because).toContain(`${decidedBy.file}${decidedBy.line === undefined ? '' : `:${decidedBy.line}`}`)
  })

  it.each(CONDITIONS)('for %s, the condition on lists of %s is %s', async (who, model, condition) => {
    expect((await explain(who, { action: 'list', model })).condition).toBe(condition)
  })

  it('tells each rule that did not allow, and what of auth is absent', async () => {
    const { because, steps } = await explain('anonymous', { action: 'read', model: 'Post', key: '1002' })
    expect(because).toBe(`Denied: no rule allows it: the rule "public or own" (schema.prisma:${lineOf('Post', 'name: "public or own"')}) is undecided, since auth.id is absent; the rule "member" (schema.prisma:${lineOf('Post', 'name: "member"')}) is undecided, since auth.id is absent.`)
    expect(steps.map(({ kind, name, text, outcome, absent }) => [kind, name, text, outcome, absent])).toEqual([
      ['allow', 'public or own', 'published || isOwner', 'undecided', ['auth.id']],
      ['allow', 'member', 'members.exists(m, m.userId == auth.id)', 'undecided', ['auth.id']],
    ])
  })

  it('tells what an update is judged by afterwards', async () => {
    expect((await explain('bob', { action: 'update', model: 'Ticket' })).checks).toEqual([{ kind: 'allow', name: 'points >= before.points', file: 'schema.prisma', line: lineOf('Ticket', 'check: "points') }])
  })

  it('tells of a strategy that a model asks for', async () => {
    const verdict = async (strategy?: string): Promise<string> => (await explain('bob', { action: 'list', model: 'Realm', strategy })).verdict
    expect([await verdict(), await verdict('jwt'), await verdict('JWT'), await verdict('key')]).toEqual(['denied', 'allowed', 'allowed', 'denied'])
  })

  it('refuses names that the schema does not have', async () => {
    await expect(explain('bob', { action: 'updaet', model: 'Pots' })).rejects.toMatchObject({ code: 'REQUEST.BAD_VALUE', errors: [{ path: 'model' }, { path: 'action' }] })
    await expect(explain('bob', { action: 'read', model: 'Post', field: 'titel' })).rejects.toMatchObject({ errors: [{ path: 'field' }] })
    await expect(explain('bob', { action: 'list', model: 'Post', key: '1001' })).rejects.toMatchObject({ errors: [{ path: 'key' }] })
  })

  it.each(EVERYBODY)('says of every record what requests are answered, for %s', async (who) => {
    const paths = new Map([...house.app.server.registry.byPath].map(([path, { name }]) => [name, `/api/${path}`]))
    for (const model of KNOWN_MODELS) {
      const readable = new Set(mayAsk(who, model) ? readableRows(who, model).map((row) => row[keyOf(model)]) : [])
      for (const { [keyOf(model)]: id } of ROWS[model] ?? []) {
        const key = encodeURIComponent(String(id))
        const { body } = await house.call(who, 'GET', `${paths.get(model) ?? ''}/${key}/$can`)
        const can: Json = Reflect.get(Object(body), 'data') ?? {}
        const said = await Promise.all(['read', 'update', 'delete'].map(async (action) => (await explain(who, { action, model, key })).verdict))
        expect([model, id, ...said]).toEqual([model, id, ...[readable.has(id), Reflect.get(Object(can), 'update') === true, Reflect.get(Object(can), 'delete') === true].map((is) => (is ? 'allowed' : 'denied'))])
      }
    }
  }, 120_000)
})

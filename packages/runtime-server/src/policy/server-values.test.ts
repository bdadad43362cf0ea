import { describe, expect, it } from 'vitest'
import { adminOf, buildHouse, modelIn, userOf, type Building } from './policy-fixture.ts'
import { ANONYMOUS, type Principal } from './principal.ts'

const claims = { role: 'string', rank: 'number', orgId: 'number', orgs: 'number[]' } as const
const NOW = new Date('2024-05-01T00:00:00Z')

/** What the server sets of a record that somebody writes, or why it refuses to. */
function valuesFor(fields: readonly string[], { principal, action = 'create', sent = [], ...building }: Building & { readonly principal: Principal; readonly action?: 'create' | 'update'; readonly sent?: readonly string[] }): unknown {
  const above = fields.filter((line) => line.startsWith('@@')).map((line) => `/// ${line}\n`)
  const house = buildHouse(`${above.join('')}model Big_Post {\n  id Int @id\n  ${fields.filter((line) => !line.startsWith('@@')).join('\n  ')}\n}\nenum Role {\n  EDITOR\n  WRITER\n}\n`, { claims, now: () => NOW, ...building })
  if (house.findings.length > 0) return house.findings
  try {
    return house.rightsOf(principal).guard.setsOf?.(modelIn(house.registry, 'Big_Post'), action, sent)
  } catch (error) {
    return [Reflect.get(Object(error), 'code'), Reflect.get(Object(error), 'message')]
  }
}

const ann = userOf('ann', { role: 'EDITOR', rank: 2, orgId: 7, orgs: [7, 8] })
const [root, rootless] = [adminOf('root', { orgId: 9 }), adminOf(null, { orgId: 9 })]
const OWNER = ['a String? /// @owner']
const REQUIRED = ['a String /// @owner']
const TENANT = ['@@tenant("a", from: "auth.orgId")', 'a Int?']
const set = (type: string, expressions: string): readonly string[] => [`a ${type} /// @set(${expressions})`]

describe('given fields that the server sets', () => {
  it.each<[string, readonly string[], Parameters<typeof valuesFor>[1], unknown]>([
    ['an owner', OWNER, { principal: ann }, { a: 'ann' }],
    ['an owner, sent', OWNER, { principal: ann, sent: ['a'] }, { a: 'ann' }],
    ['an owner, later', OWNER, { principal: ann, action: 'update' }, {}],
    ['an owner that is nobody', OWNER, { principal: ANONYMOUS }, { a: null }],
    ['an owner that must be somebody', REQUIRED, { principal: ANONYMOUS }, ['AUTH.REQUIRED', 'Sign in to create big posts.']],
    ['an owner that is somebody by default', ['a String @default("none") /// @owner'], { principal: ANONYMOUS }, { a: 'none' }],
    ['an owner whose default is made elsewhere', ['a String @default(uuid()) /// @owner'], { principal: ANONYMOUS }, ['AUTH.REQUIRED', 'Sign in to create big posts.']],
    ['an owner that may be none, whatever the default', ['a String? @default("none") /// @owner'], { principal: ANONYMOUS }, { a: null }],
    ['an owner by a number', ['a Int? /// @owner'], { principal: userOf('12') }, { a: 12 }],
    ['an owner by no number', ['a Int? /// @owner'], { principal: userOf('x12') }, { a: null }],
    ['an owner by a long number', ['a BigInt? /// @owner'], { principal: userOf('12') }, { a: 12n }],
    ['an owner whose id is like a number', OWNER, { principal: userOf('12') }, { a: '12' }],
    ['an owner, by an administrator', OWNER, { principal: root }, { a: 'root' }],
    ['an owner, sent by an administrator', OWNER, { principal: root, sent: ['a'] }, {}],
    ['an owner, where others are sent by an administrator', OWNER, { principal: root, sent: ['id'] }, { a: 'root' }],
    ['an owner, by an administrator who is nobody', OWNER, { principal: rootless }, {}],
    ['an owner that must be, by an administrator who is nobody', REQUIRED, { principal: rootless }, {}],
    ['a tenant', TENANT, { principal: ann }, { a: 7 }],
    ['a tenant, later', TENANT, { principal: ann, action: 'update' }, {}],
    ['a tenant, by an administrator', TENANT, { principal: root }, { a: 9 }],
    ['a tenant, by an administrator who is nobody', TENANT, { principal: rootless }, { a: 9 }],
    ['a tenant, sent by an administrator', TENANT, { principal: root, sent: ['a'] }, {}],
    ['a tenant, by who crosses them', TENANT, { principal: root, crossTenant: true }, {}],
    ['a tenant, by who would cross them', TENANT, { principal: ann, crossTenant: true }, { a: 7 }],
    ['a tenant of none', TENANT, { principal: userOf('a') }, { a: null }],
    ['a tenant of several', ['@@tenant("a", from: "auth.orgs")', 'a Int'], { principal: ann }, {}],
    ['a value', set('String', 'create: "auth.role", update: "auth.id"'), { principal: ann }, { a: 'EDITOR' }],
    ['a value, later', set('String', 'create: "auth.role", update: "auth.id"'), { principal: ann, action: 'update' }, { a: 'ann' }],
    ['a value, sent by an administrator', set('String?', 'create: "auth.id"'), { principal: root, sent: ['a'] }, { a: 'root' }],
    ['a value, by an administrator who is nobody and crosses tenants', set('String?', 'create: "\'x\'"'), { principal: rootless, crossTenant: true }, { a: 'x' }],
    ['a value that is absent', set('String', 'create: "auth.role"'), { principal: userOf('a') }, ['AUTH.REQUIRED', 'Sign in to create big posts.']],
    ['a value that is absent, later', set('String', 'update: "auth.role"'), { principal: userOf('a'), action: 'update' }, ['AUTH.REQUIRED', 'Sign in to update big posts.']],
    ['a document', set('Json', 'create: "auth.rank"'), { principal: ann }, { a: 2 }],
    ['a document that is absent', set('Json', 'create: "auth.role"'), { principal: userOf('a') }, ['AUTH.REQUIRED', 'Sign in to create big posts.']],
    ['a document that is null', set('Json', 'create: "auth.role"'), { principal: userOf('a', { role: null }) }, ['AUTH.REQUIRED', 'Sign in to create big posts.']],
    ['the time', set('DateTime', 'create: "now()"'), { principal: ann }, { a: NOW }],
    ['a name of an enum', set('Role', 'create: "auth.role"'), { principal: ann }, { a: 'EDITOR' }],
    ['no name of an enum', set('Role?', 'create: "auth.id"'), { principal: ann }, { a: null }],
    ['no name of an enum, with a default', set('Role @default(WRITER)', 'create: "auth.id"'), { principal: ann }, { a: 'WRITER' }],
    ['a truth', set('Boolean', 'create: "auth.rank > 1"'), { principal: ann }, { a: true }],
    ['a truth by default', set('Boolean @default(false)', 'create: "auth.rank"'), { principal: ann }, { a: false }],
    ['a number', set('Int', 'create: "auth.rank + 1"'), { principal: ann }, { a: 3 }],
    ['a text that a check refuses', ['/// @validate(maxLength: 3)', 'a String? /// @set(create: "auth.role")'], { principal: ann }, { a: null }],
  ])('sets %s', (_, fields, writing, expected) => expect(valuesFor(fields, writing)).toEqual(expected))

  it('sets nothing of models that it does not know', () => {
    const { rightsOf } = buildHouse('model M {\n  id Int @id\n  a String? /// @owner\n}\n')
    expect(rightsOf(ann).guard.setsOf?.(modelIn(buildHouse('model Other {\n  id Int @id\n}\n').registry, 'Other'), 'create', [])).toEqual({})
  })
})

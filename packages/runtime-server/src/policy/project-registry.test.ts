import { describe, expect, it } from 'vitest'
import type { Field, Model, Registry } from '../registry/registry.ts'
import { adminOf, buildHouse, modelIn, userOf, type Building, type House } from './policy-fixture.ts'
import { ANONYMOUS, type Principal } from './principal.ts'

const claims = { role: 'string', orgIds: 'string[]', teamId: 'number' } as const
const build = (schema: string, more: Building = {}): House => buildHouse(schema, { claims, ...more })

const MARKS = ['visibility', 'clientCreates', 'clientUpdates', 'conditional', 'refused', 'default'] as const

/** What of a field somebody sees otherwise than everybody. */
function changedField(field: Field, seen: Field | undefined): Record<string, unknown> {
  return Object.fromEntries(MARKS.filter((mark) => JSON.stringify(field[mark]) !== JSON.stringify(seen?.[mark])).map((mark) => [mark, seen?.[mark]]))
}

/** What of a model somebody sees otherwise than everybody: fields, relations that are hidden, and what hangs on fields. */
function changed(house: House, principal: Principal, name = 'M'): unknown {
  const [model, seen] = [modelIn(house.registry, name), modelIn(house.rightsOf(principal).registry, name)]
  const fields = [...model.fields].map(([key, field]) => [key, changedField(field, seen.fields.get(key))] as const).filter(([, marks]) => Object.keys(marks).length > 0)
  const hidden = [...model.relations.keys()].filter((key) => seen.relations.get(key)?.hidden !== model.relations.get(key)?.hidden)
  const rest = (['createUnavailable', 'searchFields', 'display'] as const).filter((key) => JSON.stringify(model[key]) !== JSON.stringify(seen[key])).map((key) => [key, seen[key]])
  return { ...Object.fromEntries([...fields, ...rest]), ...(hidden.length > 0 && { hidden }) }
}

const field = (...lines: readonly string[]): string => `/// @@policy("*", rule: "true")\nmodel M {\n  id Int @id\n  ${lines.slice(0, -1).map((line) => `/// ${line}\n  `).join('')}${lines.at(-1) ?? ''}\n}\n`

const HIDDEN = { visibility: 'hidden', clientCreates: false, clientUpdates: false }
const [ann, editor, root, rootless] = [userOf('ann'), userOf('ed', { role: 'EDITOR' }), adminOf('root'), adminOf(null)]

describe('given fields that not everybody reads or sets', () => {
  it.each<[string, string, readonly [Principal, unknown][]]>([
    ['without a rule', field('a Int'), [[ANONYMOUS, {}], [ann, {}], [root, {}]]],
    ['read by editors', field("@policy('read', rule: \"auth.role == 'EDITOR'\")", 'a Int?'), [[ann, { a: HIDDEN }], [editor, {}], [root, {}]]],
    ['of some rows', field('@policy("read", rule: "id > 1")', 'a Int'), [[ann, { a: { conditional: true } }], [root, {}]]],
    ['denied of some rows', field('@deny("read", rule: "id > 1")', 'a Int'), [[ann, { a: { conditional: true } }], [root, { a: { conditional: true } }]]],
    ['denied to everybody', field('@deny("read", rule: "true")', 'a Int'), [[ann, { a: HIDDEN }], [root, { a: HIDDEN }]]],
    ['set by whom it is not read by', field('@policy("read", rule: "false")', '@policy("create", rule: "true")', 'a Int'), [[ann, { a: { visibility: 'writeOnly' } }]]],
    ['changed by whom it is not read by', field('@policy("read", rule: "false")', '@policy("update", rule: "id > 1")', 'a Int'), [[ann, { a: { visibility: 'writeOnly' } }]]],
    ['set by nobody who does not read it', field('@policy("read", rule: "false")', "@policy('write', rule: \"auth.role == 'EDITOR'\")", 'a Int?'), [[ann, { a: { ...HIDDEN, refused: ['create', 'update'] } }], [editor, { a: { visibility: 'writeOnly' } }]]],
    ['denied to set alone, and not read', field('@policy("read", rule: "false")', '@deny("write", rule: "id > 1")', 'a Int?'), [[ann, { a: HIDDEN }]]],
    ['set by editors', field("@policy('create', rule: \"auth.role == 'EDITOR'\")", 'a Int?'), [[ann, { a: { clientCreates: false, refused: ['create'] } }], [editor, {}], [root, {}]]],
    ['changed by editors', field("@policy('update', rule: \"auth.role == 'EDITOR'\")", '@policy("create", rule: "true")', 'a Int?'), [[ann, { a: { clientUpdates: false, refused: ['update'] } }], [editor, {}]]],
    ['of the server', field('@set(create: "auth.id")', 'a String?'), [[ann, { a: { clientCreates: false, clientUpdates: false } }], [root, { a: { clientCreates: false, clientUpdates: false } }]]],
    ['of the server, once it is there', field('@set(update: "auth.id")', 'a String?'), [[ann, { a: { clientCreates: false, clientUpdates: false } }], [root, { a: { clientCreates: false, clientUpdates: false } }]]],
    ['hidden for its name, beside an owner', field('password String', 'b String? /// @owner').replace('/// password', 'password'), [[root, { b: { default: { from: 'generated', by: 'auth' } } }]]],
    ['of an owner', field('@owner', 'a String'), [[ann, { a: { clientCreates: false, clientUpdates: false } }], [root, { a: { default: { from: 'generated', by: 'auth' } } }], [rootless, {}]]],
    ['of an owner, denied', field('@owner', '@deny("update", rule: "true")', 'a String'), [[root, { a: { default: { from: 'generated', by: 'auth' }, clientCreates: false, clientUpdates: false, refused: ['create', 'update'] } }]]],
    ['hidden', field('@hidden', '@policy("read", rule: "false")', 'a Int?'), [[ann, {}], [root, {}]]],
    ['only written', field('@writeOnly', '@policy("read", rule: "id > 1")', 'a Int?'), [[ann, {}], [root, {}]]],
    ['hidden for its name', field('password String'), [[ann, { password: HIDDEN, createUnavailable: 'Administrators create them.' }], [root, {}]]],
    ['hidden for its name, and not needed', field('password String?'), [[ann, { password: HIDDEN }], [root, {}]]],
    ['hidden for its name, with a default', field('password String @default("x")'), [[ann, { password: HIDDEN }]]],
    ['hidden for its name, a list', field('password String[]'), [[ann, { password: HIDDEN }]]],
    ['hidden, and needed', field('@deny("read", rule: "true")', 'a Int'), [[ann, { a: HIDDEN }]]],
    ['hidden for its name, which the server sets', field('@set(create: "auth.id")', 'password String'), [[ann, { password: HIDDEN, createUnavailable: 'Administrators create them.' }], [root, {}]]],
    ['hidden for its name, denied to set', field('@deny("update", rule: "true")', 'password String?'), [[root, { password: { refused: ['create', 'update'] } }]]],
  ])('one %s', (_, schema, expected) => {
    const house = build(schema)
    expect(house.findings).toEqual([])
    expect(expected.map(([principal]) => changed(house, principal))).toEqual(expected.map(([, marks]) => marks))
  })

  it.each<[string, string, string, unknown]>([
    ['one', 'teamId Int', '@@tenant("teamId")', { teamId: { clientCreates: false, clientUpdates: false } }],
    ['several', 'teamId String', '@@tenant("teamId", from: "auth.orgIds")', { teamId: { clientUpdates: false } }],
  ])('one of a tenant, of which the caller is of %s', (_, line, annotation, expected) => {
    const values = { teamId: 1, orgIds: ['x'] }
    const schema = `/// ${annotation}\n/// @@policy("*", rule: "true")\nmodel M {\n  id Int @id\n  ${line}\n}\n`
    const [house, open] = [build(schema), build(schema, { crossTenant: true })]
    const asked = { teamId: { clientUpdates: false } }
    expect([changed(house, userOf('a', values)), changed(house, adminOf('a', values)), changed(open, userOf('a', values)), changed(open, adminOf('a', values))]).toEqual([expected, expected, expected, asked])
    expect(changed(build(schema.replace(line, `${line} /// @readOnly`), { crossTenant: true }), adminOf('a', values))).toEqual({})
  })
})

describe('given what hangs on fields', () => {
  const SCHEMA = `/// @@policy("*", rule: "true")
/// @@display("title")
model M {
  code String @id
  /// @policy("read", rule: "auth.role == 'EDITOR'")
  title String
  text String
  slug String @unique
  secretAt DateTime?
  published Boolean
  /// @policy("read", rule: "auth.role == 'EDITOR'")
  publishedAt DateTime?
}
`
  it('leaves out of searches and of titles what may not be read', () => {
    const house = build(SCHEMA)
    expect([changed(house, ann), changed(house, editor)]).toEqual([{ title: HIDDEN, publishedAt: HIDDEN, searchFields: ['code', 'text', 'slug'], display: 'code' }, {}])
    const seen = modelIn(house.rightsOf(ann).registry, 'M')
    expect([seen.traits.publish?.at, seen.traits.slug?.from]).toEqual([seen.fields.get('publishedAt'), seen.fields.get('title')])
    expect([Object.isFrozen(seen), Object.isFrozen(seen.fields.get('title')), Object.isFrozen(seen.traits), Object.isFrozen(house.rightsOf(ann).registry)]).toEqual([true, true, true, true])
  })

  it('names nothing where there is no key, and nothing else where the title may be read', () => {
    const keyless = build('model M {\n  /// @policy("read", rule: "false")\n  title String\n}\n')
    expect(changed(keyless, ann)).toEqual({ title: HIDDEN, searchFields: [], display: null })
    const other = build('model M {\n  id Int @id\n  title String\n  /// @policy("read", rule: "false")\n  text String\n}\n')
    expect(changed(other, ann)).toEqual({ text: HIDDEN, searchFields: ['title'] })
    const bare = build('model M {\n  id Int @id\n  /// @policy("read", rule: "false")\n  n Int\n}\n')
    expect([modelIn(bare.registry, 'M').display, modelIn(bare.rightsOf(ann).registry, 'M').display]).toEqual([null, null])
  })

  it('leaves models as they are of which nothing is kept', () => {
    const house = build('/// @@policy("read", rule: "true")\nmodel M {\n  id Int @id\n  others Other[]\n}\n/// @@policy("read", rule: "true")\nmodel Other {\n  id Int @id\n  mId Int\n  m M @relation(fields: [mId], references: [id])\n}\n')
    const { registry } = house.rightsOf(ann)
    expect(['M', 'Other'].map((name) => modelIn(registry, name) === modelIn(house.registry, name))).toEqual([true, true])
  })

  it('finds by paths the models as they are seen', () => {
    const house = build(SCHEMA)
    const { registry } = house.rightsOf(ann)
    const paths = (of: Registry): readonly [string, Model][] => [...of.byPath]
    expect(paths(registry).map(([path, model]) => [path, model === registry.models.get('M')])).toEqual([['ms', true]])
    expect(registry).toEqual({ ...house.registry, models: registry.models, byPath: registry.byPath })
  })
})

describe('given relations', () => {
  const two = (one: string, other: string, key = ''): string => `/// @@policy("read", rule: "${one}")
model M {
  id Int @id
  others Other[]
}
/// @@policy("read", rule: "${other}")
model Other {
  id Int @id
  ${key}
  mId Int?
  m M? @relation(fields: [mId], references: [id])
}
`
  it.each<[string, string, readonly unknown[]]>([
    ['nothing is kept', two('true', 'id > 1'), [{}, {}]],
    ['the one end may never be read', two('false', 'true'), [{}, { hidden: ['m'] }]],
    ['the other end may never be read', two('true', 'false'), [{ hidden: ['others'] }, {}]],
    ['the key may never be read', two('true', 'true', '/// @policy("read", rule: "false")'), [{ hidden: ['others'] }, { mId: HIDDEN, hidden: ['m'] }]],
    ['the key may be read of some rows', two('true', 'true', '/// @policy("read", rule: "id > 1")'), [{ hidden: ['others'] }, { mId: { conditional: true }, hidden: ['m'] }]],
    ['the key is hidden from everybody', two('true', 'true', '/// @hidden'), [{}, {}]],
    ['the key is only written', two('true', 'true', '/// @writeOnly'), [{ hidden: ['others'] }, { hidden: ['m'] }]],
  ])('hides them where they tell what may not be told: %s', (_, schema, expected) => {
    const house = build(schema)
    expect(['M', 'Other'].map((name) => changed(house, ann, name))).toEqual(expected)
    const { models } = house.rightsOf(ann).registry
    expect([...models.values()].flatMap(({ relations }) => [...relations.values()]).every((relation) => Object.isFrozen(relation))).toBe(true)
    expect([...models.values()].every((model) => Object.isFrozen(model))).toBe(true)
  })

  it('changes of relations nothing else, and not those that tell nothing', () => {
    const house = build(two('true', 'true', '/// @policy("read", rule: "false")').replace('  others Other[]', '  others Other[]\n  parentId Int?\n  parent M? @relation("tree", fields: [parentId], references: [id])\n  children M[] @relation("tree")'))
    const [relations, seen] = [house.registry, house.rightsOf(ann).registry].map((registry) => [...modelIn(registry, 'M').relations.values()])
    expect(seen).toStrictEqual(relations?.map((relation) => (relation.name === 'others' ? { ...relation, hidden: true } : relation)))
  })

  it('hides a relation of which a part of the key is kept', () => {
    const house = build('/// @@policy("read", rule: "true")\nmodel M {\n  a Int\n  b Int\n  others Other[]\n  @@id([a, b])\n}\n/// @@policy("read", rule: "true")\nmodel Other {\n  id Int @id\n  a Int\n  /// @policy("read", rule: "id > 1")\n  b Int\n  m M @relation(fields: [a, b], references: [a, b])\n}\n')
    expect(['M', 'Other'].map((name) => changed(house, ann, name))).toEqual([{ hidden: ['others'] }, { b: { conditional: true }, hidden: ['m'] }])
  })
})

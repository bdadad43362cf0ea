import type { Finding } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { buildHouse, type Building } from '../policy-fixture.ts'
import { lintPolicies } from './lint-policies.ts'

type Indexes = Readonly<Record<string, readonly (readonly string[])[]>>

const claims = { role: 'string', orgs: 'string[]', orgId: 'string' } as const

/** What is worth a second look in a schema; its places are told as `Model.field` in the file's name where no rule stands there. */
function lint(schema: string, indexes: Indexes = {}, building: Building = {}): readonly Finding[] {
  const { policies, rightsOf, findings } = buildHouse(schema, { claims, ...building })
  if (findings.length > 0) throw new Error(JSON.stringify(findings))
  return lintPolicies({ policies, rightsOf, indexes: new Map(Object.entries(indexes)), placeOf: (model, field) => ({ file: field === undefined ? model : `${model}.${field}` }) })
}

const told = (schema: string, indexes: Indexes = {}, building: Building = {}): readonly string[] => lint(schema, indexes, building).map(({ message, file, line }) => `${file ?? '-'}${line === undefined ? '' : `:${line}`} ${message}`)
const READ = '/// @@policy("read", rule: "id > 1")\n'
const model = (rules: readonly string[], ...fields: readonly string[]): string => `${rules.map((rule) => `/// ${rule}\n`).join('')}model M {\n  id Int @id\n  ${fields.join('\n  ')}\n}\n`
const HINTS = {
  open: 'Where that is meant, say so by a name: `@@policy("read", rule: "true", name: "public")`. Else narrow the rule, such as to `authenticated`.',
  unread: 'Add `@@policy("read", rule: "…")`, or `@@hidden` where it should have no API.',
  bare: 'Write `/// @@policy("read", rule: "…")` above a model, or `policies` in ssot.config.ts.',
  telling: 'Give it a rule of its own, such as `@policy("read", rule: "isOwner")`, or `@hidden`; where it is meant, say so by a name: `@policy("read", rule: "true", name: "public")`.',
}
const WARNING = { severity: 'warning', code: 'SCHEMA.POLICY' }

describe('given who is let in', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['no model at all', '', []],
    ['no rule at all', 'model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}\n', [{ ...WARNING, file: 'A', message: 'No model has a rule that lets anybody read it: administrators alone see records.', hint: HINTS.bare }]],
    ['rules that admit nobody', model(['@@policy("read", rule: "false")', '@@policy("read", rule: "1 == 2", name: "never")']), [{ ...WARNING, file: 'M', message: 'No model has a rule that lets anybody read it: administrators alone see records.', hint: HINTS.bare }, { ...WARNING, file: 'schema.prisma', line: 2, message: 'The rule `1 == 2` of M is always false.', hint: 'Write `false` where that is meant.' }]],
    ['one model that nobody reads', `${READ}model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}\n`, [{ ...WARNING, file: 'B', message: 'Nobody but an administrator can read B: no rule allows it.', hint: HINTS.unread }]],
    ['a hidden one', `${READ}model A {\n  id Int @id\n}\n/// @@hidden\nmodel B {\n  id Int @id\n}\n`, []],
    ['one that everybody reads', model(['@@policy("read", rule: "true")']), [{ ...WARNING, file: 'schema.prisma', line: 1, message: 'Everybody can read every M, signed in or not.', hint: HINTS.open }]],
    ['one that everybody reads, by a name', model(['@@policy("read", rule: "true", name: "public")']), []],
    ['one that everybody does everything to', model(['@@policy("*", rule: "true")']), [{ ...WARNING, file: 'schema.prisma', line: 1, message: 'Everybody can read, create, change, delete every M, signed in or not.', hint: HINTS.open }]],
    ['one that everybody deletes', model(['@@policy("read", rule: "id > 1")', '@@policy("delete", rule: "true")']), [{ ...WARNING, file: 'schema.prisma', line: 2, message: 'Everybody can delete every M, signed in or not.', hint: HINTS.open }]],
    ['one that everybody reads but for a denial', model(['@@policy("read", rule: "true")', '@@deny("read", rule: "id > 1")']), []],
    ['one that all who are signed in read', model(['@@policy("read", rule: "authenticated")']), []],
  ])('tells of %s', (_, schema, expected) => expect(lint(schema)).toEqual(expected))

  const OPEN = '@@policy("read", rule: "id > 1")'
  const public_ = (name: string): readonly string[] => [`M.${name} Everybody who is not signed in can read M.${name} of the records that are public.`]

  it.each<[string, string, readonly string[]]>([
    ['by its name', model([OPEN], 'email String'), public_('email')],
    ['by a part of its name', model([OPEN], 'workPhone String', 'phones Int', 'homeStreetName String'), [...public_('workPhone'), ...public_('homeStreetName')]],
    ['by a pair in its name', model([OPEN], 'dateOfBirth DateTime', 'birthDate DateTime', 'cardNumber String', 'number String', 'taxId Int', 'salary Decimal'), ['birthDate', 'cardNumber', 'taxId', 'salary'].flatMap(public_)],
    ['of a kind that tells nothing', model([OPEN], 'salary Float', 'token Boolean', 'secret Json', 'ip Bytes'), []],
    ['exposed for all its telling name', model([OPEN], 'passwordHash String? /// @expose'), public_('passwordHash')],
    ['hidden', model([OPEN], 'email String? /// @hidden', 'phone String? /// @writeOnly', 'password String?'), []],
    ['under a rule of its own', model([OPEN], 'email String /// @policy("read", rule: "authenticated")', 'phone String /// @policy("read", rule: "id > 3")'), []],
    ['open by a rule', model([OPEN], 'email String /// @policy("read", rule: "true")'), public_('email')],
    ['open by a rule with a name', model([OPEN], 'email String /// @policy("read", rule: "true", name: "public")'), []],
    ['denied by a rule', model([OPEN], 'email String /// @deny("read", rule: "true")'), []],
    ['of a model that nobody reads who is not signed in', model(['@@policy("read", rule: "authenticated")'], 'email String'), []],
  ])('tells of a field about persons that everybody reads: %s', (_, schema, expected) => expect(told(schema)).toEqual(expected))

  it('says what to do about such a field', () => expect(lint(model([OPEN], 'email String'))).toEqual([{ ...WARNING, file: 'M.email', message: public_('email')[0]?.replace('M.email ', ''), hint: HINTS.telling }]))

  it.each<[string, string, readonly string[]]>([
    ['needs what nobody sets', model([OPEN], 'a Int /// @readOnly'), ['M No M can be created through the API. Nobody can set "a", which is required and has no default.']],
    ['is a view', `/// ${OPEN}\nview M {\n  id Int @id\n  a Int /// @readOnly\n}\n`, []],
    ['needs what nobody may set', model([OPEN, '@@policy("create", rule: "id > 1")'], 'a Int /// @policy("create", rule: "false")', 'b Int? /// @policy("create", rule: "false")', 'c Int @default(1) /// @policy("create", rule: "false")'), ['M.a Nobody but an administrator can create a M: a is required, and no rule lets anybody set it.']],
    ['needs what some may set', model([OPEN, '@@policy("create", rule: "id > 1")'], 'a Int /// @policy("create", rule: "authenticated")'), []],
    ['needs what is denied', model([OPEN, '@@policy("create", rule: "id > 1")'], 'a Int /// @deny("create", rule: "id > 4")'), []],
    ['needs what nobody may set, and is created by nobody', model([OPEN], 'a Int /// @policy("create", rule: "false")'), []],
  ])('tells of a model that cannot be created: it %s', (_, schema, expected) => expect(told(schema)).toEqual(expected))

  it('says what to do about such a model', () => {
    expect(lint(model([OPEN], 'a Int /// @readOnly')).map(({ hint }) => hint)).toEqual(['Give the field a default, `@set(create: "…")` or `@owner`, or make it optional.'])
    expect(lint(model([OPEN, '@@policy("create", rule: "id > 1")'], 'a Int /// @policy("create", rule: "false")')).map(({ hint }) => hint)).toEqual(['Give the field a default, or a rule for `create`.'])
  })
})

describe('given rules that say nothing', () => {
  const rule = (text: string, kind = 'policy'): string => model(['@@policy("read", rule: "id > 1")', `@@${kind}("update", rule: "${text}", name: "n")`], 'a Int?', 'b Int', 'c String', 't Boolean', 'ns Int[]', 'k BigInt', 'others Other[]') + `${READ}model Other {\n  id Int @id\n  mId Int\n  m M @relation(fields: [mId], references: [id])\n}\n`
  const said = (text: string, kind?: string): readonly string[] => told(rule(text, kind), { Other: [['mId']] })
  const of = (text: string, part: string): readonly string[] => [`schema.prisma:2 The rule \`${text}\` of M: \`${part}.`]

  it.each<[string, readonly string[]]>([
    ['true', []],
    [' true ', []],
    ['false', []],
    ['1 == 1', ['schema.prisma:2 The rule `1 == 1` of M is always true.']],
    ['true && false', ['schema.prisma:2 The rule `true && false` of M is always false.']],
    ['b == 1 || b != 1', of('b == 1 || b != 1', 'b == 1 || b != 1` holds for every record')],
    ['b > 1 || b == 2 || !(b > 1)', of('b > 1 || b == 2 || !(b > 1)', 'b > 1 || b == 2 || !(b > 1)` holds for every record')],
    ['b == 1 && b != 1', of('b == 1 && b != 1', 'b == 1 && b != 1` holds for no record')],
    ['b == 1 && b == 2', of('b == 1 && b == 2', 'b == 1 && b == 2` holds for no record')],
    ['t && !t', of('t && !t', 't && !t` holds for no record')],
    ['a == null || a != null', of('a == null || a != null', 'a == null || a != null` holds for every record')],
    ['size(ns) == 0 && size(ns) != 0', of('size(ns) == 0 && size(ns) != 0', 'size(ns) == 0 && size(ns) > 0` holds for no record')],
    ['a == b || a != b', of('a == b || a != b', 'a == b || a != b` holds for every record')],
    ["k == 1 && (b == 3 || k == 2 && k == 3)", of('k == 1 && (b == 3 || k == 2 && k == 3)', 'k == 2 && k == 3` holds for no record')],
    ['others.exists(o, o.id == 1 && o.id == 2)', of('others.exists(o, o.id == 1 && o.id == 2)', 'id == 1 && id == 2` holds for no record')],
    ['auth.orgs.exists(o, b == 1 && b != 1)', of('auth.orgs.exists(o, b == 1 && b != 1)', 'b == 1 && b != 1` holds for no record')],
    ['others.exists(o, o.id == 1 && b == 2)', []],
    ['others.exists(o, o.id == 1 && id == 2)', []],
    ['b == 1 && b == 1', []],
    ['b == 1 || b == 2', []],
    ['b == 1 && a == 2', []],
    ['b == 1 && b > 2', []],
    ['b != 1 && b != 2', []],
    ['c == auth.role || c != auth.role', []],
    ['c == auth.role && c == auth.orgId', []],
    ["c == 'x' && c == auth.role", []],
    ['authenticated || !authenticated', []],
    ['k == 9007199254740991 && k == 9007199254740990', of('k == 9007199254740991 && k == 9007199254740990', 'k == 9007199254740991 && k == 9007199254740990` holds for no record')],
    ['b > a || !(b > a)', of('b > a || !(b > a)', 'b > a || !(b > a)` holds for every record')],
    ['b > a || !(b > id)', []],
  ])('looks into %s', (text, expected) => expect(said(text)).toEqual(expected))

  it.each<[string, readonly string[]]>([
    ['false', ['schema.prisma:2 The denial `false` of M denies nothing: it never holds.']],
    ['1 == 2', ['schema.prisma:2 The denial `1 == 2` of M denies nothing: it never holds.']],
    ['true', []],
    ['1 == 1', ['schema.prisma:2 The denial `1 == 1` of M is always true.']],
    ['b == 1 && b != 1', ['schema.prisma:2 The denial `b == 1 && b != 1` of M: `b == 1 && b != 1` holds for no record.']],
  ])('looks into a denial of %s', (text, expected) => expect(said(text, 'deny')).toEqual(expected))

  it('tells of each once, wherever it stands, and what to do', () => {
    const schema = model(['@@policy(["read", "write"], rule: "1 == 1", name: "n")', '@@deny("read", rule: "2 == 1")', '@@policy("update", rule: "id > 1", check: "3 == 3")'], 'a Int? /// @policy("read", rule: "4 == 4", name: "n")', 'b Int? /// @policy("update", rule: "id > 1", check: "5 == 5")')
    expect(lint(schema).map(({ message, line, hint }) => [line, message, hint])).toEqual([
      [1, 'The rule `1 == 1` of M is always true.', 'Write `true` where that is meant.'],
      [2, 'The denial `2 == 1` of M denies nothing: it never holds.', 'Leave it out, or say when it should deny.'],
      [3, 'The rule `3 == 3` of M is always true.', 'Write `true` where that is meant.'],
      [6, 'The rule `4 == 4` of M is always true.', 'Write `true` where that is meant.'],
      [7, 'The rule `5 == 5` of M is always true.', 'Write `true` where that is meant.'],
    ])
    expect(lint(model(['@@policy("read", rule: "id == 1 && id == 2")'])).map(({ hint }) => hint)).toEqual(['Say what was meant, or leave the part out.'])
    expect(told(model([]), {}, { policies: { M: { read: ['1 == 1', '1 == 1', '1 == 2'], deny: { read: '1 == 1' } } } })).toEqual(['ssot.config.ts The rule `1 == 1` of M is always true.', 'ssot.config.ts The rule `1 == 2` of M is always false.', 'ssot.config.ts The denial `1 == 1` of M is always true.'])
  })

  it('tells of rules that ask the database about each change of a live model', () => {
    const live = (rules: readonly string[]): readonly unknown[] => lint(model(['@@realtime', ...rules], 'otherId Int', 'other Other @relation(fields: [otherId], references: [id])') + `${READ}model Other {\n  id Int @id\n  ms M[]\n}\n`).map(({ message, line, hint }) => [line, message, hint])
    const hint = 'A rule over the record’s own fields is decided in memory. Keep what decides in a field of the record where there are many changes.'
    const asks = (title: string): string => `${title} of M looks at other records, and M is live: each of its changes asks the database who may see it.`
    expect(live(['@@policy("read", rule: "id > 2 && (id > 1 || other.id > 1)")', '@@policy("read", rule: "can(\'read\', other)")', '@@deny("read", rule: "other.id > 3")', '@@policy("update", rule: "other.id > 1")', '@@policy("read", rule: "id > 1")'])).toEqual([
      [2, asks('The rule `id > 2 && (id > 1 || other.id > 1)`'), hint],
      [3, asks("The rule `can('read', other)`"), hint],
      [4, asks('The denial `other.id > 3`'), hint],
    ])
    expect(told(model(['@@policy("read", rule: "other.id > 1")'], 'otherId Int', 'other Other @relation(fields: [otherId], references: [id])') + `${READ}model Other {\n  id Int @id\n  ms M[]\n}\n`)).toEqual([])
  })
})

describe('given columns that rules look up', () => {
  const SCHEMA = `model Other {\n  id Int @id\n  mId Int\n  m M @relation(fields: [mId], references: [id])\n}\nmodel Tag {\n  id Int @id\n  ms M[]\n}\n`
  const rule = (...texts: readonly string[]): string => model(texts.map((text) => `@@policy("read", rule: "${text}", name: "n")`), 'a String', 'b String', 'otherId Int?', 'one Other? @relation("one", fields: [otherId], references: [id])', 'others Other[]', 'tags Tag[]') + `${READ}${SCHEMA.replace('model Tag', `${READ}model Tag`).replace('  mId Int\n', '  mId Int\n  ones M[] @relation("one")\n')}`
  const missing = (text: string | readonly string[], indexes: Indexes = {}): readonly string[] => told(rule(...[text].flat()), indexes)
  const on = (name: string, fields: string, line = 1): string => `schema.prisma:${line} Rules look ${name} up by ${fields}, and no index is for that: each read walks the whole table.`

  it.each<[string, Indexes, readonly string[]]>([
    ['a == auth.role', {}, [on('M', 'a')]],
    ['a == auth.role', { M: [['a']] }, []],
    ['a == auth.role', { M: [['a', 'b']] }, []],
    ['a == auth.role', { M: [['b', 'a']], Other: [['a']] }, [on('M', 'a')]],
    ['a == auth.role', { M: [['b'], ['a']] }, []],
    ['a in auth.orgs', {}, [on('M', 'a')]],
    ['!(a in auth.orgs)', {}, []],
    ['a != auth.role', {}, []],
    ['a > auth.role', {}, []],
    ["a == 'x'", {}, []],
    ['a == auth.role && b == auth.role', {}, [on('M', 'a'), on('M', 'b')]],
    ['a == auth.role && b == auth.role', { M: [['b']] }, []],
    ["a == 'x' && b == auth.role", {}, [on('M', 'b')]],
    ['a == auth.role || b == auth.role', {}, [on('M', 'a'), on('M', 'b')]],
    ['a == auth.role || b == auth.role', { M: [['b']] }, [on('M', 'a')]],
    ['a == auth.role || b == auth.role', { M: [['b'], ['a']] }, []],
    ["(a == auth.role || b == 'x') && b == auth.role", { M: [['a']] }, [on('M', 'b')]],
    ['(a == auth.role || b == auth.role) && otherId == 4', { M: [['a']] }, [on('M', 'b')]],
    ["b == auth.role && (a == auth.role || a == auth.orgId)", { M: [['a']] }, []],
    ['others.exists(o, o.id == 1)', {}, [on('Other', 'mId')]],
    ['others.exists(o, o.id == 1)', { Other: [['mId']] }, []],
    ['others.exists(o, a == auth.role)', { Other: [['mId']] }, []],
    ['a == auth.role && others.exists(o, o.id == 1)', { Other: [['mId']] }, [on('M', 'a')]],
    ['one.id == 1', {}, []],
    ['tags.exists(t, t.id == 1)', {}, []],
    ['auth.orgs.exists(o, o == a)', {}, [on('M', 'a')]],
    ['others.exists(o, a in auth.orgs)', { Other: [['mId']] }, []],
    ['authenticated', {}, []],
  ])('tells of %s, with indexes %o', (text, indexes, expected) => expect(missing(text, indexes)).toEqual(expected))

  it('tells of each once, of tenants too, and what to do', () => {
    expect(missing(['a == auth.role', 'a == auth.orgId', 'b == auth.role'])).toEqual([on('M', 'a'), on('M', 'b', 3)])
    expect(lint(model(['@@tenant("orgId")', '@@policy("read", rule: "id > 1")'], 'orgId String'))).toEqual([{ ...WARNING, file: 'M.orgId', message: 'Rules look M up by orgId, and no index is for that: each read walks the whole table.', hint: 'Add `@@index([orgId])` to M.' }])
    expect(told(model(['@@deny("read", rule: "a == auth.role")', '@@policy("update", rule: "a == auth.role")', '@@policy("read", rule: "id > 1")'], 'a String'))).toEqual([])
    expect(lint(`${READ}model A {\n  x Int\n  y Int\n  id Int\n  bs B[]\n  @@id([x, y])\n}\n/// @@policy("read", rule: "a.id == 1")\nmodel B {\n  id Int @id\n  x Int\n  y Int\n  a A @relation(fields: [x, y], references: [x, y])\n}\n`.replace('"id > 1"', '"bs.exists(b, b.id == 1)"')).map(({ message, hint }) => [message, hint])).toEqual([['Rules look B up by x, y, and no index is for that: each read walks the whole table.', 'Add `@@index([x, y])` to B.']])
  })
})

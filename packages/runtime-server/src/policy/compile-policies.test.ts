import { parseExpr, type Expr } from '@ssot/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { compilePolicies, liveRule } from './compile-policies.ts'
import type { ServerSet } from './model-policy.ts'
import { buildHouse, fieldOf, modelIn, policyIn, shownSet, type Building, type House } from './policy-fixture.ts'
import { showExpr } from './rules/show-expr.ts'
import { showRule } from './rules/show-rule.ts'

const SCHEMA = `/// @@policy("read", rule: "published || isOwner", name: "public or own")
/// @@policy(["read", "write", "read"], rule: "isOwner")
/// @@policy("*", rule: "auth.role == 'EDITOR'")
/// @@policy("update", rule: "!locked", check: "views >= before.views")
/// @@policy("create", rule: "published", check: "!published")
/// @@policy("update", check: "!published")
/// @@policy("history", rule: "isOwner")
/// @@deny("delete", rule: "locked")
/// @@deny(["update", "create"], rule: "locked", check: "views > 100")
/// @@policy(["read", "write"], rule: "isOwner", fields: ["notes", "views"])
/// @@deny("read", rule: "locked", fields: ["notes"])
/// @@policy("read", rule: "true", fields: ["gone"])
/// @@auth("JWT", "Key")
model Post {
  id Int @id @default(autoincrement())
  published Boolean
  locked Boolean @default(false)
  /// @policy("update", rule: "locked", check: "views < 9", name: "few")
  /// @policy("create", check: "views == 0")
  views Int
  notes String?
  /// @deny("write", rule: "published")
  title String
  /// @owner
  ownerId String?
  /// @set(create: "now()", update: "auth.id")
  by String?
  /// @set(update: "'x'")
  mark String?
}

/// @@tenant("orgId", from: "auth.orgIds")
model Room {
  id Int @id
  orgId String
}

/// @@policy("read", rule: { id: { gt: 3 } })
/// @@tenant("teamId")
model Desk {
  id Int @id
  teamId Int
  deletedAt DateTime?
}
`

const BUILDING: Building = {
  claims: { role: 'string', orgIds: 'string[]', teamId: 'number' },
  policies: { Post: { read: ['views > 10', { title: 'a' }], delete: false, update: undefined, deny: { read: 'locked', write: true } } },
}

function shownPolicy(house: House, name: string): unknown {
  const { using, check, fields, tenancy, strategies, sets } = policyIn(house, name)
  const shownSets = (by: object): unknown => Object.fromEntries(Object.entries(by).map(([action, set]) => [action, shownSet(set)]))
  return {
    using: shownSets(using),
    check: shownSet(check),
    fields: Object.fromEntries([...fields].map(([field, { using: own, check: after }]) => [field, { ...Object(shownSets(own)), ...(after && { check: shownSet(after) }) }])),
    tenancy: tenancy && { field: tenancy.field.name, rule: showRule(tenancy.rule), isList: tenancy.isList },
    strategies,
    sets: sets.map(shownServerSet),
  }
}

function shownServerSet({ field, by, create, update, ...rest }: ServerSet): unknown {
  const shown = (expr: Expr | undefined): string => (expr ? showExpr(expr) : '-')
  return [field.name, by, shown(create), shown(update), ...Object.keys(rest)]
}

const NOTHING = { using: { read: [], create: [], update: [], delete: [], history: [] }, check: [], fields: {}, tenancy: null, strategies: null, sets: [] }

describe('given rules of the schema and of the configuration', () => {
  let house: House
  beforeEach(() => { house = buildHouse(SCHEMA, BUILDING) })

  it('finds no fault in them', () => expect(house.findings).toEqual([]))

  it('adds them up by action, and takes for each the part that judges it', () => {
    expect(shownPolicy(house, 'Post')).toEqual({
      using: {
        read: [
          'allow schema.prisma:1 public or own = published || isOwner → published || ownerId == auth.id',
          'allow schema.prisma:2 isOwner → ownerId == auth.id',
          'allow schema.prisma:3 auth.role == \'EDITOR\' → auth.role == "EDITOR"',
          'allow ssot.config.ts:- views > 10 → views > 10',
          'allow ssot.config.ts:- {"title":"a"} → title == "a"',
          'deny ssot.config.ts:- locked → locked',
        ],
        create: [
          'allow schema.prisma:2 isOwner → ownerId == auth.id',
          'allow schema.prisma:3 auth.role == \'EDITOR\' → auth.role == "EDITOR"',
          'allow schema.prisma:5 !published → !published',
          'deny schema.prisma:9 views > 100 → views > 100',
          'deny ssot.config.ts:- true → true',
        ],
        update: [
          'allow schema.prisma:2 isOwner → ownerId == auth.id',
          'allow schema.prisma:3 auth.role == \'EDITOR\' → auth.role == "EDITOR"',
          'allow schema.prisma:4 !locked → !locked',
          'allow schema.prisma:6 !published → !published',
          'deny schema.prisma:9 locked → locked',
          'deny ssot.config.ts:- true → true',
        ],
        delete: ['allow schema.prisma:3 auth.role == \'EDITOR\' → auth.role == "EDITOR"', 'allow ssot.config.ts:- false → false', 'deny schema.prisma:8 locked → locked'],
        history: ['allow schema.prisma:7 isOwner → ownerId == auth.id'],
      },
      check: [
        'allow schema.prisma:2 isOwner → ownerId == auth.id',
        'allow schema.prisma:3 auth.role == \'EDITOR\' → auth.role == "EDITOR"',
        'allow schema.prisma:4 views >= before.views → views >= before.views',
        'allow schema.prisma:6 !published → !published',
        'deny schema.prisma:9 views > 100 → views > 100',
      ],
      fields: {
        notes: {
          read: ['allow schema.prisma:10 isOwner → ownerId == auth.id', 'deny schema.prisma:11 locked → locked'],
          create: ['allow schema.prisma:10 isOwner → ownerId == auth.id'],
          update: ['allow schema.prisma:10 isOwner → ownerId == auth.id'],
        },
        views: {
          read: ['allow schema.prisma:10 isOwner → ownerId == auth.id'],
          create: ['allow schema.prisma:10 isOwner → ownerId == auth.id', 'allow schema.prisma:19 views == 0 → views == 0'],
          update: ['allow schema.prisma:10 isOwner → ownerId == auth.id', 'allow schema.prisma:18 few = locked → locked'],
          check: ['allow schema.prisma:18 few = views < 9 → views < 9'],
        },
        title: { create: ['deny schema.prisma:22 published → published'], update: ['deny schema.prisma:22 published → published'] },
      },
      tenancy: null,
      strategies: ['jwt', 'key'],
      sets: [['ownerId', 'owner', 'auth.id', '-'], ['by', 'set', 'now()', 'auth.id'], ['mark', 'set', '-', '"x"']],
    })
  })

  it('limits models to a tenant, of one or of several', () => {
    expect(shownPolicy(house, 'Room')).toEqual({ ...NOTHING, tenancy: { field: 'orgId', rule: 'orgId in auth.orgIds', isList: true }, sets: [['orgId', 'tenant', '-', '-']] })
    expect(shownPolicy(house, 'Desk')).toEqual({
      ...NOTHING,
      using: { ...NOTHING.using, read: ['allow schema.prisma:38 {"id":{"gt":3}} → id > 3'] },
      tenancy: { field: 'teamId', rule: 'teamId == auth.teamId', isList: false },
      sets: [['teamId', 'tenant', 'auth.teamId', '-']],
    })
  })

  it('knows rows that were deleted by their model', () => {
    expect(['Post', 'Desk'].map((name) => liveRule(modelIn(house.registry, name)))).toEqual([null, { op: 'isNull', field: fieldOf(house.registry, 'Desk', 'deletedAt'), negated: false }])
  })

  it('takes no line where none is known', () => {
    const [rule] = policyIn(house, 'Post').using.delete.allow.slice(-1)
    expect(rule).toStrictEqual({ name: 'false', text: 'false', file: 'ssot.config.ts', kind: 'allow', rule: { op: 'const', value: false } })
  })

  it('says of the update of a field that it holds for its creation, where that has no rule of its own', () => {
    const { fields } = policyIn(buildHouse('model M {\n  id Int @id\n  /// @policy("update", rule: "id > 1")\n  a Int\n  /// @policy("create", rule: "id > 2")\n  b Int\n  /// @policy("read", rule: "id > 3")\n  c Int\n}\n'), 'M')
    expect([...fields].map(([name, { using, check }]) => [name, Object.entries(using).map(([action, set]) => `${action} ${shownSet(set).join()}`), check])).toEqual([
      ['a', ['update allow schema.prisma:3 id > 1 → id > 1', 'create allow schema.prisma:3 id > 1 → id > 1'], undefined],
      ['b', ['create allow schema.prisma:5 id > 2 → id > 2'], undefined],
      ['c', ['read allow schema.prisma:7 id > 3 → id > 3'], undefined],
    ])
  })

  it('tells who comes from where', () => {
    const of = (annotation: string): unknown => policyIn(buildHouse(`${annotation}\nmodel M {\n  id Int @id\n}\n`), 'M').strategies
    expect([of(''), of('/// @@auth("any")'), of('/// @@auth(["A", "b"])')]).toEqual([null, ['any'], ['a', 'b']])
  })

  it.each<[string, string, Building, unknown]>([
    ['a column of the principal’s model', 'auth.teams', { authModel: 'User' }, ['teamId in auth.teams', true]],
    ['blanks around it', ' auth.teams ', { authModel: 'User' }, ['teamId in auth.teams', true]],
    ['a claim that is one', 'auth.team', { claims: { team: 'number' } }, ['teamId == auth.team', false]],
    ['a sum', 'auth.team + 1', { claims: { team: 'number' } }, ['teamId == auth.team - -1', false]],
    ['a column that is called like what objects have', 'auth.constructor', { authModel: 'User' }, ['teamId == auth.constructor', false]],
    ['a claim, where the principal has a model', 'auth.team', { authModel: 'User', claims: { team: 'number' } }, ['teamId == auth.team', false]],
    ['a column that is one', 'auth.id', { authModel: 'User' }, ['teamId == auth.id', false]],
  ])('takes a tenant from %s', (_, from, building, expected) => {
    const house = buildHouse(`model User {\n  id Int @id\n  teams Int[]\n  constructor Int\n}\n/// @@tenant("teamId", from: "${from}")\nmodel M {\n  id Int @id\n  teamId Int\n}\n`, building)
    const { tenancy } = policyIn(house, 'M')
    expect([house.findings, tenancy && [showRule(tenancy.rule), tenancy.isList]]).toEqual([[], expected])
  })
})

const ERROR = { severity: 'error', code: 'SCHEMA.ANNOTATION', file: 'schema.prisma' }
const MODELS = `model Post {
  id Int @id
  title String
  views Int
  /// @set(create: "auth.id", update: "auth.id")
  by String?
  threadId Int?
  thread Thread? @relation("posts", fields: [threadId], references: [id])
  firsts Thread[] @relation("first")
  parentId Int?
  parent Post? @relation("tree", fields: [parentId], references: [id])
  children Post[] @relation("tree")
}
/// @@policy("read", rule: "id > 1")
model Thread {
  id Int @id
  posts Post[] @relation("posts")
  firstId Int?
  first Post? @relation("first", fields: [firstId], references: [id])
}
`
const withRules = (...lines: readonly string[]): string => [...lines.map((line) => `/// ${line}`), MODELS].join('\n')

describe('given rules that cannot hold', () => {
  it.each<[string, string, Building, readonly unknown[]]>([
    ['names what is not there', withRules('@@policy(["read", "write"], rule: "titel == \'a\'", name: "mine")'), {}, [{ ...ERROR, line: 1, message: 'The rule `mine` of Post names "titel", and Post has no such field or relation.', hint: 'Did you mean "title"?' }]],
    ['is in the configuration', MODELS, { policies: { Post: { read: { titel: 1 } } } }, [{ severity: 'error', code: 'CONFIG.INVALID', file: 'ssot.config.ts', message: 'The rule `{"titel":1}` of Post names "titel", and Post has no such field or relation.', hint: 'Did you mean "title"?' }]],
    ['reads the row before where none is', withRules('@@policy("update", rule: "views > before.views")'), {}, [{ ...ERROR, line: 1, message: 'The rule `views > before.views` of Post reads `before.views`: `before` exists only in the `check` of an update.' }]],
    ['names what is not there, as others do', withRules('@@policy("read", rule: "titel == \'a\'")', '@@policy("read", rule: "veiws == 1")'), {}, [
      { ...ERROR, line: 1, message: "The rule `titel == 'a'` of Post names \"titel\", and Post has no such field or relation.", hint: 'Did you mean "title"?' },
      { ...ERROR, line: 2, message: 'The rule `veiws == 1` of Post names "veiws", and Post has no such field or relation.', hint: 'Did you mean "views"?' },
    ]],
    ['reads the row before in what judges it as it was', withRules('@@policy("update", rule: "views < before.views", check: "views > before.views")'), {}, [{ ...ERROR, line: 1, message: 'The rule `views < before.views` of Post reads `before.views`: `before` exists only in the `check` of an update.' }]],
    ['is a tenant by the row before', `/// @@tenant("views", from: "before.views")\n${MODELS}`, {}, [{ ...ERROR, line: 1, message: 'The rule `@@tenant("views")` of Post reads `before.views`: `before` exists only in the `check` of an update.' }, { ...ERROR, line: 1, message: '@tenant of Post reads "before".', hint: 'What the server sets is made of `auth`, `now()` and values.' }]],
    ['hides the key', withRules('@@policy("write", rule: "true", fields: ["id"])', '@@policy("read", rule: "views > 1", fields: ["title", "id"])'), {}, [{ ...ERROR, line: 1, message: 'Post.id is part of the key, which addresses the record: it cannot have a read rule of its own.' }]],
    ['asks for its own verdict', withRules('@@policy("read", rule: "can(\'read\', parent)")'), {}, [{ ...ERROR, line: 1, message: 'The rule "can(\'read\', parent)" for read of Post asks, by way of can(…), for its own verdict.', hint: 'Write out what is meant for one of the models.' }]],
    ['asks for it by way of another, and from the configuration', withRules('@@deny("delete", rule: "can(\'update\', thread)")'), { policies: { Thread: { update: 'can("delete", first)', create: "can('delete', first)", read: 'can("read", first)' } } }, [
      { ...ERROR, line: 1, message: 'The rule "can(\'update\', thread)" for delete of Post asks, by way of can(…), for its own verdict.', hint: 'Write out what is meant for one of the models.' },
      { severity: 'error', code: 'SCHEMA.ANNOTATION', file: 'ssot.config.ts', message: 'The rule "can("delete", first)" for update of Thread asks, by way of can(…), for its own verdict.', hint: 'Write out what is meant for one of the models.' },
    ]],
    ['leads into a circle that it is not of', withRules('@@policy("read", rule: "can(\'read\', thread)")'), { policies: { Thread: { read: 'can("update", first)' }, Post: { update: 'can("update", thread)' } } }, []],
    ['leads through what has no policy of its own twice', withRules('@@policy("read", rule: "can(\'read\', thread) && can(\'read\', thread)")'), {}, []],
    ['is for models that are not there', MODELS, { policies: { Pots: {}, Nothing: {} } }, [
      { severity: 'error', code: 'CONFIG.INVALID', file: 'ssot.config.ts', message: '`policies.Pots` is for no model of the schema.', hint: 'Did you mean "Post"?' },
      { severity: 'error', code: 'CONFIG.INVALID', file: 'ssot.config.ts', message: '`policies.Nothing` is for no model of the schema.' },
    ]],
    ['sets a field from the row', MODELS.replace('create: "auth.id"', 'create: "views"'), {}, [{ ...ERROR, line: 5, message: '@set of Post reads "views".', hint: 'What the server sets is made of `auth`, `now()` and values.' }]],
    ['sets a field by a function that is none of it', MODELS.replace('update: "auth.id"', 'update: "can(\'read\', auth.id)"'), {}, [{ ...ERROR, line: 5, message: '@set of Post reads "can".', hint: 'What the server sets is made of `auth`, `now()` and values.' }]],
    ['sets a field by what it may', MODELS.replace('update: "auth.id"', 'update: "size(auth.orgs) > 1 && auth.orgs.exists(o, o == auth.id) ? now() : \'x\'"'), {}, []],
    ['sets a field by no expression', MODELS.replace('update: "auth.id"', 'update: "auth.id +"'), {}, [{ ...ERROR, line: 5, message: '@set of Post: at character 10 of "auth.id +", The expression ends too early.' }]],
    ['is a tenant by what is not known', `/// @@tenant("views")\n${MODELS}`, {}, [{ ...ERROR, line: 1, message: 'The rule `@@tenant("views")` of Post reads `auth.views`, which is not known.', hint: "Declare it: `auth: { claims: { views: 'string' } }`. Known are id." }]],
  ])('tells where one %s', (_, schema, building, expected) => expect(buildHouse(schema, building).findings).toStrictEqual(expected))

  it('compiles none of them, and the others', () => {
    const house = buildHouse(withRules('@@policy("read", rule: "titel == 1")', '@@policy("read", rule: "views == 1")', '@@tenant("views")'))
    expect([shownSet(policyIn(house, 'Post').using.read), policyIn(house, 'Post').tenancy]).toEqual([['allow schema.prisma:2 views == 1 → views == 1'], null])
  })
})

describe('given a rule that reads the time', () => {
  const reads = (schema: string, building: Building = {}): boolean => buildHouse(schema, building).policies.readsNow
  const model = (line: string): string => `/// ${line}\nmodel M {\n  id Int @id\n  at DateTime\n  by DateTime?\n}\n`
  const claims = { until: 'string', orgs: 'string[]' } as const

  it.each<[string, boolean]>([
    ['@@policy("read", rule: "at < now()")', true],
    ['@@deny("delete", rule: "at < now ( )")', true],
    ['@@policy("update", rule: "true", check: "id > 1 && (id > 2 || at < now())")', true],
    ['@@policy("update", rule: "true", check: "at < now()", fields: ["id"])', true],
    ['@@policy("create", rule: "now() < auth.until", fields: ["id"])', true],
    ['@@tenant("by", from: "now()")', true],
    ['@@policy("read", rule: "auth.until == \'now()\'")', false],
    ['@@policy("read", rule: "size(auth.orgs) > 1")', false],
    ['@@policy("read", rule: "true")', false],
  ])('knows it of %s', (line, expected) => expect(reads(model(line), { claims })).toBe(expected))

  it.each([['create: "now()"', true], ['update: "now()"', true], ['create: "auth.id"', false]])('knows it of what the server sets: %s', (set, expected) => {
    expect(reads(`model M {\n  id Int @id\n  /// @set(${set})\n  at DateTime?\n}\n`)).toBe(expected)
  })
})

describe('given who crosses tenants', () => {
  it('keeps it as it was said', () => {
    const parsed = parseExpr('auth.id == 1')
    const said = parsed.ok ? parsed.expr : false
    expect([true, false, said].map((crossTenant) => compilePolicies(buildHouse('').registry, { crossTenant }).policies)).toEqual([true, false, said].map((crossTenant) => ({ models: new Map(), crossTenant, readsNow: false })))
  })
})

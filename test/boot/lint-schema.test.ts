import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { registryOf } from '../../packages/runtime-server/src/boot/build-runtime.ts'
import { lintSchema } from '../../packages/runtime-server/src/boot/lint-schema.ts'
import { loadSources } from '../../packages/runtime-server/src/boot/load-sources.ts'
import type { SsotConfig } from '@ssot/runtime-server'

const HEAD = 'datasource db {\n  provider = "sqlite"\n}\n'

/** The warnings of models, from the fourth line of a schema on, by line. */
async function lintsOf(models: string, config: SsotConfig = {}): Promise<readonly (readonly [line: number | undefined, message: string])[]> {
  const sources = await loadSources({ schema: `${HEAD}${models}`, config: { authenticate: () => null, ...config }, cwd: tmpdir(), environment: {} })
  if (!sources.schema) throw new Error(JSON.stringify(sources.findings))
  const built = registryOf(sources, sources.schema)
  expect([...sources.findings, ...built.findings]).toEqual([])
  const findings = lintSchema(built, sources.schema)
  for (const finding of findings) expect(finding).toMatchObject({ severity: 'warning', code: expect.stringMatching(/^SCHEMA\.(POLICY|ANNOTATION)$/), file: expect.any(String), hint: expect.any(String) })
  return findings.map(({ line, message }) => [line, message])
}

const USER = `/// @@policy("read", rule: "authenticated")
/// @@policy("create", rule: "authenticated")
model User {
  id Int @id
`

interface Case {
  readonly it: string
  readonly models: string
  readonly config?: SsotConfig
  readonly warns: readonly (readonly [line: number | undefined, message: string])[]
}

const CASES: readonly Case[] = [
  { it: 'finds nothing in rules that let some in', models: `${USER}}`, warns: [] },
  { it: 'says once that there are no rules', models: 'model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}', warns: [[4, 'No model has a rule that lets anybody read it: administrators alone see records.']] },
  { it: 'says which model nobody reads', models: `${USER}}\nmodel Log {\n  id Int @id\n}`, warns: [[9, 'Nobody but an administrator can read Log: no rule allows it.']] },
  { it: 'takes a rule that is false for none', models: `${USER}}\n/// @@policy("read", rule: "false")\nmodel Log {\n  id Int @id\n}`, warns: [[10, 'Nobody but an administrator can read Log: no rule allows it.']] },
  { it: 'leaves a model alone that has no API', models: `${USER}}\n/// @@hidden\nmodel Log {\n  id Int @id\n}`, warns: [] },
  { it: 'says what everybody may do', models: `${USER}}\n/// @@policy(["read", "delete"], rule: "true")\nmodel Page {\n  id Int @id\n}`, warns: [[9, 'Everybody can read, delete every Page, signed in or not.']] },
  { it: 'takes a rule with a name for meant', models: `${USER}}\n/// @@policy("read", rule: "true", name: "public")\nmodel Page {\n  id Int @id\n}`, warns: [] },
  { it: 'leaves alone what everybody may read of some rows', models: `${USER}}\n/// @@policy("read", rule: "shown")\nmodel Page {\n  id Int @id\n  shown Boolean\n}`, warns: [] },
  { it: 'says which rule is always the same', models: `${USER}}\n/// @@policy("read", rule: "1 == 1", name: "odd")\n/// @@policy("update", rule: "1 > 2")\nmodel Page {\n  id Int @id\n}`, warns: [[9, 'The rule `1 == 1` of Page is always true.'], [10, 'The rule `1 > 2` of Page is always false.']] },
  { it: 'says which denial denies nothing', models: `${USER}  /// @@deny("delete", rule: "false")\n}`, warns: [[8, 'The denial `false` of User denies nothing: it never holds.']] },
  { it: 'leaves a denial of everything alone', models: `${USER}  /// @@deny("delete", rule: "true")\n}`, warns: [] },
  { it: 'says which part holds for every record', models: `${USER}  flag Boolean @default(true)\n  /// @@policy("update", rule: "isAdmin && (flag || !flag)")\n}`, warns: [[9, expect.stringMatching(/^The rule `isAdmin && \(flag \|\| !flag\)` of User: `.+` holds for every record\.$/)]] },
  { it: 'says which part holds for none', models: `${USER}  kind String @default("a")\n  /// @@policy("update", rule: "kind == 'a' && kind == 'b'")\n  /// @@policy("delete", rule: "kind == 'a' && kind != 'a'")\n}`, warns: [[9, expect.stringContaining('holds for no record')], [10, expect.stringContaining('holds for no record')]] },
  { it: 'takes what reads `auth` for no opposite of itself', models: `${USER}  /// @@policy("update", rule: "id == auth.id || id != auth.id")\n}`, warns: [] },
  { it: 'says which telling field everybody reads', models: '/// @@policy("read", rule: "true", name: "public")\nmodel User {\n  id Int @id\n  homeAddress String\n  /// @policy("read", rule: "authenticated")\n  email String?\n  phone String? /// @hidden\n  mobile String? /// @policy("read", rule: "true", name: "public")\n  apiKey String? /// @expose\n}', warns: [[7, 'Everybody who is not signed in can read User.homeAddress of the records that are public.'], [12, 'Everybody who is not signed in can read User.apiKey of the records that are public.']] },
  { it: 'leaves telling fields alone of a model that is not public', models: `${USER}  email String?\n}`, warns: [] },
  { it: 'says which column of a rule has no index', models: `${USER}  ownerId Int?\n  /// @@policy("read", rule: "ownerId == auth.id")\n}`, warns: [[9, 'Rules look User up by ownerId, and no index is for that: each read walks the whole table.']] },
  { it: 'is content with an index that begins with it', models: `${USER}  ownerId Int?\n  /// @@policy("read", rule: "ownerId == auth.id")\n  @@index([ownerId, id])\n}`, warns: [] },
  { it: 'is content with one index for all that is asked together', models: `${USER}  ownerId Int?\n  teamId Int?\n  /// @@policy("read", rule: "ownerId == auth.id && teamId == auth.id")\n  @@index([ownerId])\n}`, warns: [] },
  { it: 'asks for one for each of what is asked by turns', models: `${USER}  ownerId Int?\n  teamId Int?\n  /// @@policy("read", rule: "ownerId == auth.id || teamId == auth.id")\n  @@index([ownerId])\n}`, warns: [[10, 'Rules look User up by teamId, and no index is for that: each read walks the whole table.']] },
  { it: 'asks for one where the records at the other end are found', models: '/// @@policy("read", rule: "members.exists(m, m.personId == auth.id)")\nmodel Team {\n  id Int @id\n  members Member[]\n}\n/// @@policy("read", rule: "authenticated")\nmodel Member {\n  id Int @id\n  personId Int\n  teamId Int\n  team Team @relation(fields: [teamId], references: [id])\n}', warns: [[4, 'Rules look Member up by teamId, and no index is for that: each read walks the whole table.']] },
  { it: 'asks for one for the column of a tenant', models: `${USER}  orgId Int\n  /// @@tenant("orgId")\n}`, config: { auth: { claims: { orgId: 'number' } } }, warns: [[8, 'Rules look User up by orgId, and no index is for that: each read walks the whole table.']] },
  { it: 'says which rule of a live model asks the database again', models: '/// @@policy("read", rule: "boss == null || can(\'read\', boss)")\n/// @@realtime(subscribe: ["list"], broadcast: ["created"])\nmodel Task {\n  id Int @id\n  bossId Int? @unique\n  boss Boss? @relation(fields: [bossId], references: [id])\n}\n/// @@policy("read", rule: "authenticated")\nmodel Boss {\n  id Int @id\n  task Task?\n}', warns: [[4, expect.stringContaining('looks at other records, and Task is live')]] },
  { it: 'says where a field that nobody can set is in the way of a create', models: `${USER}  stamp String /// @readOnly\n}`, warns: [[6, 'No User can be created through the API. Nobody can set "stamp", which is required and has no default.']] },
  { it: 'says where a rule keeps everybody from a field that a create needs', models: `${USER}  stamp String /// @policy("create", rule: "false")\n}`, warns: [[8, 'Nobody but an administrator can create a User: stamp is required, and no rule lets anybody set it.']] },
  { it: 'says which default could not be sent', models: `${USER}  low Int @default(0) /// @validate(min: 1)\n  high Int @default(5) /// @validate(max: 5)\n  name String @default("A B") /// @validate(regex: "^[a-z]+$", message: "Small letters.")\n}`, warns: [[8, 'The default of User.low is not what @validate asks for: it must be at least 1.'], [10, 'The default of User.name is not what @validate asks for: Small letters.']] },
  { it: 'reads rules of the configuration', models: 'model Page {\n  id Int @id\n}', config: { policies: { Page: { read: true } } }, warns: [[undefined, 'Everybody can read every Page, signed in or not.']] },
]

describe('given a schema without faults', () => {
  it.each(CASES)('$it', async ({ models, config, warns }) => {
    expect(await lintsOf(models, config)).toEqual(warns)
  })
})

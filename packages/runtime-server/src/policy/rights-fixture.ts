import type { Where } from '../request/query.ts'
import { adminOf, buildHouse, userOf, type House } from './policy-fixture.ts'
import { ANONYMOUS, DEVELOPMENT_ADMIN, type Principal } from './principal.ts'
import type { Rights } from './rights.ts'
import { shown } from './rules/rules-fixture.ts'

/** Rules of every kind. */
export const SCHEMA = `
/// @@policy("read", rule: "published || isOwner")
/// @@policy(["create", "update"], rule: "isOwner")
/// @@policy("update", rule: "auth.role == 'EDITOR'", check: "views >= before.views")
/// @@deny("update", rule: "locked")
/// @@policy("delete", rule: "auth.role == 'EDITOR'")
/// @@policy("history", rule: "auth.role == 'EDITOR' && locked")
model Post {
  id Int @id
  published Boolean
  locked Boolean
  views Int
  ownerId String? /// @owner
  /// @policy("read", rule: "isOwner")
  /// @policy("update", rule: "locked", check: "views < 9 && score != before.score")
  score Int?
  /// @deny("write", rule: "auth.role == 'INTERN'")
  note String?
  /// @policy("read", rule: "auth.role == 'EDITOR'")
  remark String?
  /// @computed("score + views")
  sum Int?
  tags Tag[] /// @link
  labels Label[]
}
model Tag {
  id Int @id
  posts Post[]
}
/// @@policy("update", rule: "id > 1")
model Label {
  id Int @id
  posts Post[]
}
/// @@tenant("orgId", from: "auth.orgIds")
/// @@policy("*", rule: "true")
model Room {
  id Int @id
  orgId String
}
/// @@tenant("teamId")
/// @@policy(["read", "update"], rule: "open")
model Desk {
  id Int @id
  open Boolean
  teamId Int
}
/// @@policy("read", rule: "true")
/// @@policy("delete", rule: "by == auth.id")
model Page {
  id Int @id
  by String
  deletedAt DateTime?
  lines Line[]
}
/// @@policy("read", rule: "can('read', page) || text == 'kept'")
/// @@policy("update", rule: "can('update', page)")
/// @@policy("delete", rule: "!can('update', page)")
/// @@policy("create", rule: "can('read', page) && !can('delete', page)")
model Line {
  id Int @id
  text String
  pageId Int
  page Page @relation(fields: [pageId], references: [id])
}
model Vault {
  id Int @id
}
/// @@hidden
/// @@policy("*", rule: "true")
model Ghost {
  id Int @id
}
/// @@policy("*", rule: "true")
/// @@policy("history", rule: "true")
view Totals {
  id Int @id
}
/// @@auth("JWT")
/// @@policy("*", rule: "true")
model Realm {
  id Int @id
}
/// @@auth("any")
/// @@policy("*", rule: "true")
model Lobby {
  id Int @id
}
`

/** The house of those rules. */
export function openHouse(): House {
  return buildHouse(SCHEMA, { claims: { role: 'string', orgIds: 'string[]', teamId: 'number', top: 'boolean' }, crossTenant: { t: 'ref', path: ['auth', 'top'] } })
}

/** Who comes to it. */
export const EVERYBODY = {
  nobody: ANONYMOUS,
  ann: userOf('ann', { teamId: 7, orgIds: ['x', 'y'] }),
  ed: userOf('ed', { role: 'EDITOR', orgIds: [] }, { strategy: 'jwt' }),
  intern: userOf('in', { role: 'INTERN' }, { strategy: 'JWT' }),
  root: adminOf('root', { teamId: 1 }),
  top: adminOf(null, { top: true }, { strategy: 'Key' }),
  dev: DEVELOPMENT_ADMIN,
} as const satisfies Readonly<Record<string, Principal>>

/** One of them. */
export type Who = keyof typeof EVERYBODY

/** What one of them may do in it. */
export function rightsIn(house: House, who: Who): Rights {
  return house.rightsOf(EVERYBODY[who])
}

/** A condition as text. */
export function said(where: Where | null): string {
  return where === null ? 'every row' : shown(where)
}

/** That somebody owns a post. */
export function ownedBy(id: string): string {
  return `(not ownerId is null and ownerId equals! "${id}")`
}

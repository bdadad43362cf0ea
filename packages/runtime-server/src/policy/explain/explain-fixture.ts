import type { Explanation, Row } from '@ssot/contract'
import { buildHouse, fieldOf, modelIn, type House } from '../policy-fixture.ts'
import type { Principal } from '../principal.ts'
import type { RuleAction } from '../rules/rule.ts'
import { matchWhere } from '../rules/match-where.ts'
import { ask } from './ask.ts'
import { conclude } from './conclude.ts'

/** Rules of every kind, of which each step of an explanation comes. */
export const SCHEMA = `/// @@policy("read", rule: "published || isOwner", name: "public or own")
/// @@policy("read", rule: "auth.role == 'EDITOR'")
/// @@policy("update", rule: "isOwner", check: "views >= before.views", name: "owner")
/// @@policy("update", rule: "auth.rank > 3 && auth.orgs.exists(o, o == title)")
/// @@policy("delete", rule: "false")
/// @@policy("history", rule: "isOwner")
/// @@policy("create", rule: "isOwner", check: "!published")
/// @@deny("update", rule: "locked", check: "views > 100")
model Post {
  id Int @id
  title String
  published Boolean
  locked Boolean?
  /// @policy("read", rule: "isOwner")
  /// @deny("write", rule: "locked")
  views Int
  /// @owner
  ownerId String?
  /// @computed("views + 1")
  next Int?
  /// @immutable
  kind String
  /// @readOnly
  seal String @default("x")
  /// @set(create: "auth.id")
  maker String?
  /// @hidden
  pin String?
  /// @writeOnly
  motto String?
  password String?
  createdAt DateTime @default(now())
  tags Tag[]
}
/// @@auth("JWT", "Key")
/// @@policy("*", rule: "true")
model Realm {
  id Int @id
}
/// @@policy("*", rule: "true")
/// @@hidden
model Ghost {
  id Int @id
}
/// @@softDelete
/// @@policy(["read", "delete", "update"], rule: "id > 1")
model Page {
  id Int @id
  deletedAt DateTime?
}
/// @@policy("read", rule: "true")
/// @@deny("read", rule: "auth.level < min")
/// @@deny("read", rule: "min < 0")
model Doc {
  id Int @id
  min Int?
}
/// @@tenant("orgId", from: "auth.orgs")
/// @@policy("*", rule: "true")
model Room {
  id Int @id
  orgId String
}
/// @@policy("*", rule: "true")
view Total {
  id Int @id
}
/// @@policy("*", rule: "true")
model Stuck {
  id Int @id
  a Int /// @readOnly
}
/// @@policy("read", rule: "posts.exists(p, p.ownerId == auth.id)")
model Tag {
  id Int @id
  posts Post[]
}
model Vault {
  id Int @id
  a Int? /// @policy("update", rule: "auth.role == 'EDITOR'")
  b Int? /// @policy("create", rule: "auth.role == 'EDITOR'")
}
/// @@policy("*", rule: "true")
model Plain {
  id Int @id
  a Int? /// @deny("update", rule: "a > 1")
  b Int? /// @policy("update", rule: "b > 1")
}
`

/** The house of those rules. */
export function openHouse(): House {
  return buildHouse(SCHEMA, { claims: { role: 'string', rank: 'number', orgs: 'string[]', level: 'number' }, policies: { Vault: { delete: 'false' } } })
}

/** A question in words: `update Post`, `read Post.views`. */
export type Words = `${RuleAction} ${string}`

const ACTIONS: readonly RuleAction[] = ['read', 'create', 'update', 'delete', 'history']

/** What is said to a question of a record, of none that was named (null), or of one that is not there (undefined). */
export function explained(principal: Principal, words: Words, row: Row | null | undefined): Explanation {
  const [verb = '', what = ''] = words.split(' ')
  const [name = '', field] = what.split('.')
  const action = ACTIONS.find((one) => one === verb) ?? 'read'
  const house = openHouse()
  const rights = house.rightsOf(principal)
  const question = { model: modelIn(house.registry, name), action, field: field === undefined ? undefined : fieldOf(house.registry, name, field), hasRecord: row !== null }
  return conclude(rights, ask(rights, question), row && ((where) => matchWhere(where, row, { relationOf: () => [] }) === true))
}

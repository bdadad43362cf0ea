// The fixture of the attack cases, and a model whose rows have a tenant, a deletion that keeps them, a history and values made of others.
import { STD_TABLES } from '../../attack/seed-std.ts'
import { stdSchema, type DatabaseName } from '../../attack/std-schema.ts'

/** Every table of the twins, children last. */
export const TWIN_TABLES = [...STD_TABLES, 'Note'] as const

/** Models of which changes are kept. */
export const AUDITED: readonly string[] = ['Note']

const NOTE = `
/// @@tenant("spaceId", from: "auth.space")
/// @@softDelete
/// @@audit
/// @@policy("read", rule: "!isSecret || isOwner")
/// @@policy(["create", "update", "delete"], rule: "isOwner")
/// @@policy("history", rule: "!isSecret")
model Note {
  id        Int       @id @default(autoincrement())
  text      String
  /// @policy("read", rule: "isOwner")
  memo      String?
  /// @computed("text + '!'")
  loud      String?
  /// @computed("memo == null ? text : memo")
  shown     String?
  isSecret  Boolean   @default(false)
  spaceId   Int
  /// @owner
  authorId  Int?
  post      Post?     @relation(fields: [postId], references: [id])
  postId    Int?
  deletedAt DateTime?
}
`

/** The schema of the twins for a database. */
export function twinSchema(database: DatabaseName): string {
  return `${stdSchema(database).replace('  comments  Comment[]\n', '  comments  Comment[]\n  notes     Note[]\n')}${NOTE}`
}

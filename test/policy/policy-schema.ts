import type { SsotConfig } from '@ssot/runtime-server'

/** A publishing house whose rules are of every kind; the models after `Bulletin` each show one of them. */
export function policySchema(provider: 'sqlite' | 'postgresql'): string {
  return `datasource db {\n  provider = "${provider}"\n}\n${PRESS}${PECULIAR}`
}

/** Rules beside the schema's, as text and in Prisma's shape. */
export const POLICIES = {
  Bulletin: {
    read: ['published', { OR: [{ ownerId: { _auth: 'id' } }, { teamId: { in: { _auth: 'teamIds' } } }] }],
    create: true,
    update: { AND: [{ ownerId: { equals: { _auth: 'id' } } }, { NOT: { topic: 'FROZEN' } }] },
    delete: false,
    deny: { read: { topic: 'SECRET' } },
  },
  Post: { deny: { update: "title == 'Unchangeable'" } },
} satisfies SsotConfig['policies']

const PRESS = `
enum Role {
  MEMBER
  EDITOR
  ADMIN
}

enum Status {
  DRAFT
  OPEN
  CLOSED
}

/// @@policy("read", rule: "true")
model Org {
  id    Int    @id
  name  String @unique
  users User[]
  tasks Task[]
}

/// @@policy("read", rule: "orgId == auth.orgId || id == auth.id")
/// @@policy("update", rule: "id == auth.id")
model User {
  id       Int       @id
  name     String
  email    String    @unique
  /// @policy("write", rule: "isAdmin")
  role     Role      @default(MEMBER)
  /// @policy("read", rule: "id == auth.id")
  salary   Int?
  /// @hidden
  pin      String    @default("0000")
  /// @writeOnly
  motto    String?
  orgId    Int?
  org      Org?      @relation(fields: [orgId], references: [id])
  posts    Post[]
  comments Comment[]
  members  Member[]
  blocks   Block[]
  assigned Task[]
}

/// @@policy("read", rule: "published || isOwner", name: "public or own")
/// @@policy("read", rule: "members.exists(m, m.userId == auth.id)", name: "member")
/// @@policy("create", rule: "authenticated && status == 'DRAFT'")
/// @@policy("update", rule: "isOwner || members.exists(m, m.userId == auth.id && m.canEdit)")
/// @@policy("delete", rule: "isOwner")
/// @@deny(["update", "delete"], rule: "locked")
model Post {
  id        Int       @id @default(autoincrement())
  title     String
  code      String?   @unique
  status    Status    @default(DRAFT)
  published Boolean   @default(false)
  locked    Boolean   @default(false)
  views     Int       @default(0)
  /// @policy("read", rule: "isOwner")
  score     Int?
  /// @policy("read", rule: "auth.role == 'EDITOR'")
  remark    String?
  /// @policy("update", rule: "auth.role == 'EDITOR'")
  rank      Int       @default(0)
  /// @owner
  ownerId   Int?
  owner     User?     @relation(fields: [ownerId], references: [id])
  members   Member[]
  comments  Comment[]
  /// @link
  tags      Tag[]
  labels    Label[]
}

/// Nobody reads these; rules do.
model Member {
  id      Int     @id
  canEdit Boolean @default(false)
  postId  Int
  post    Post    @relation(fields: [postId], references: [id], onDelete: Cascade)
  userId  Int
  user    User    @relation(fields: [userId], references: [id])
}

/// @@policy("read", rule: "can('read', post) && !internal")
/// @@policy("read", rule: "authorId == auth.id")
/// @@policy("create", rule: "authenticated && can('read', post)")
/// @@policy(["update", "delete"], rule: "authorId == auth.id")
model Comment {
  id       Int     @id @default(autoincrement())
  text     String
  internal Boolean @default(false)
  postId   Int
  post     Post    @relation(fields: [postId], references: [id], onDelete: Cascade)
  /// @owner
  authorId Int?
  author   User?   @relation(fields: [authorId], references: [id])
}

/// @@policy("read", rule: "name != 'hush'")
/// @@policy("create", rule: "authenticated")
/// @@policy("update", rule: "auth.role == 'EDITOR'")
model Tag {
  name  String @id
  posts Post[]
}

/// @@policy("read", rule: "!secret")
/// @@policy("update", rule: "!fixed")
model Label {
  name   String  @id
  fixed  Boolean @default(false)
  secret Boolean @default(false)
  posts  Post[]
}

/// @@policy("read", rule: "orgId == auth.orgId")
/// @@policy("create", rule: "orgId == auth.orgId && steps.exists(s, s.text != '')")
/// @@policy("update", rule: "assigneeId == auth.id")
/// @@policy("delete", rule: "status == 'DRAFT'")
model Task {
  id         Int     @id @default(autoincrement())
  title      String
  status     Status  @default(DRAFT)
  orgId      Int
  org        Org     @relation(fields: [orgId], references: [id])
  assigneeId Int?
  assignee   User?   @relation(fields: [assigneeId], references: [id])
  steps      Step[]
}

/// @@policy("*", rule: "true")
model Step {
  id     Int     @id @default(autoincrement())
  text   String
  done   Boolean?
  taskId Int
  task   Task    @relation(fields: [taskId], references: [id], onDelete: Cascade)
}

/// @@policy("read", rule: "status != 'CLOSED'")
/// @@policy(["create", "delete"], rule: "authenticated")
/// @@policy("update", rule: "status == 'OPEN'", check: "points >= before.points")
model Ticket {
  id     Int     @id @default(autoincrement())
  title  String
  code   String? @unique
  status Status?
  points Int     @default(0)
}

model Bulletin {
  id        Int     @id
  topic     String
  published Boolean @default(false)
  teamId    Int?
  ownerId   Int?
}
`

const PECULIAR = `
/// Somebody without an organisation reads these.
/// @@policy("read", rule: "auth.orgId == null")
model Notice {
  id   Int    @id
  text String
}

/// @@policy("read", rule: "auth.teamIds.all(t, t == teamId)")
model Memo {
  id     Int @id
  teamId Int
}

/// @@policy("read", rule: "!blocks.exists(b, b.userId == auth.id)")
model Wall {
  id     Int     @id
  blocks Block[]
}

model Block {
  id     Int  @id
  wallId Int
  wall   Wall @relation(fields: [wallId], references: [id])
  userId Int
  user   User @relation(fields: [userId], references: [id])
}

/// @@policy("read", rule: "true")
/// @@deny("read", rule: "auth.level < minLevel")
model Doc {
  id       Int  @id
  minLevel Int?
}

/// @@policy("read", rule: "status != 'DRAFT' && !(points < 3)")
model Item {
  id     Int     @id
  status Status?
  points Int?
}

/// @@policy("read", rule: "parts.all(p, p.done == true)")
model Job {
  id    Int    @id
  parts Part[]
}

/// @@policy("read", rule: "!(done == false)")
model Part {
  id    Int      @id
  done  Boolean?
  jobId Int
  job   Job      @relation(fields: [jobId], references: [id])
}

/// @@policy("read", rule: "teamId in auth.teamIds || auth.level > 5")
model Channel {
  id     Int  @id
  teamId Int?
}

/// @@policy("read", rule: "name.startsWith('Ab') || name.endsWith('%') || size(files) > 0 ? archived == null : false")
model Shelf {
  id       Int     @id
  name     String
  archived String?
  files    File[]
}

/// @@policy("read", rule: "shelf.name.contains('b_') || shelf == null")
model File {
  id      Int    @id
  shelfId Int?
  shelf   Shelf? @relation(fields: [shelfId], references: [id])
}

/// @@tenant("orgId")
/// @@policy("*", rule: "authenticated")
model Account {
  id     Int     @id @default(autoincrement())
  name   String
  orgId  Int
  bookId Int?
  book   Ledger? @relation(fields: [bookId], references: [id])
}

/// @@tenant("teamId", from: "auth.teamIds")
/// @@policy("*", rule: "authenticated")
model Ledger {
  id       Int       @id @default(autoincrement())
  name     String
  teamId   Int
  accounts Account[]
}

/// @@softDelete
/// @@policy(["read", "create", "update"], rule: "true")
/// @@policy("delete", rule: "ownerId == auth.id")
model Page {
  id        Int       @id @default(autoincrement())
  title     String
  code      String?   @unique
  ownerId   Int?
  deletedAt DateTime?
  lines     Line[]
}

/// @@policy("read", rule: "can('read', page) || text == 'kept'")
/// @@policy("create", rule: "page.title != 'Closed'")
model Line {
  id        Int       @id @default(autoincrement())
  text      String
  deletedAt DateTime?
  pageId    Int
  page      Page      @relation(fields: [pageId], references: [id], onDelete: Cascade)
}

/// @@policy("*", rule: "authenticated")
model Entry {
  id     Int    @id @default(autoincrement())
  /// @validate(minLength: 2)
  text   String
  /// @immutable
  kind   String @default("plain")
  /// @readOnly
  seal   String @default("unbroken")
  /// @set(create: "auth.id", update: "auth.id")
  editor String @default("nobody")
  /// @set(create: "auth.role")
  maker  String?
  /// @owner
  ownerId String?
  /// @policy("update", rule: "kind == 'open'")
  /// @policy("create", rule: "true")
  note   String?
  /// @deny("read", rule: "kind == 'veiled'")
  body   String?
  password String?
}

/// @@policy("create", rule: "true")
model Feedback {
  id   Int    @id @default(autoincrement())
  text String
}

model Vault {
  id Int @id
}

/// @@hidden
/// @@policy("*", rule: "true")
model Ghost {
  id Int @id
}

/// @@auth("any")
/// @@policy("read", rule: "true")
model Lobby {
  id Int @id
}

/// @@auth("JWT")
/// @@policy("read", rule: "true")
model Realm {
  id Int @id
}
`

/** A publishing house: its models have rules for every action, fields, links, and each other. */
export const PRESS = `
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

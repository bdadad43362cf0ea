/** Models that each show one kind of rule. */
export const PECULIAR = `
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

/// @@policy("read", rule: "!shut || ownerId == auth.id")
model Folder {
  id       Int      @id
  name     String
  shut     Boolean  @default(false)
  ownerId  Int?
  parentId Int?
  parent   Folder?  @relation("tree", fields: [parentId], references: [id])
  children Folder[] @relation("tree")
}

/// @@policy("read", rule: "true")
model Box {
  id      Int      @id
  name    String
  parcels Parcel[]
}

/// Only editors know which box it is in.
/// @@policy("*", rule: "authenticated")
model Parcel {
  id    Int    @id
  title String
  /// @policy(["read", "update"], rule: "auth.role == 'EDITOR'")
  boxId Int?
  box   Box?   @relation(fields: [boxId], references: [id])
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

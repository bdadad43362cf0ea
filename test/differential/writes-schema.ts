/** What the tables of a write test are made for. */
export interface WritesSchemaOptions {
  readonly provider: 'sqlite' | 'postgresql' | 'mysql'
  readonly relationMode: 'foreignKeys' | 'prisma'
}

/** A schema with every kind of relation, key and referential action, whose keys are chosen by the client, so that two databases can be told the same. */
export function writesSchema({ provider, relationMode }: WritesSchemaOptions): string {
  const lists = provider === 'postgresql' ? 'texts String[]\n  wholes Int[] @default([1, 2])\n  colors Color[]' : ''
  // What Prisma cannot do without foreign keys: defaults of them, no action at all, and actions that go round in a circle.
  const without = relationMode === 'prisma'
  const fallback = without ? 'SetNull' : 'SetDefault'
  const still = without ? 'onDelete: Restrict, onUpdate: Restrict' : 'onDelete: NoAction, onUpdate: NoAction'
  const round = without ? still : 'onDelete: SetNull'
  return `
datasource db {
  provider     = "${provider}"
  relationMode = "${relationMode}"
}

enum Color {
  RED
  GREEN @map("green")
}

model User {
  id          Int      @id
  email       String   @unique
  name        String?  @default("nobody")
  points      Int      @default(0)
  touched     DateTime @updatedAt
  posts       Post[]   @relation("written")
  edited      Post[]   @relation("edited")
  profile     Profile?
  badge       Badge?
  passport    Passport?
  memberships Member[]
  pinnedId    Int?     @unique
  pinned      Post?    @relation("pinned", fields: [pinnedId], references: [id], ${round})
  things      Thing[]
  groups      Group[]
}

model Post {
  id        Int       @id @map("post_id")
  title     String    @default("untitled") @map("the title")
  views     Int       @default(0)
  mark      String?   @unique
  touched   DateTime  @updatedAt
  author    User      @relation("written", fields: [authorId], references: [id], onDelete: Cascade)
  authorId  Int       @map("author_id")
  editor    User?     @relation("edited", fields: [editorId], references: [id])
  editorId  Int?
  pinnedBy  User?     @relation("pinned")
  tags      Tag[]
  comments  Comment[]

  @@map("all posts")
}

model Comment {
  number   Int       @id @default(autoincrement())
  code     String    @unique
  text     String?
  post     Post      @relation(fields: [postId], references: [id], onDelete: Cascade)
  postId   Int
  parent   Comment?  @relation("thread", fields: [parentId], references: [code], ${round})
  parentId String?
  replies  Comment[] @relation("thread")
}

model Tag {
  name  String @id
  score Int    @default(1)
  posts Post[]
}

model Profile {
  id     Int     @id
  bio    String  @default("")
  user   User    @relation(fields: [userId], references: [id], onDelete: Cascade)
  userId Int     @unique
}

model Badge {
  id     Int     @id
  label  String?
  user   User?   @relation(fields: [email], references: [email])
  email  String? @unique
}

model Passport {
  holder   User   @relation(fields: [holderId], references: [id], onDelete: Restrict)
  holderId Int    @id
  number   String @unique
  stamps   Stamp[]
}

model Stamp {
  id       Int       @id
  passport Passport? @relation(fields: [holderId], references: [holderId], onDelete: Cascade)
  holderId Int?
}

model Group {
  code    String   @id
  title   String?
  members Member[]
  owner   User?    @relation(fields: [ownerId], references: [id], onDelete: ${fallback})
  ownerId Int?     @default(1)
}

model Member {
  user      User   @relation(fields: [userId], references: [id], onDelete: Cascade)
  userId    Int
  group     Group  @relation(fields: [groupCode], references: [code], onDelete: Cascade, onUpdate: Cascade)
  groupCode String
  level     Int    @default(0)

  @@id([userId, groupCode])
}

model Person {
  id        Int      @id
  name      String?
  friends   Person[] @relation("friends")
  friendOf  Person[] @relation("friends")
  manager   Person?  @relation("manages", fields: [managerId], references: [id], ${still})
  managerId Int?
  reports   Person[] @relation("manages")
  mentor    Person?  @relation("mentors", fields: [mentorId], references: [id], ${round})
  mentorId  Int?     @unique
  mentee    Person?  @relation("mentors")
}

model Region {
  country String
  code    String
  label   String?
  cities  City[]
  visits  Visit[]
  capital Capital?

  @@id([country, code])
}

model City {
  id      Int     @id
  name    String?
  region  Region  @relation(fields: [country, code], references: [country, code])
  country String
  code    String
}

model Visit {
  id      Int     @id
  note    String?
  region  Region? @relation(fields: [country, code], references: [country, code], onDelete: SetNull, onUpdate: Cascade)
  country String?
  code    String?
}

model Capital {
  id      Int     @id
  region  Region? @relation(fields: [country, code], references: [country, code])
  country String?
  code    String?

  @@unique([country, code], name: "place")
}

model Space {
  id      String   @id
  label   String?
  folders Folder[]
  notes   Note[]
}

model Folder {
  space   Space  @relation(fields: [spaceId], references: [id], onDelete: Cascade)
  spaceId String
  path    String
  notes   Note[]

  @@id([spaceId, path])
}

model Note {
  id      Int    @id
  text    String?
  space   Space  @relation(fields: [spaceId], references: [id], onDelete: Cascade)
  spaceId String
  folder  Folder @relation(fields: [spaceId, path], references: [spaceId, path], onDelete: Cascade)
  path    String
}

model Thing {
  handle   String    @unique
  text     String?
  whole    Int?      @default(7)
  large    BigInt?
  real     Float?
  exact    Decimal?
  flag     Boolean?
  moment   DateTime?
  document Json?
  blob     Bytes?
  color    Color     @default(GREEN)
  user     User?     @relation(fields: [userId], references: [id], onDelete: SetNull, onUpdate: Restrict)
  userId   Int?
  ${lists}
}
`
}

/** A schema with every trait, for an embedded database. */
export function traitsSchema(provider: 'sqlite' | 'postgresql'): string {
  return `
datasource db {
  provider = "${provider}"
}

model User {
  id        Int       @id @default(autoincrement())
  email     String    @unique
  name      String
  posts     Post[]
  edited    Post[]    @relation("edited")
  comments  Comment[]
  deletedAt DateTime?
}

enum Status {
  DRAFT
  PUBLISHED
}

model Post {
  id            Int       @id @default(autoincrement())
  title         String
  slug          String    @unique
  published     Boolean   @default(false)
  publishedAt   DateTime?
  views         Int       @default(0)
  commentsCount Int       @default(0)
  author        User      @relation(fields: [authorId], references: [id], onDelete: Cascade)
  authorId      Int
  editor        User?     @relation("edited", fields: [editorId], references: [id], onDelete: SetNull)
  editorId      Int?
  comments      Comment[]
  notes         Note[]
  tags          PostTag[]
  labels        Label[]
  createdAt     DateTime  @default(now())
  updatedAt     DateTime  @updatedAt
  deletedAt     DateTime?
}

model Comment {
  id        Int       @id @default(autoincrement())
  text      String
  post      Post      @relation(fields: [postId], references: [id], onDelete: Cascade)
  postId    Int
  author    User?     @relation(fields: [authorId], references: [id], onDelete: Restrict)
  authorId  Int?
  deletedAt DateTime?
}

model Note {
  id     Int    @id @default(autoincrement())
  text   String
  post   Post   @relation(fields: [postId], references: [id], onDelete: Cascade)
  postId Int
}

model Label {
  id    Int    @id @default(autoincrement())
  name  String @unique
  posts Post[]
}

model Tag {
  id    Int       @id @default(autoincrement())
  name  String    @unique
  posts PostTag[]
}

model PostTag {
  post   Post @relation(fields: [postId], references: [id], onDelete: Cascade)
  postId Int
  tag    Tag  @relation(fields: [tagId], references: [id], onDelete: Cascade)
  tagId  Int
  @@id([postId, tagId])
}

model Article {
  id          Int       @id @default(autoincrement())
  name        String?
  slug        String    @unique${provider === 'postgresql' ? ' @db.VarChar(20)' : ''}
  status      Status    @default(DRAFT)
  publishedAt DateTime?
}

model Category {
  id        Int        @id @default(autoincrement())
  name      String
  parent    Category?  @relation("tree", fields: [parentId], references: [id])
  parentId  Int?
  children  Category[] @relation("tree")
  deletedAt DateTime?
}

model Plain {
  id        Int       @id @default(autoincrement())
  title     String
  slug      String    @unique
  published Boolean   @default(false)
  publishedAt DateTime?
  parent    Plain?    @relation("tree", fields: [parentId], references: [id])
  parentId  Int?
  children  Plain[]   @relation("tree")
  createdAt DateTime  @default(now())
  deletedAt DateTime?
}
`
}

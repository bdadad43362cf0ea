/** A small schema with every way in which a body can be wrong. */
export const BLOG = `
datasource db {
  provider = "sqlite"
}

model User {
  id       Int    @id @default(autoincrement())
  email    String @unique
  name     String?
  password String @default("")
  role     Role   @default(USER)
  posts    Post[]
  profile  Profile?
}

enum Role {
  USER
  ADMIN
}

model Profile {
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
  userId Int  @id
  bio    String
}

model Post {
  id        String   @id @default(cuid())
  title     String
  views     Int      @default(0)
  size      BigInt   @default(0)
  price     Decimal?
  rate      Float?
  published Boolean  @default(false)
  meta      Json?
  data      Bytes?
  due       DateTime?
  author    User     @relation(fields: [authorId], references: [id])
  authorId  Int
  tags      Tag[]
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
}

model Tag {
  name  String @id
  posts Post[]
}

model Seat {
  row    Int
  number Int
  code   String
  guest  String?
  @@id([row, number])
  @@unique([code, row], name: "byCode")
}

model Secret {
  id    Int @id
  value String
  /// @@hidden
}
`

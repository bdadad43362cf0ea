import { push } from '../../packages/runtime-server/src/data/index.ts'
import { runOnMariadb } from '../services.ts'
import { openClient, parseModels, type DatabaseUnderTest, type Opened } from './databases.ts'

const MODELS = `
model User {
  id    Int     @id @default(autoincrement())
  email String  @unique @map("email_address")
  name  String?
  posts Post[]
}

model Post {
  id       Int      @id @default(autoincrement())
  title    String
  slug     String
  rating   Int      @default(0)
  views    BigInt   @default(0)
  price    Decimal  @default(0)
  score    Float    @default(0)
  live     Boolean  @default(false)
  at       DateTime @default(now())
  data     Json?
  blob     Bytes?
  author   User     @relation(fields: [authorId], references: [id], onDelete: Restrict)
  authorId Int      @map("author_id")

  @@unique([authorId, slug])
  @@map("posts")
}
`

const MARIADB_TABLES = [
  'CREATE TABLE `User` (`id` INT NOT NULL AUTO_INCREMENT, `email_address` VARCHAR(191) NOT NULL, `name` VARCHAR(191) NULL, UNIQUE INDEX `User_email_address_key`(`email_address`), PRIMARY KEY (`id`))',
  'CREATE TABLE `posts` (`id` INT NOT NULL AUTO_INCREMENT, `title` VARCHAR(191) NOT NULL, `slug` VARCHAR(191) NOT NULL, `rating` INT NOT NULL DEFAULT 0, `views` BIGINT NOT NULL DEFAULT 0, `price` DECIMAL(65,30) NOT NULL DEFAULT 0, `score` DOUBLE NOT NULL DEFAULT 0, `live` BOOLEAN NOT NULL DEFAULT false, `at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), `data` JSON NULL, `blob` LONGBLOB NULL, `author_id` INT NOT NULL, UNIQUE INDEX `posts_author_id_slug_key`(`author_id`, `slug`), PRIMARY KEY (`id`))',
  'ALTER TABLE `posts` ADD CONSTRAINT `posts_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `User`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE',
]

/** Opens a fresh database with users and posts in it. */
export async function openFixture(under: DatabaseUnderTest): Promise<Opened> {
  const test = await under.create()
  try {
    if (under.provider === 'mysql') await runOnMariadb(test.target.url, MARIADB_TABLES)
    const opened = await openClient(test.target, await parseModels(under.provider, MODELS))
    if (under.provider !== 'mysql') await push(opened.database, opened.schema, { acceptDataLoss: false })
    return {
      ...opened,
      [Symbol.asyncDispose]: async () => {
        await opened[Symbol.asyncDispose]()
        await test[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await test[Symbol.asyncDispose]()
    throw error
  }
}

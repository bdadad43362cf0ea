import { describe, expect, it } from 'vitest'
import { createApp, faultsOf } from '../create-app.ts'
import { createMariadbDatabase, mariadbUrl, runOnMariadb } from '../services.ts'

const SCHEMA = `
datasource db {
  provider = "mysql"
}

model Shelf {
  id   Int   @id @default(autoincrement())
  jars Jar[]
}

model Jar {
  id      Int     @id @default(autoincrement())
  name    String
  made    DateTime @default("2024-05-06T07:08:09.000Z")
  stock   Int     @default(5) /// @validate(min: 0, max: 10)
  free    Int     @default(5)
  /// @computed("name + ' of ' + made")
  label   String?
  /// @computed("stock == 0")
  gone    Boolean?
  shelf   Shelf?  @relation(fields: [shelfId], references: [id])
  shelfId Int?
}
`

const TABLES = [
  'CREATE TABLE `Shelf` (`id` INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
  "CREATE TABLE `Jar` (`id` INTEGER NOT NULL AUTO_INCREMENT, `name` VARCHAR(191) NOT NULL, `made` DATETIME(3) NOT NULL DEFAULT '2024-05-06 07:08:09.000', `stock` INTEGER NOT NULL DEFAULT 5, `free` INTEGER NOT NULL DEFAULT 5, `label` VARCHAR(191) NULL, `gone` BOOLEAN NULL, `shelfId` INTEGER NULL, PRIMARY KEY (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
  'ALTER TABLE `Jar` ADD CONSTRAINT `Jar_shelfId_fkey` FOREIGN KEY (`shelfId`) REFERENCES `Shelf`(`id`) ON DELETE SET NULL ON UPDATE CASCADE',
]

describe.skipIf(mariadbUrl === null)('given a database that Prisma writes to', () => {
  it('computes fields from others, and lets what has bounds be set only', async () => {
    await using database = await createMariadbDatabase()
    await runOnMariadb(database.url, TABLES)
    await using app = await createApp(SCHEMA, { database: { url: database.url } })
    const created = await app.call('POST', '/api/shelves?include=["jars"]', { jars: { create: { name: 'Plum' } } })
    expect(created.body).toMatchObject({ data: { id: 1, jars: [{ name: 'Plum', label: 'Plum of 2024-05-06T07:08:09.000Z', gone: false }] } })
    expect((await app.call('GET', '/api/jars?select=["label"]')).body).toMatchObject({ data: [{ label: 'Plum of 2024-05-06T07:08:09.000Z' }] })
    const set = await app.call('PATCH', '/api/jars/1?select=["gone","free"]', { stock: 0, free: { increment: 2 } })
    expect(set.body).toEqual({ data: { gone: true, free: 7 } })
    for (const [path, body, fault] of [
      ['/api/jars/1', { stock: { increment: 1 } }, 'stock'],
      ['/api/shelves/1', { jars: { update: { where: { id: 1 }, data: { stock: { decrement: 1 } } } } }, 'jars.update.data.stock'],
    ] as const) {
      const refused = await app.call('PATCH', path, body)
      expect([refused.status, faultsOf(refused)]).toEqual([400, { [fault]: 'REQUEST.BAD_VALUE' }])
    }
  })
})

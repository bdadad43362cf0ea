import type { Fill } from '../databases.ts'
import type { DatabaseName } from '../schema.ts'

const CHUNK = 50_000

/** How each database makes numbers and moments of an hour apart. */
const MAKERS: Readonly<Record<DatabaseName, { numbers(from: number, to: number): string; readonly moment: string }>> = {
  sqlite: {
    numbers: (from, to) => `(WITH RECURSIVE counted(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM counted WHERE n < ${to}) SELECT n FROM counted)`,
    moment: `strftime('%Y-%m-%dT%H:%M:%f+00:00', 1577836800 + n * 60, 'unixepoch')`,
  },
  postgresql: {
    numbers: (from, to) => `generate_series(${from}, ${to}) AS numbers(n)`,
    moment: `timestamp '2020-01-01' + n * interval '1 minute'`,
  },
}

/** Fills the table of posts with so many rows, the ids from 1; all are of one author. */
export function fillPosts(name: DatabaseName, rows: number): Fill {
  const { numbers, moment } = MAKERS[name]
  return async ({ adapter }) => {
    await adapter.executeScript(`INSERT INTO "Team" ("name") VALUES ('Team')`)
    await adapter.executeScript(`INSERT INTO "User" ("email", "name", "teamId", "createdAt") VALUES ('user@example.org', 'User', 1, '2020-01-01T00:00:00.000+00:00')`)
    for (let from = 1; from <= rows; from += CHUNK) {
      await adapter.executeScript(`INSERT INTO "Post" ("title", "body", "published", "views", "authorId", "createdAt", "updatedAt")
        SELECT 'Post ' || n, 'A sentence of the text of post ' || n || ', "quoted", neither short nor long, as somebody would write it here.', true, n % 100003, 1, ${moment}, ${moment}
        FROM ${numbers(from, Math.min(rows, from + CHUNK - 1))}`)
    }
  }
}

import type { AttackCase } from './attack-case.ts'
import type { Bench } from './bench.ts'

type Preparation = (bench: Bench) => Promise<void>

const PREPARATIONS: Readonly<Record<string, Preparation>> = {
  // The fixture holds them.
  'FL-044': async () => {},
  // A million rows prove nothing where the request is refused before the database; where it is not, its clause fails.
  'DS-002': async () => {},
  'DS-012': async ({ target }) => {
    const text = `'${'a'.repeat(10_000)}'`
    await target.ask('execute', `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO "Post" ("title", "body") SELECT 'long', ${text} FROM n`)
  },
}

/** What brings about the words of `setup.pre`; null where nothing does. */
export function preparationOf({ id, setup }: AttackCase): Preparation | null {
  return PREPARATIONS[id] ?? (setup.pre === undefined ? async () => {} : null)
}

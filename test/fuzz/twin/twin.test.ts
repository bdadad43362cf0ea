import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DatabaseName } from '../../attack/std-schema.ts'
import { createRandom } from '../../crud/random.ts'
import { readerOf, isReadable, viewOf } from './read-as-rules-say.ts'
import { READERS, runTwin } from './run-twin.ts'
import { describeDifference, kindOf } from './twin-main.ts'
import { twinRowsFor } from './twin-rows.ts'
import { twinSchema } from './twin-schema.ts'

const LONG = 900_000
const REQUESTS = 5000
// Another seed each day finds more; the seed of a difference is told.
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_120)

/** Requests by which twins could be told apart once, as seed and number. */
const KEPT: readonly { readonly database: DatabaseName; readonly seed: number; readonly number: number; readonly was: string }[] = JSON.parse(readFileSync(join(import.meta.dirname, 'kept.json'), 'utf8'))

describe(`given twins that differ where the reader may not see, and ${String(REQUESTS)} random requests of seed ${String(SEED)}`, () => {
  it('nobody can tell them apart, by bytes, by statements or by what can be seen afterwards', { timeout: LONG }, async () => {
    const report = await runTwin({ requests: REQUESTS, seed: SEED, database: 'sqlite' })
    const first = [...new Map(report.differences.toReversed().map((difference) => [kindOf(difference), difference])).values()]
    expect(first.map((difference) => describeDifference(difference, SEED))).toEqual([])
    expect(report.sent).toBe(REQUESTS)
    expect(report.places).toBeGreaterThan(REQUESTS / 10)
    // What was sent is not refused before it could tell anything.
    const answered = [...report.statuses].filter(([kind]) => /2\d\d$/.test(kind)).map(([kind]) => kind)
    expect(answered).toEqual(expect.arrayContaining(['GET all 200', 'GET one 200', 'GET $export 200', 'POST $query 200', 'POST $aggregate 200', 'POST $group 200', 'POST all 201', 'PATCH one 200', 'DELETE one 200', 'POST $update-many 200', 'GET $can 200']))
  })

  it.each(KEPT)('number $number of seed $seed on $database no longer tells them apart ($was)', { timeout: LONG }, async ({ database, seed, number }) => {
    const report = await runTwin({ requests: number + 1, seed, database, only: number })
    expect(report.differences.map((difference) => describeDifference(difference, seed))).toEqual([])
  })
})

// The comparison is worth what it finds: each of these gives away what the twins differ in.
const LEAKS: Readonly<Record<string, (schema: string) => string>> = {
  'a field that was hidden': (schema) => schema.replace('@default("") /// @hidden', '@default("")').replace('passwordHash String ', '/// @expose\n  passwordHash String '),
  'a field with a rule of its own': (schema) => schema.replace(`/// @policy("read", rule: "id == auth.id")\n`, '\n'),
  'rows of another tenant': (schema) => schema.replace('/// @@tenant("spaceId", from: "auth.space")\n', ''),
  'rows that were deleted': (schema) => schema.replace('/// @@softDelete\n', '/// @@softDelete("otherAt")\n').replace('  deletedAt DateTime?', '  deletedAt DateTime?\n  otherAt DateTime?'),
  'values in a history': (schema) => schema.replace('/// @policy("read", rule: "isOwner")\n  memo', '/// @policy("read", rule: "isOwner || text != \'\'")\n  memo'),
  'rows that a rule held back': (schema) => schema.replace('rule: "can(\'read\', post) && (!isInternal ||', 'rule: "(true || !isInternal ||'),
}

describe('given a server that gives something away', () => {
  it.each(Object.keys(LEAKS))('the twins can be told apart: %s', { timeout: LONG }, async (what) => {
    const schema = LEAKS[what]?.(twinSchema('sqlite')) ?? ''
    expect(schema).not.toBe(twinSchema('sqlite'))
    const report = await runTwin({ requests: 250, seed: 1, database: 'sqlite', target: { schema } })
    expect(report.differences.filter(({ fault }) => fault.includes('≠')).length).toBeGreaterThan(0)
  })
})

describe('given the rows of twins', () => {
  it.each(READERS)('they are the same to %s, and differ in hidden fields, in unseen rows and in links', (reader) => {
    for (let seed = 1; seed <= 5; seed++) {
      const { one, other, differences } = twinRowsFor(reader, seed)
      expect(viewOf(other, reader)).toEqual(viewOf(one, reader))
      expect(differences).toBeGreaterThan(10)
      expect(twinRowsFor(reader, seed)).toEqual({ one, other, differences })
    }
  })

  it('a change that somebody can see makes another view', () => {
    const random = createRandom(1)
    for (const reader of READERS) {
      const { one } = twinRowsFor(reader, 1)
      const posts = one.tables['Post'] ?? []
      const seen = posts.filter((row) => isReadable(one, readerOf(one, reader), { model: 'Post', row }))
      const row = seen[Math.floor(random() * seen.length)]
      const changed = { ...one, tables: { ...one.tables, Post: posts.map((each) => (each === row ? { ...each, title: 'changed' } : each)) } }
      expect(viewOf(changed, reader)).not.toEqual(viewOf(one, reader))
    }
  })
})

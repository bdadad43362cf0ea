import { beforeAll, describe, expect, it } from 'vitest'
import { buildRegistry } from '../../registry/build-registry.ts'
import type { Registry } from '../../registry/registry.ts'
import { buildUi } from '../../registry/ui/build-ui.ts'
import { createFaults } from '../../request/faults.ts'
import { parseListQuery } from '../../request/parse-query.ts'
import type { Cursor, ListQuery } from '../../request/query.ts'
import { parseSchema } from '../prisma/parse-schema.ts'
import { partsOf } from './compile-keyset.ts'
import { compileCount, compileList } from './compile-list.ts'
import { MORE_MARK } from './cut-text.ts'
import { describeList } from './describe-shape.ts'
import type { SqlDialect } from './dialect.ts'
import { createPostgresqlDialect } from './postgresql-dialect.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

const SCHEMA = `
datasource db {
  provider = "sqlite"
}

enum Mood {
  GOOD @map("it's good")
  BAD
}

model Post {
  id     Int      @id
  title  String   @map("the \\"title\\"")
  mood   Mood?
  at     DateTime
  tags   Tag[]

  @@map("all posts")
}

model Tag {
  name  String @id
  posts Post[]
}
`

const LIMITS = { maxTake: 100, maxDepth: 5, maxRows: 10_000, maxIncludes: 20, maxFilterNodes: 100, maxRelationFilters: 3, maxInValues: 1000, maxOrderBy: 5, maxBulk: 1000 }

describe('given a list query', () => {
  let registry: Registry
  beforeAll(async () => {
    const { schema } = await parseSchema([{ path: 'schema.prisma', text: SCHEMA }])
    if (!schema) throw new Error('The schema has a fault.')
    registry = buildRegistry({ datamodel: schema.dmmf, provider: 'sqlite', relationMode: 'foreignKeys', schemaHash: '', annotations: [], descriptions: new Map(), buildUi: (models) => buildUi({ ui: undefined, models }) }).registry
  })

  function listOf(args: Readonly<Record<string, unknown>>): ListQuery {
    const model = registry.models.get('Post')
    if (!model) throw new Error('There is no model Post.')
    const faults = createFaults()
    const { query } = parseListQuery({ model, registry, limits: LIMITS, faults, fromText: false }, args)
    faults.throwIfAny()
    return query
  }

  const sqlite = () => createSqliteDialect({ registry, schemaName: null })
  const shapeOf = (args: Readonly<Record<string, unknown>>) => describeList(sqlite(), listOf(args))

  it('has the shape of every query that differs in values only', () => {
    const one = shapeOf({ where: { title: 'a', id: { in: [1, 2, 3] } }, take: 5, skip: 1 })
    const other = shapeOf({ where: { title: 'b', id: { in: [4, 5, 6, 7] } }, take: 9 })
    expect(other.key).toBe(one.key)
    expect([one.values, other.values]).toEqual([['a', [1, 2, 3], 6, 1], ['b', [4, 5, 6, 7], 10, 0]])
  })

  it('has another shape where fields, operators, order or selection differ', () => {
    const all = [{}, { where: { title: 'a' } }, { where: { NOT: { title: 'a' } } }, { where: { title: { gt: 'a' } } }, { where: { id: 1 } }, { where: { mood: null } }, { orderBy: { title: 'asc' } }, { orderBy: { title: 'desc' } }, { select: { id: true } }, { include: { tags: true } }, { include: { tags: { where: { name: 'a' } } } }, { where: { tags: { some: {} } } }, { where: { tags: { none: {} } } }]
    expect(new Set(all.map((args) => shapeOf(args).key)).size).toBe(all.length)
  })

  it('becomes a statement in which names are quoted and no value stands', () => {
    const query = listOf({ where: { OR: [{ title: { contains: '50%_\\' } }, { mood: 'GOOD' }, { at: { gt: '2020-01-01T00:00:00Z' } }] }, select: { title: true, mood: true }, take: 7, skip: 3 })
    const { sql, bind } = compileList({ registry, dialect: sqlite() }, query)
    expect(sql).toBe(
      `SELECT json_object('title', t0."the ""title""", 'mood', CASE t0."mood" WHEN 'it''s good' THEN 'GOOD' ELSE t0."mood" END), nullif(quote(t0."id"), 'NULL') FROM ` +
        `(SELECT t0.* FROM "all posts" t0 WHERE ((t0."the ""title""" LIKE ? ESCAPE '\\') OR (t0."mood" = ?) OR (t0."at" > ?)) ORDER BY t0."id" ASC LIMIT ? OFFSET ?) t0`,
    )
    expect(bind(describeList(sqlite(), query).values)).toEqual(['%50\\%\\_\\\\%', "it's good", '2020-01-01T00:00:00.000+00:00', 8, 3])
  })

  it('numbers the parameters by their place, and takes a list as one of them, on PostgreSQL', () => {
    const dialect = createPostgresqlDialect({ registry, schemaName: 'shop' })
    const query = listOf({ where: { title: { in: ['a', 'b"\\'] } }, select: { id: true, tags: { select: { name: true }, take: 2 } }, take: 7 })
    const { sql, bind } = compileList({ registry, dialect }, query)
    const tag = `json_build_object('name', t1."name")`
    expect(sql).toBe(
      `SELECT json_build_object('id', t0."id", 'tags', (SELECT coalesce(array_to_json(CASE WHEN count(*) > $1 THEN array_append((array_agg(${tag}))[1:$2], '"${MORE_MARK}:tags"'::json) ELSE array_agg(${tag}) END), '[]') FROM ` +
        `(SELECT t1.* FROM "shop"."_PostToTag" t2 INNER JOIN "shop"."Tag" t1 ON t1."name" = t2."B" WHERE t2."A" = t0."id" AND 1=1 ORDER BY t1."name" ASC LIMIT $3 OFFSET $4) t1))::text, t0."id"::text FROM ` +
        `(SELECT t0.* FROM "shop"."all posts" t0 WHERE t0."the ""title""" = ANY($5) ORDER BY t0."id" ASC LIMIT $6 OFFSET $7) t0`,
    )
    expect(bind(describeList(dialect, query).values)).toEqual([2, 2, 3, 0, '{"a","b\\"\\\\"}', 8, 0])
  })

  it('begins behind a cursor with one range of an index, where NULL allows', () => {
    const behind = (orderBy: object, ...position: (string | null)[]): string | undefined => {
      const query: ListQuery = { ...listOf({ orderBy }), cursor: { position, direction: 'next', inclusive: false } }
      return compileList({ registry, dialect: createPostgresqlDialect({ registry, schemaName: 'shop' }) }, query).sql.split(' WHERE 1=1 AND ')[1]?.split(' LIMIT ')[0]
    }
    const order = (way: string): string => ` ORDER BY t0."mood" ${way}, t0."id" ${way}`
    expect(behind({ at: 'desc' }, 'x', '1')).toBe('(t0."at", t0."id") < ($1, $2) ORDER BY t0."at" DESC, t0."id" DESC')
    expect(behind({ mood: 'desc' }, 'BAD', '1')).toBe(`(t0."mood", t0."id") < ($1, $2)${order('DESC')}`)
    expect(behind({ mood: 'desc' }, null, '1')).toBe(`(((t0."mood" IS NOT NULL) OR (t0."mood" IS NULL AND t0."id" < $1)))${order('DESC')}`)
    expect(behind({ mood: 'asc' }, null, '1')).toBe(`t0."mood" IS NULL AND t0."id" > $1${order('ASC')}`)
  })

  it('reads what is behind a cursor in parts, each of them one range of an index', () => {
    const partsBehind = (dialect: SqlDialect, orderBy: object, ...position: (string | null)[]): readonly string[] => {
      const cursor: Cursor = { position, direction: 'next', inclusive: false }
      const query: ListQuery = { ...listOf({ orderBy }), cursor }
      return partsOf(dialect, query).map((part) => compileList({ registry, dialect }, { ...query, cursor: { ...cursor, ...(part && { part }) } }).sql.split(' WHERE 1=1 AND ')[1]?.split(' ORDER BY ')[0] ?? '')
    }
    const postgresql = createPostgresqlDialect({ registry, schemaName: 'shop' })
    expect(partsBehind(sqlite(), { at: 'asc' }, "'x'", '1')).toEqual(['t0."at" = ? AND t0."id" > ?', 't0."at" > ?'])
    expect(partsBehind(sqlite(), { mood: 'asc' }, null, '1')).toEqual(['t0."mood" IS NULL AND t0."id" > ?', 't0."mood" IS NOT NULL'])
    expect(partsBehind(sqlite(), { mood: 'desc' }, "'BAD'", '1')).toEqual(['t0."mood" = ? AND t0."id" < ?', 't0."mood" < ?', 't0."mood" IS NULL'])
    expect(partsBehind(postgresql, { mood: 'asc' }, 'BAD', '1')).toEqual(['(t0."mood", t0."id") > ($1, $2)', 't0."mood" IS NULL'])
    expect(partsBehind(postgresql, { mood: 'asc' }, null, '1')).toEqual(['t0."mood" IS NULL AND t0."id" > $1'])
    expect([partsBehind(sqlite(), {}, '1'), partsBehind(postgresql, { at: 'desc' }, 'x', '1')]).toEqual([['t0."id" > ?'], ['(t0."at", t0."id") < ($1, $2)']])
  })

  it('matches no row with an empty OR or an empty list, and every row with an empty filter', () => {
    const conditionOf = (where: object): string | undefined => compileCount({ registry, dialect: sqlite() }, listOf({ where })).sql.split(' WHERE ')[1]
    expect([{ OR: [] }, { id: { in: [] } }, { OR: [{}] }, {}, { NOT: {} }, { AND: [] }].map(conditionOf)).toEqual(['1=0', '1=0', '1=0', '1=1', '1=1', '1=1'])
  })
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { checkExamples } from './check-examples.ts'
import { describeSchema } from './describe-schema.ts'
import { members } from './members.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const SHARED = join(ROOT, '..', 'shared', 'schemas')
const DEMO = join(ROOT, 'apps', 'demo', 'schema.prisma')
const KINDS = ['annotations', 'kinds.sqlite', 'kinds.postgresql', 'kinds.mysql'].map((name) => `${name}.prisma`)
const FIXTURES = [...KINDS, 'large.prisma', 'multi-schema.postgresql.prisma', 'far-keys.postgresql.prisma', 'relation-mode.sqlite.prisma']
const REAL = ['umami', 'trigger-dev'].map((name) => join(SHARED, `${name}.prisma`)).filter((path) => existsSync(path))

if (REAL.length === 0) console.warn('SKIPPED: documents of real schemas, which are not here.')

describe.each([...FIXTURES, DEMO, ...REAL])('given the schema %s', (schema) => {
  it('has a document that is valid OpenAPI 3.1, with every route', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(await describeSchema(schema)))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })
})

describe.each([...KINDS, DEMO])('given the schema %s', (schema) => {
  it('has examples that fit their schemas', async () => {
    expect(checkExamples(await describeSchema(schema))).toEqual([])
  })
})

describe('given a document with an example that does not fit', () => {
  it('is found out', () => {
    expect(checkExamples({ components: { schemas: { Post: { type: 'object', required: ['title'], examples: [{}] } } } })).toHaveLength(1)
  })
})

describe('given filters of every kind of field', () => {
  it('take the operators that the server takes', async () => {
    const document = await describeSchema('kinds.postgresql.prisma')
    const filters = Object.entries(members(document, 'components', 'schemas')).filter(([name]) => name === 'StringFilter' || name === 'IntNullableFilter')
    expect(Object.fromEntries(filters.map(([name, schema]) => [name, operatorsIn(schema)]))).toEqual({
      StringFilter: ['contains', 'endsWith', 'equals', 'gt', 'gte', 'in', 'lt', 'lte', 'mode', 'not', 'notIn', 'null', 'startsWith'],
      IntNullableFilter: ['equals', 'gt', 'gte', 'in', 'lt', 'lte', 'not', 'notIn', 'null'],
    })
  })
})

function operatorsIn(schema: unknown): readonly string[] {
  const { anyOf } = members(schema)
  return Array.isArray(anyOf) ? anyOf.flatMap((choice) => Object.keys(members(choice, 'properties'))).sort() : []
}

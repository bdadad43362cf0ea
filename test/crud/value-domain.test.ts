import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSchema } from './run-crud.ts'
import { readSchemaModel } from './schema-model.ts'
import { domainOf } from './value-domain.ts'

const fixture = (name: string): string => join(import.meta.dirname, '..', 'fixture', name)

describe.each(['kinds.sqlite.prisma', 'kinds.postgresql.prisma', 'kinds.mysql.prisma', 'large.prisma'])('given every field of %s', (name) => {
  it('has a domain whose values are all different up to its size', async () => {
    const { models } = readSchemaModel(await readSchema(fixture(name)))
    const repeated: string[] = []
    for (const model of models.values()) {
      for (const field of model.fields.values()) {
        const domain = domainOf(field)
        const indices = Array.from({ length: Math.min(domain.size, 2000) }, (_, index) => index)
        const values = new Set(indices.map((index) => JSON.stringify(domain.at(index))))
        if (values.size !== indices.length) repeated.push(`${model.name}.${field.name}`)
      }
    }
    expect(repeated).toEqual([])
  })
})

describe('given the constraints of a field', () => {
  it.each([
    ['a short text', { type: 'String', native: { name: 'Char', args: ['2'] } }, {}, /^[0-9a-z]{2}$/],
    ['an email', { type: 'String' }, { format: 'email' }, /^\S+@example\.com$/],
    ['a small range', { type: 'Int' }, { min: 1, max: 5 }, /^[1-5]$/],
    ['a small range of a native type', { type: 'Int', native: { name: 'SmallInt', args: [] } }, { min: 1, max: 5 }, /^[1-5]$/],
    ['a bounded decimal', { type: 'Decimal', native: { name: 'Decimal', args: ['4', '1'] } }, { min: 0, max: 100 }, /^"(?:\d{1,2}\.\d|100\.0)"$/],
    ['a narrow range of single precision', { type: 'Float', native: { name: 'Real', args: [] } }, { min: 0, max: 2 }, /^(?:[01](?:\.\d+)?|2)$/],
    ['moments between two days', { type: 'DateTime' }, { min: '2024-01-01T00:00:00.000Z', max: '2024-01-01T00:00:59.000Z' }, /^"2024-01-01T00:00:[0-5]\d\.000Z"$/],
    ['a length', { type: 'String' }, { minLength: 12, maxLength: 12 }, /^"?.{12}"?$/],
  ])('keeps %s within them', (_, part, constraints, pattern) => {
    const field = { name: 'f', list: false, required: true, native: null, default: { from: 'none' as const }, isUpdatedAt: false, isId: false, values: [], annotations: new Set<string>(), ...part }
    const domain = domainOf(field, constraints)
    for (const index of [0, 1, 7, 499, 12_345]) expect(JSON.stringify(domain.at(index)).replace(/^"([^"]*)"$/, part.type === 'String' ? '$1' : '"$1"')).toMatch(pattern)
  })
})

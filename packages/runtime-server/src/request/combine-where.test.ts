import { describe, expect, it } from 'vitest'
import { ALWAYS, allOf, anyOf, noneOf, whereKey } from './combine-where.ts'
import { given } from './given.ts'
import { parseUpdate } from './parse-write.ts'
import { modelNamed, postField, scopeOf, shown } from './request-fixture.ts'
import { sentFields } from './sent-fields.ts'
import type { Where } from './query.ts'
import type { WriteData } from './write.ts'

const one: Where = { op: 'isNull', field: postField('note') }
const other: Where = { op: 'isNull', field: postField('likes') }

describe('given conditions', () => {
  it.each<[string, () => Where, unknown]>([
    ['all of none', () => allOf([]), 'always'],
    ['all of empty ones', () => allOf([ALWAYS, ALWAYS]), 'always'],
    ['all of one', () => allOf([ALWAYS, one]), 'note is null'],
    ['all of two', () => allOf([one, ALWAYS, other]), 'and(note is null, likes is null)'],
    ['any of none', () => anyOf([]), 'or()'],
    ['any of empty ones', () => anyOf([ALWAYS]), 'or()'],
    ['any of two', () => anyOf([one, ALWAYS, other]), 'or(note is null, likes is null)'],
    ['the opposite of one', () => noneOf(one), 'not(note is null)'],
    ['the opposite of an empty one', () => noneOf(ALWAYS), 'always'],
    ['a key', () => whereKey(modelNamed('Post'), { key: { name: 'id', fields: ['id'] }, values: { id: 1 } }), 'id equals 1'],
    ['a compound key and what must hold beside', () => whereKey(modelNamed('Seat'), { key: { name: 'row_nr', fields: ['row', 'nr'] }, values: { row: 'a', nr: 1 }, where: one }), 'and(row equals "a", nr equals 1, note is null)'],
  ])('%s is one condition', (_, where, expected) => expect(shown(where())).toBe(expected))
})

describe('given a write', () => {
  const read = (): WriteData => parseUpdate(scopeOf('Post'), given({ title: 'x', note: null, views: { increment: 1 }, editor: { connect: { id: 'u' }, update: { name: 'x' } }, author: { update: { name: 'x' } }, comments: { create: { text: 'x', nr: 1 } } }))

  it('tells the fields that its caller sent, keys of links that may change among them', () => {
    const data = read()
    expect([sentFields(data), sentFields({ ...data, filled: ['note'] }, { authorId: 'u', title: 'y' })]).toEqual([['title', 'note', 'views', 'editorId'], ['title', 'views', 'editorId', 'authorId']])
  })
})

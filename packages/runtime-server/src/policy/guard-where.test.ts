import { describe, expect, it } from 'vitest'
import type { Where } from '../request/query.ts'
import { by, GUARD, is, not, told } from './guard-fixture.ts'
import { guardWhere, modelOf, type Guard } from './guard-where.ts'
import { matchWhere } from './rules/match-where.ts'
import { COMMENT, fieldIn, fieldOf, POST, relationIn, relationOf, shown, USER } from './rules/rules-fixture.ts'

const ALWAYS: Where = { op: 'always' }
const [title, note, views] = [is(POST, 'title', 'a'), { op: 'isNull', field: fieldIn(POST, 'note') } as const, is(POST, 'views')]
const both: Where = { op: 'compareFields', model: 'Post', field: fieldIn(POST, 'title'), by: 'equals', other: fieldIn(POST, 'note'), insensitive: false }
const json: Where = { op: 'json', field: fieldIn(POST, 'data'), path: [], by: 'equals', value: 1, insensitive: false }
const absent: Where = { op: 'absent', relation: relationIn(POST, 'owner') }
const named = is(USER, 'name', 'b')
const [text, far] = [is(COMMENT, 'text', 'c'), is(COMMENT, 'postId')]

describe('given rows and fields that are there for some', () => {
  it.each<[string, Where, string]>([
    ['nothing', ALWAYS, 'post is null'],
    ['a field', views, '(views equals 1 and post is null)'],
    ['a field that is known of some rows', title, '((known title is null and title equals "a") and post is null)'],
    ['that it is null', note, '((known note is null and note is null) and post is null)'],
    ['two such fields', both, '((known title is null and known note is null and title equals note) and post is null)'],
    ['a document', json, '((known data is null and data equals) and post is null)'],
    ['both', { op: 'and', args: [title, views] }, '(((known title is null and title equals "a") and views equals 1) and post is null)'],
    ['either', { op: 'or', args: [title, views] }, '(((known title is null and title equals "a") or views equals 1) and post is null)'],
    ['the opposite of a field', not(views), '(not views equals 1 and post is null)'],
    ['the opposite of such a field', not(title), '((known title is null and not title equals "a") and post is null)'],
    ['the opposite of two of them', not(both), '((known title is null and known note is null and not title equals note) and post is null)'],
    ['the opposite of nothing', not(ALWAYS), '(false and post is null)'],
    ['the opposite of the opposite', not(not(title)), '((known title is null and title equals "a") and post is null)'],
    ['not both', not({ op: 'and', args: [title, views] }), '(((known title is null and not title equals "a") or not views equals 1) and post is null)'],
    ['neither', not({ op: 'or', args: [title, views] }), '(((known title is null and not title equals "a") and not views equals 1) and post is null)'],
    ['some records', by([POST, 'comments'], 'some', text), '(comments some (known text is null and text equals "c") and post is null)'],
    ['no record', by([POST, 'comments'], 'none', text), '(comments none (known text is null and text equals "c") and post is null)'],
    ['every record', by([POST, 'comments'], 'every', text), '(comments none (known text is null and not text equals "c") and post is null)'],
    ['every record by what is known', by([POST, 'comments'], 'every', far), '(comments none not postId equals 1 and post is null)'],
    ['every record that is there', by([USER, 'posts'], 'every', title), '(posts none ((known title is null and not title equals "a") and post is null) and user is null)'],
    ['not some records', not(by([POST, 'comments'], 'some', text)), '(comments none (known text is null and text equals "c") and post is null)'],
    ['not no record', not(by([POST, 'comments'], 'none', text)), '(comments some (known text is null and text equals "c") and post is null)'],
    ['not every record', not(by([POST, 'comments'], 'every', text)), '(comments some (known text is null and not text equals "c") and post is null)'],
    ['one record', by([POST, 'owner'], 'is', named), '(owner is ((known name is null and name equals "b") and user is null) and post is null)'],
    ['not one record', not(by([POST, 'owner'], 'is', named)), '((not owner is user is null or owner is ((known name is null and not name equals "b") and user is null)) and post is null)'],
    ['one record that is not so', by([POST, 'owner'], 'isNot', named), '((not owner is user is null or owner is ((known name is null and not name equals "b") and user is null)) and post is null)'],
    ['one record that is not so, where all are there', by([POST, 'cover'], 'isNot', text), '((no cover or cover is (known text is null and not text equals "c")) and post is null)'],
    ['not one record that is not so', not(by([POST, 'owner'], 'isNot', named)), '(owner is ((known name is null and name equals "b") and user is null) and post is null)'],
    ['no record at the end', absent, '(not owner is user is null and post is null)'],
    ['a record at the end', not(absent), '(not not owner is user is null and post is null)'],
    ['no record, where all are there', { op: 'absent', relation: relationIn(POST, 'cover') }, '(no cover and post is null)'],
  ])('asks of %s no more than may be known', (_, where, expected) => expect(shown(guardWhere(GUARD, where.op === 'relation' && where.relation.name === 'posts' ? USER : POST, where))).toBe(expected))

  it('tells, of what is not known, neither a comparison nor its opposite', () => {
    const rows = [{ title: 'a', views: 1, 'known title': null, post: null }, { title: 'a', views: 1, 'known title': 'no', post: null }, { title: 'a', views: 1, 'known title': null, post: 'no' }]
    const exactly: Where = { op: 'compare', field: fieldIn(POST, 'title'), by: 'equals', value: 'a', insensitive: false, exact: true }
    expect(rows.map((row) => [exactly, not(exactly), not(not(exactly)), not({ op: 'and', args: [exactly, not(views)] })].map((where) => matchWhere(guardWhere(GUARD, POST, where), row)))).toEqual([[true, false, true, true], [false, false, false, true], [false, false, false, false]])
  })

  it('leaves the opposite of a condition as it is where every field is known', () => {
    const open: Guard = { registry: GUARD.registry, conditionOf: GUARD.conditionOf }
    const where = not({ op: 'and', args: [title, by([POST, 'owner'], 'isNot', named)] })
    expect(shown(guardWhere(open, POST, where))).toBe('(not (title equals "a" and owner isNot (name equals "b" and user is null)) and post is null)')
    const every = by([POST, 'comments'], 'every', far)
    expect([guardWhere({ ...open, conditionOf: () => null }, POST, every), guardWhere({ ...open, conditionOf: () => null }, POST, views), guardWhere({ ...open, conditionOf: () => null }, POST, ALWAYS)]).toEqual([every, views, ALWAYS])
  })

  it('asks nothing of fields that are not there', () => {
    const stranger: Where = { op: 'isNull', field: fieldOf('stranger') }
    expect(guardWhere({ ...GUARD, fieldConditionOf: () => told('known') }, COMMENT, stranger)).toEqual(stranger)
  })

  it('knows models that are there only', () => {
    expect(modelOf(GUARD, { name: 'Post' })).toBe(POST)
    expect(() => guardWhere(GUARD, POST, { op: 'absent', relation: relationOf('x', 'Nothing') })).toThrow(new Error('The registry holds no model Nothing.'))
  })
})

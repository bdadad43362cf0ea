import { describe, expect, it } from 'vitest'
import type { Row } from '@ssot/contract'
import type { Version } from '../data/capture/version.ts'
import { fieldOf, POST, relationOf } from '../policy/rules/rules-fixture.ts'
import type { Field, Model } from '../registry/registry.ts'
import type { Where } from '../request/query.ts'
import { judgeVersions, type VersionJudge, type VersionRights } from './judge-versions.ts'

const fields: readonly Field[] = [
  fieldOf('id'),
  fieldOf('title', { kind: 'string' }),
  fieldOf('level'),
  fieldOf('pay', { conditional: true }),
  fieldOf('pin', { kind: 'string', visibility: 'writeOnly' }),
  fieldOf('note', { kind: 'string', visibility: 'hidden' }),
  fieldOf('loud', { kind: 'string', computed: { expr: { t: 'lit', value: 1 }, inputs: [] } }),
]
const modelOf = (more: Partial<Model> = {}): Model => ({ ...POST, fields: new Map(fields.map((field) => [field.name, field])), traits: {}, ...more })
const gone = fieldOf('gone', { kind: 'datetime', required: false })
const SOFT = modelOf({ fields: new Map([...fields, gone].map((field) => [field.name, field])), traits: { softDelete: { field: gone } } })

const above = (level: number): Where => ({ op: 'compare', field: fieldOf('level'), by: 'gt', value: level, insensitive: false })
const ELSEWHERE: Where = { op: 'relation', relation: relationOf('author', 'User', { from: ['authorId'] }), quantifier: 'is', where: { op: 'always' } }

function judge({ read = null, history = null, pay = null }: { readonly read?: Where | null; readonly history?: Where | null; readonly pay?: Where | null } = {}, model: Model = modelOf()): VersionJudge {
  const rights: VersionRights = { condition: (_, action) => (action === 'history' ? history : read), guard: { fieldConditionOf: (_, { name }) => (name === 'pay' ? pay : null) } }
  return judgeVersions(rights, model)
}

const ROW: Row = { id: 1, title: 'A', level: 5, pay: 9, note: 'n', loud: 'A!' }
const SHOWN: Row = { id: 1, title: 'A', level: 5, pay: 9 }
const version = (before: Row | null, after: Row | null, more: Partial<Version> = {}): Version => ({ position: '1', op: before ? (after ? 'update' : 'delete') : 'create', at: '2025-01-01T00:00:00.000Z', actor: { kind: 'user', id: 'ada' }, cause: 'request', before, after, unseen: [], ...more })

describe('given a version and the rights of today', () => {
  it('shows what was and what became, with the fields that may be read', () => {
    expect(judge().present(version(null, ROW))).toEqual({ at: '2025-01-01T00:00:00.000Z', action: 'create', by: { kind: 'user', id: 'ada' }, before: null, after: SHOWN, changed: [] })
    expect(judge().present(version(ROW, null))).toMatchObject({ action: 'delete', before: SHOWN, after: null, changed: [] })
    expect(judge().present(version(ROW, { ...ROW, title: 'B', level: 6, note: 'm' }))).toMatchObject({ action: 'update', before: SHOWN, after: { ...SHOWN, title: 'B', level: 6 }, changed: ['title', 'level'] })
  })

  it('names what changed and is never shown where one may set it, and no more', () => {
    expect(judge().present(version(ROW, ROW, { unseen: ['pin', 'note'] }))).toMatchObject({ changed: ['pin'], before: SHOWN, after: SHOWN })
    expect(judge().present(version({ ...ROW, pin: 'a' }, { ...ROW, pin: 'b' }))).toMatchObject({ changed: ['pin'], before: SHOWN, after: SHOWN })
  })

  it.each([
    ['an update of nothing that may be seen', {}, version(ROW, { ...ROW, note: 'm' }, { unseen: ['note'] })],
    ['what became of it, where that may not be read', { read: above(5) }, version({ ...ROW, level: 6 }, ROW)],
    ['a creation that may not be read', { read: above(5) }, version(null, ROW)],
    ['a deletion of what may not be read', { read: above(5) }, version(ROW, null)],
    ['what a rule finds at other records', { read: ELSEWHERE }, version(null, { ...ROW, authorId: 'u1' })],
    ['a version that does not hold what a rule reads', { read: above(1) }, version(null, { id: 1, title: 'A' })],
    ['a value of a kind that the field has no more', { read: above(1) }, version(null, { ...ROW, level: 'high' })],
  ])('leaves out %s', (_, rights, one) => {
    expect(judge(rights).present(one)).toBeNull()
  })

  it('does not tell what it was before it could be read', () => {
    expect(judge({ read: above(5) }).present(version(ROW, { ...ROW, level: 6, title: 'B' }))).toMatchObject({ action: 'update', before: null, after: { ...SHOWN, level: 6, title: 'B' }, changed: [] })
  })

  it('shows a value of some rows in the versions of such rows only', () => {
    const { pay: _, ...without } = SHOWN
    expect(judge({ pay: above(5) }).present(version(ROW, { ...ROW, level: 6, pay: 10 }))).toMatchObject({ before: without, after: { ...SHOWN, level: 6, pay: 10 }, changed: ['level'] })
    expect(judge({ pay: above(5) }).present(version(ROW, { ...ROW, pay: 10 }))).toBeNull()
  })

  it('follows a history where both rules hold', () => {
    expect([judge().isTraceable(ROW), judge({ history: above(4) }).isTraceable(ROW), judge({ history: above(5) }).isTraceable(ROW), judge({ read: above(5) }).isTraceable(ROW)]).toEqual([true, true, false, false])
  })

  it('knows who, and why where the application says', () => {
    const by = (more: Partial<Version>): unknown => judge().present(version(null, ROW, more))?.by
    expect(by({ actor: null })).toEqual({ kind: 'outside', id: null })
    expect(by({ actor: { kind: 'system', id: null }, cause: 'nightly' })).toEqual({ kind: 'system', id: null, reason: 'nightly' })
    expect(by({ actor: { kind: 'system', id: null }, cause: null })).toEqual({ kind: 'system', id: null })
  })

  it('tells deletions that keep the row, and leaves out what is done to such a row', () => {
    const [live, dead] = [{ ...ROW, gone: null }, { ...ROW, gone: '2025-01-01T00:00:00.000Z' }]
    const action = (one: Version): unknown => judge({}, SOFT).present(one)?.action ?? null
    expect([version(null, live), version(live, dead), version(dead, live), version(live, { ...live, title: 'B' })].map(action)).toEqual(['create', 'delete', 'restore', 'update'])
    expect([version(dead, { ...dead, title: 'B' }), version(dead, null), version(null, dead), version(ROW, null), version(null, ROW)].map(action)).toEqual([null, null, null, null, null])
  })
})

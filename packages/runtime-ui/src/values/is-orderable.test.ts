import { describe, expect, it } from 'vitest'
import type { FieldManifest } from '@ssot/contract'
import { fieldOf, modelOf, TEST_MANIFEST } from '../testing/test-manifest.ts'
import { chooseColumns } from '../list/choose-columns.ts'
import { filterablesOf } from '../list/filterable.ts'
import { listArgs } from '../list/list-args.ts'
import { readListState } from '../list/list-state.ts'
import { isOrderable } from './is-orderable.ts'
import { atMost, maxTakeOf } from './max-take.ts'

const CASES: readonly (readonly [Partial<FieldManifest>, boolean])[] = [
  [{}, true],
  [{ read: false }, false],
  [{ list: true }, false],
  [{ kind: 'json' }, false],
  [{ kind: 'bytes' }, false],
  [{ computed: true }, false],
  [{ conditional: true }, false],
]

const model = modelOf({ name: 'Page', maxTake: 7, fields: { id: fieldOf({ kind: 'int' }), title: fieldOf(), whole: fieldOf({ computed: true }), note: fieldOf({ conditional: true }) } })

describe('given fields that the server cannot be asked about, or not of every record', () => {
  it.each(CASES)('%j orders lists: %s', (part, isAble) => expect([isOrderable(fieldOf(part)), isOrderable(undefined)]).toEqual([isAble, false]))

  it('offers no order by them, and a filter by those that are stored', () => {
    expect(chooseColumns(TEST_MANIFEST, model, ['title', 'whole', 'note']).map(({ name, sortable }) => [name, sortable])).toEqual([['title', true], ['whole', false], ['note', false]])
    expect(filterablesOf(TEST_MANIFEST, model).map(({ name }) => name)).toEqual(['title', 'note'])
    const state = readListState(model, new URLSearchParams('sort=-note,whole,title&f.whole.equals=x&f.note.equals=y'), { size: 20, sort: [] })
    expect(listArgs(TEST_MANIFEST, model, { state, columns: [] })).toMatchObject({ take: 7, orderBy: [{ title: 'asc' }], where: { note: { equals: 'y' } } })
  })
})

describe('given a model with a limit of its own', () => {
  it('asks for no more than that', () => {
    expect([maxTakeOf(TEST_MANIFEST, model), maxTakeOf(TEST_MANIFEST, modelOf({ name: 'Free' })), atMost(10, model), atMost(5, model), atMost(10, modelOf({ name: 'Free' }))]).toEqual([7, TEST_MANIFEST.limits.maxTake, 7, 5, 10])
  })
})

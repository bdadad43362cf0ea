import type { Row } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { TEST_MANIFEST, testModel } from '../testing/test-manifest.ts'
import { buildPayload, initialDraft, type Drafts } from './build-payload.ts'
import { placeFaults } from './place-faults.ts'
import { planForm, type FormItem, type FormMode } from './plan-form.ts'

const post = testModel('Post')
const plan = (mode: FormMode): readonly FormItem[] => planForm(TEST_MANIFEST, post, { mode })
const draftsOf = (mode: FormMode, row?: Row): Drafts => Object.fromEntries(plan(mode).map((item) => [item.name, initialDraft(item, row)]))
const option = (id: number, label: string) => ({ value: String(id), label, row: { id, name: label } })
const stored: Row = { id: 1, title: 'One', body: 'b', status: 'LIVE', views: 3, metadata: null, keywords: ['x'], authorId: 7, author: { id: 7, name: 'Ada' }, tags: [{ id: 1, name: 'A' }, { id: 2, name: 'B' }], stock: null }

describe('given the form of a model', () => {
  it('has an input for each field that may be sent, relations in place of their keys, and no stamp', () => {
    expect(plan('create').map(({ name, required }) => `${name}${required ? '*' : ''}`)).toEqual(['title*', 'body*', 'status', 'views', 'metadata', 'keywords', 'author*', 'tags', 'stock'])
  })

  it('has the inputs that are asked for', () => {
    expect(planForm(TEST_MANIFEST, post, { mode: 'create', names: ['tags', 'id', 'title', 'title'] }).map((item) => item.name)).toEqual(['tags', 'title'])
  })

  it('shows what may not be read as empty, and does not need it', () => {
    const items = planForm(TEST_MANIFEST, testModel('User'), { mode: 'edit' })
    expect(items.map((item) => [item.name, item.required, initialDraft(item, { id: 1, name: 'Ada' })])).toEqual([['name', true, 'Ada'], ['password', false, '']])
  })
})

describe('given a new record', () => {
  const build = (drafts: Drafts) => buildPayload(post, plan('create'), { mode: 'create', drafts: { ...draftsOf('create'), ...drafts }, before: draftsOf('create') })

  it('sends what is filled, the key of a chosen record, and links', () => {
    expect(build({ title: 'New', body: 'Text', author: [option(7, 'Ada')], tags: [option(1, 'A')] })).toEqual({
      data: { title: 'New', body: 'Text', status: 'DRAFT', keywords: [], authorId: 7, tags: { connect: [{ id: 1 }] } },
      faults: {},
    })
  })

  it('connects by the key of several fields where the fields themselves may not be sent', () => {
    const stock = { value: 'Berlin,A', label: 'Berlin · A', row: { place: 'Berlin', sku: 'A' } }
    expect(build({ title: 'New', body: 'Text', author: [option(7, 'Ada')], stock: [stock] }).data).toMatchObject({ stock: { connect: { place_sku: { place: 'Berlin', sku: 'A' } } } })
  })

  it('names each input that cannot be sent', () => {
    expect(build({ title: 'x'.repeat(21), views: 'many' }).faults).toEqual({ title: 'Shorten this to 20 characters (it has 21)', body: 'Enter a value', views: 'Enter a whole number', author: 'Choose one' })
  })
})

describe('given a stored record', () => {
  const before = draftsOf('edit', stored)
  const build = (drafts: Drafts) => buildPayload(post, plan('edit'), { mode: 'edit', drafts: { ...before, ...drafts }, before })

  it('sends nothing when nothing was changed', () => {
    expect(build({})).toEqual({ data: {}, faults: {} })
  })

  it('sends only what was changed', () => {
    expect(build({ title: 'Two', views: '', tags: [option(2, 'B'), option(3, 'C')], keywords: ['x', 'y'] })).toEqual({
      data: { title: 'Two', views: null, tags: { connect: [{ id: 3 }], disconnect: [{ id: 1 }] }, keywords: ['x', 'y'] },
      faults: {},
    })
  })

  it('does not let go of what is required', () => {
    expect(build({ title: '', author: [] }).faults).toEqual({ title: 'Enter a value', author: 'Choose one' })
  })
})

describe('given faults from the server', () => {
  it('finds the input of each, and keeps those of none', () => {
    const faults = [
      { path: 'title', code: 'DATA.CONFLICT', message: 'is taken' },
      { path: 'authorId', code: 'REQUEST.BAD_VALUE', message: 'is no user' },
      { path: 'tags.connect.0.id', code: 'REQUEST.BAD_VALUE', message: 'is no tag' },
      { path: 'data.views', code: 'REQUEST.BAD_VALUE', message: 'is too great' },
      { path: 'nope', code: 'REQUEST.UNKNOWN_FIELD', message: 'is unknown' },
      { path: '', code: 'REQUEST.INVALID', message: 'The body is too deep.' },
    ] as const
    expect(placeFaults(plan('create'), faults)).toEqual({
      byName: { title: 'is taken', author: 'is no user', tags: 'is no tag', views: 'is too great' },
      others: ['nope: is unknown', 'The body is too deep.'],
    })
  })
})

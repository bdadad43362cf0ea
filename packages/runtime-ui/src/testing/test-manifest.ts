import type { FieldManifest, Manifest, ModelManifest, RelationManifest } from '@ssot/contract'

const FIELD: FieldManifest = { kind: 'string', label: 'Field', list: false, required: true, unique: false, read: true, create: true, update: true }
const RELATION: Omit<RelationManifest, 'model' | 'inverse'> = { kind: 'many-to-one', label: 'Relation', list: false, required: false, via: [], references: [], read: true, create: true, update: true }

/** A field of a manifest: a required, readable and writable string unless said otherwise. */
export function fieldOf(part: Partial<FieldManifest> = {}): FieldManifest {
  return { ...FIELD, ...part }
}

/** A model of a manifest with every right. */
export function modelOf(part: Partial<ModelManifest> & Pick<ModelManifest, 'name'>): ModelManifest {
  const { name } = part
  return {
    label: name,
    plural: `${name}s`,
    path: `${name.toLowerCase()}s`,
    key: ['id'],
    display: null,
    search: true,
    searchFields: [],
    filters: [],
    uniques: [],
    traits: {},
    can: { list: true, read: true, create: true, update: true, delete: true },
    fields: {},
    relations: {},
    ...part,
  }
}

const id = fieldOf({ kind: 'int', label: 'ID', unique: true, create: false, update: false, default: { generated: true } })
const createdAt = fieldOf({ kind: 'datetime', label: 'Created at', default: { generated: true } })

const user = modelOf({
  name: 'User',
  display: 'name',
  fields: { id, name: fieldOf({ label: 'Name' }), password: fieldOf({ label: 'Password', read: false, required: false }) },
  relations: { posts: { ...RELATION, label: 'Posts', model: 'Post', list: true, inverse: 'author' } },
})

const post = modelOf({
  name: 'Post',
  display: 'title',
  fields: {
    id,
    title: fieldOf({ label: 'Title', constraints: { maxLength: 20 } }),
    body: fieldOf({ label: 'Body' }),
    status: fieldOf({ kind: 'enum', enum: 'Status', label: 'Status', default: { value: 'DRAFT' } }),
    views: fieldOf({ kind: 'int', label: 'Views', required: false }),
    metadata: fieldOf({ kind: 'json', label: 'Metadata', required: false }),
    keywords: fieldOf({ label: 'Keywords', list: true }),
    authorId: fieldOf({ kind: 'int', label: 'Author ID', relation: 'author' }),
    createdAt,
  },
  relations: {
    author: { ...RELATION, label: 'Author', model: 'User', required: true, via: ['authorId'], references: ['id'], inverse: 'posts' },
    tags: { ...RELATION, label: 'Tags', model: 'Tag', list: true, inverse: 'posts' },
    stock: { ...RELATION, label: 'Stock', model: 'Stock', via: ['stockPlace', 'stockSku'], references: ['place', 'sku'], inverse: 'posts' },
  },
})

const tag = modelOf({
  name: 'Tag',
  display: 'name',
  search: false,
  fields: { id, name: fieldOf({ label: 'Name', unique: true }) },
  relations: { posts: { ...RELATION, label: 'Posts', model: 'Post', list: true, inverse: 'tags' } },
})

const stock = modelOf({
  name: 'Stock',
  key: ['place', 'sku'],
  fields: { place: fieldOf(), sku: fieldOf(), quantity: fieldOf({ kind: 'int' }) },
  relations: { posts: { ...RELATION, label: 'Posts', model: 'Post', list: true, inverse: 'stock' } },
})

/** A manifest as a server would make it: posts with authors, tags and stock under a key of two fields. For tests. */
export const TEST_MANIFEST: Manifest = {
  ssot: 1,
  rev: 'r',
  schema: 's',
  site: { name: 'Test' },
  endpoints: { api: '/api' },
  principal: { kind: 'user', id: 'u1', isAdmin: true, development: false },
  limits: { maxTake: 100 },
  enums: { Status: { values: [{ name: 'DRAFT', label: 'Draft' }, { name: 'LIVE', label: 'Live' }] } },
  models: { User: user, Post: post, Tag: tag, Stock: stock },
  pages: {
    home: { path: '/', auto: 'overview' },
    'Post.list': { path: '/posts', auto: 'list', model: 'Post' },
    'Post.detail': { path: '/posts/[id]', auto: 'detail', model: 'Post' },
  },
  nav: { header: [], sidebar: [], footer: [] },
  theme: { mode: 'system', tokens: {} },
  components: { variants: {}, defaults: {} },
  plugins: {},
}

/** A model of the test manifest. */
export function testModel(name: string): ModelManifest {
  const model = TEST_MANIFEST.models[name]
  if (model === undefined) throw new Error(`The test manifest has no model ${name}.`)
  return model
}

import { describe, expect, it } from 'vitest'
import type { Field, Key, Model, Relation } from '../registry/registry.ts'
import { findConstrainedFields, readIndexNames } from './find-constrained-fields.ts'
import { parseSchema } from './prisma/parse-schema.ts'

const key = (...fields: readonly string[]): Key => ({ fields, name: fields.join('_') })

const POST = {
  name: 'Post',
  table: 'posts',
  key: key('id'),
  uniques: [key('id'), key('authorId', 'slug'), key('email')],
  fields: new Map([['id', 'id'], ['authorId', 'author_id'], ['slug', 'slug'], ['email', 'mail']].map(([name, column]) => [name, { name, column } as Field])),
  relations: new Map([['author', { name: 'author', from: ['authorId'] } as unknown as Relation]]),
} as unknown as Model

const NOTHING = { columns: [], index: '', table: '' }

describe('given a broken constraint', () => {
  it.each([
    ['columns', { columns: ['author_id', 'slug'] }, ['authorId', 'slug']],
    ['columns in quotes', { columns: ['"author_id"'] }, ['authorId']],
    ['columns of its own table', { columns: ['mail'], table: 'posts' }, ['email']],
    ['columns of another table', { columns: ['id'], table: 'users' }, []],
    ['columns that it does not have', { columns: ['id', 'other'] }, []],
    ['the primary key of PostgreSQL', { index: 'posts_pkey' }, ['id']],
    ['the primary key of MySQL', { index: 'PRIMARY' }, ['id']],
    ['a unique index', { index: 'posts_author_id_slug_key' }, ['authorId', 'slug']],
    ['a foreign key', { index: 'posts_author_id_fkey' }, ['authorId']],
    ['the foreign key of another table', { index: 'comments_post_id_fkey' }, []],
    ['an index whose name the schema gives', { index: 'one_mail' }, ['email']],
    ['nothing', {}, []],
  ])('by %s, names the fields', (_, facts, fields) => {
    expect(findConstrainedFields({ ...NOTHING, ...facts }, POST, new Map([['Post', new Map([['one_mail', ['email']]])]]))).toEqual(fields)
  })

  it('knows the names that a schema gives', async () => {
    const { schema } = await parseSchema([{ path: 's', text: 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id(map: "a_pk")\n  e String @unique(map: "one_e")\n  f Int\n  @@unique([e, f], name: "ef", map: "e_and_f")\n  @@unique([f])\n}\n' }])
    expect(readIndexNames(schema!)).toEqual(new Map([['A', new Map([['a_pk', ['id']], ['one_e', ['e']], ['e_and_f', ['e', 'f']]])]]))
  })
})

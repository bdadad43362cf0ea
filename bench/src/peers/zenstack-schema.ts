// What `zen generate` makes of the benchmark's schema, less what only types and migrations are made of.
import { ExpressionUtils, type FieldDef, type FieldDefault, type ModelDef, type SchemaDef } from '@zenstackhq/orm/schema'

/** ZenStack's schema for a database. */
export function zenstackSchema(provider: 'sqlite' | 'postgresql'): SchemaDef {
  return {
    provider: { type: provider, ...(provider === 'postgresql' && { defaultSchema: 'public' }) },
    models: {
      Team: model('Team', [id(), text('name', { unique: true }), many('members', 'User', 'team')], 'name'),
      User: model('User', [id(), text('email', { unique: true }), text('name'), text('bio', { optional: true }), ...one('team', 'Team', 'members'), moment('createdAt'), many('posts', 'Post', 'author'), many('comments', 'Comment', 'author')], 'email'),
      Post: model(
        'Post',
        [
          id(),
          text('code', { unique: true, optional: true }),
          text('title'),
          text('body'),
          { name: 'published', type: 'Boolean', ...byDefault(false) },
          { name: 'views', type: 'Int', ...byDefault(0) },
          ...one('author', 'User', 'posts'),
          moment('createdAt'),
          { name: 'updatedAt', type: 'DateTime', updatedAt: true, attributes: [{ name: '@updatedAt' }] },
          many('comments', 'Comment', 'post'),
        ],
        'code',
      ),
      Comment: model('Comment', [id(), text('text'), ...one('post', 'Post', 'comments'), ...one('author', 'User', 'comments')]),
    },
    authType: 'User',
    plugins: {},
  }
}

function model(name: string, fields: readonly FieldDef[], unique?: string): ModelDef {
  return {
    name,
    fields: Object.fromEntries(fields.map((field) => [field.name, field])),
    idFields: ['id'],
    uniqueFields: { id: { type: 'Int' }, ...(unique !== undefined && { [unique]: { type: 'String' } }) },
  }
}

function id(): FieldDef {
  return { name: 'id', type: 'Int', id: true, ...byDefault(ExpressionUtils.call('autoincrement'), [{ name: '@id' }]) }
}

function text(name: string, traits: Pick<FieldDef, 'unique' | 'optional'> = {}): FieldDef {
  return { name, type: 'String', ...traits, ...(traits.unique && { attributes: [{ name: '@unique' }] }) }
}

function moment(name: string): FieldDef {
  return { name, type: 'DateTime', ...byDefault(ExpressionUtils.call('now')) }
}

function byDefault(value: FieldDefault, others: NonNullable<FieldDef['attributes']> = []): Pick<FieldDef, 'attributes' | 'default'> {
  const written = typeof value === 'object' && value !== null && 'kind' in value ? value : ExpressionUtils.literal(typeof value === 'boolean' || typeof value === 'number' ? value : String(value))
  return { default: value, attributes: [...others, { name: '@default', args: [{ name: 'value', value: written }] }] }
}

function one(name: string, type: string, opposite: string): readonly FieldDef[] {
  const key = `${name}Id`
  return [
    {
      name,
      type,
      relation: { opposite, fields: [key], references: ['id'] },
      attributes: [{
        name: '@relation',
        args: [{ name: 'fields', value: ExpressionUtils.array('Int', [ExpressionUtils.field(key)]) }, { name: 'references', value: ExpressionUtils.array('Int', [ExpressionUtils.field('id')]) }],
      }],
    },
    { name: key, type: 'Int', foreignKeyFor: [name] },
  ]
}

function many(name: string, type: string, opposite: string): FieldDef {
  return { name, type, array: true, relation: { opposite } }
}

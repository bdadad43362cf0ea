// What `zen generate` makes of the benchmark's schema, less what only types and migrations are made of.
import { ExpressionUtils, type AttributeApplication, type Expression, type FieldDef, type FieldDefault, type ModelDef, type SchemaDef } from '@zenstackhq/orm/schema'

const { binary, call, field, member } = ExpressionUtils
const SIGNED_IN = binary(call('auth'), '!=', ExpressionUtils._null())
const OWN = binary(field('authorId'), '==', member(call('auth'), ['id']))
const OF_THE_TEAM = binary(field('teamId'), '==', member(call('auth'), ['teamId']))
const BY_THE_TEAM = binary(member(field('author'), ['teamId']), '==', member(call('auth'), ['teamId']))
const READABLE = ExpressionUtils.or(field('published'), OWN, BY_THE_TEAM)

/** ZenStack's schema for a database. */
export function zenstackSchema(provider: 'sqlite' | 'postgresql'): SchemaDef {
  return {
    provider: { type: provider, ...(provider === 'postgresql' && { defaultSchema: 'public' }) },
    models: {
      Team: model('Team', [id(), text('name', { unique: true }), many('members', 'User', 'team')], { unique: 'name' }),
      User: model('User', [id(), { ...text('email', { unique: true }), attributes: [{ name: '@unique' }, allow('@allow', 'read', OF_THE_TEAM)] }, text('name'), text('bio', { optional: true }), ...one('team', 'Team', 'members'), moment('createdAt'), many('posts', 'Post', 'author'), many('comments', 'Comment', 'author')], { unique: 'email', rules: [allow('@@allow', 'read', SIGNED_IN)] }),
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
        { unique: 'code', rules: [allow('@@allow', 'read', READABLE), allow('@@allow', 'create,update,post-update,delete', OWN)] },
      ),
      Comment: model('Comment', [id(), text('text'), ...one('post', 'Post', 'comments'), ...one('author', 'User', 'comments')]),
    },
    authType: 'User',
    plugins: {},
  }
}

interface ModelTraits {
  readonly unique?: string
  readonly rules?: readonly AttributeApplication[]
}

function model(name: string, fields: readonly FieldDef[], { unique, rules = [] }: ModelTraits = {}): ModelDef {
  return {
    name,
    attributes: rules,
    fields: Object.fromEntries(fields.map((field) => [field.name, field])),
    idFields: ['id'],
    uniqueFields: { id: { type: 'Int' }, ...(unique !== undefined && { [unique]: { type: 'String' } }) },
  }
}

function allow(name: '@allow' | '@@allow', operations: string, condition: Expression): AttributeApplication {
  return { name, args: [{ name: 'operation', value: ExpressionUtils.literal(operations) }, { name: 'condition', value: condition }] }
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

import type { Json } from '@ssot/contract'
import { fieldOf, modelOf as modelWith, relationOf } from '../../registry/registry-fixture.ts'
import type { EnumType, Field, Model, Relation } from '../../registry/registry.ts'
import type { Where } from '../../request/query.ts'
import { bindRule } from './bind-rule.ts'
import { compileRule } from './compile-rule.ts'
import type { RuleContext } from './rule-context.ts'
import type { RuleValues } from './rule-values.ts'
import type { Rule } from './rule.ts'

export { fieldOf, relationOf }

const modelOf = (name: string, fields: readonly Field[], relations: readonly Relation[]): Model => modelWith(name, { fields, relations }, { uniques: [] })

const owner = fieldOf('ownerId', { kind: 'string', required: false, annotations: [{ name: 'owner', scope: 'field', model: 'Post', field: 'ownerId', args: [], named: {}, line: 1, file: 'schema.prisma' }] })
const published = fieldOf('published', { kind: 'boolean' })

const PLAIN_POST: Model = modelOf(
  'Post',
  [
    fieldOf('id'),
    fieldOf('title', { kind: 'string' }),
    fieldOf('note', { kind: 'string', required: false }),
    fieldOf('code', { kind: 'string', required: false, native: { name: 'Uuid', args: [] }, constraints: { format: 'uuid' } }),
    fieldOf('page', { kind: 'string', required: false, native: { name: 'Xml', args: [] } }),
    fieldOf('views'),
    fieldOf('likes', { required: false }),
    fieldOf('score', { kind: 'float', required: false }),
    fieldOf('price', { kind: 'decimal', required: false }),
    fieldOf('total', { kind: 'bigint', required: false }),
    fieldOf('at', { kind: 'datetime', required: false }),
    fieldOf('blob', { kind: 'bytes', required: false }),
    fieldOf('data', { kind: 'json', required: false }),
    fieldOf('status', { kind: 'enum', enum: 'Status' }),
    fieldOf('tags', { kind: 'string', list: true }),
    fieldOf('ratings', { list: true }),
    fieldOf('authorId', { kind: 'string' }),
    published,
    owner,
  ],
  [
    relationOf('author', 'User', { required: true, from: ['authorId'], to: ['id'], inverse: 'posts' }),
    relationOf('owner', 'User', { from: ['ownerId'], to: ['id'], inverse: 'owned' }),
    relationOf('comments', 'Comment', { list: true, inverse: 'post' }),
    relationOf('cover', 'Comment', { inverse: 'covers' }),
  ],
)

/** A post: a field of every kind, and relations of every shape. */
export const POST: Model = { ...PLAIN_POST, traits: { publish: { field: published, value: true, at: fieldOf('publishedAt', { kind: 'datetime', required: false }) } } }

/** A user, who is a principal. */
export const USER: Model = modelOf(
  'User',
  [fieldOf('id', { kind: 'string' }), fieldOf('name', { kind: 'string', required: false }), fieldOf('age', { required: false }), fieldOf('skills', { kind: 'string', list: true }), fieldOf('born', { kind: 'datetime', required: false })],
  [relationOf('posts', 'Post', { list: true, inverse: 'author' }), relationOf('owned', 'Post', { list: true, inverse: 'owner' })],
)

/** A comment, which is deleted softly. */
export const COMMENT: Model = modelOf(
  'Comment',
  [fieldOf('id'), fieldOf('text', { kind: 'string', required: false }), fieldOf('userId', { kind: 'string', required: false }), fieldOf('postId'), fieldOf('deletedAt', { kind: 'datetime', required: false })],
  [relationOf('post', 'Post', { required: true, from: ['postId'], to: ['id'], inverse: 'comments' })],
)

const STATUS: EnumType = { name: 'Status', values: ['DRAFT', 'DONE'], stored: new Map() }

/** What rules of tests are compiled with. */
export const CONTEXT: RuleContext = {
  registry: { models: new Map([POST, USER, COMMENT].map((model) => [model.name, model])), enums: new Map([['Status', STATUS]]), provider: 'sqlite' },
  claims: { role: 'string', rank: 'number', vip: 'boolean', orgs: 'string[]', levels: 'number[]' },
  authModel: USER,
  allowsBefore: false,
  live: ({ name }) => (name === 'Comment' ? { op: 'isNull', field: fieldIn(COMMENT, 'deletedAt'), negated: false } : null),
}

/** A field that must be there. */
export function fieldIn(model: Model, name: string): Field {
  const field = model.fields.get(name)
  if (!field) throw new Error(`${model.name} has no ${name}.`)
  return field
}

/** A relation that must be there. */
export function relationIn(model: Model, name: string): Relation {
  const relation = model.relations.get(name)
  if (!relation) throw new Error(`${model.name} has no ${name}.`)
  return relation
}

/** A rule of a post, compiled; throws its findings. */
export function compiled(text: Json, context: RuleContext = CONTEXT): Rule {
  const { rule, findings } = compileRule({ model: POST, text, name: 'a rule', file: 'schema.prisma', line: 3 }, context)
  if (!rule) throw new Error(findings.map(({ message, hint }) => `${message} ${hint ?? ''}`.trim()).join('\n'))
  return rule
}

/** The values of somebody whose `auth` holds these. */
export function valuesOf(auth: RuleValues['auth'], more: Partial<RuleValues> = {}): RuleValues {
  return { auth, kind: 'user', isAdmin: false, now: new Date('2024-05-01T00:00:00Z'), policyOf: () => ({ op: 'always' }), ...more }
}

/** The condition of a rule of a post. */
export function bound(text: Json, auth: RuleValues['auth'] = {}, more: Partial<RuleValues> = {}): Where {
  return bindRule(compiled(text, { ...CONTEXT, allowsBefore: more.before !== undefined }), valuesOf(auth, more))
}

/** A condition as text, short enough to be compared. */
export function shown(where: Where): string {
  const at = ({ up = 0 }: { readonly up?: number }, name: string): string => `${'^'.repeat(up)}${name}`
  switch (where.op) {
    case 'always':
      return 'true'
    case 'and':
    case 'or':
      return where.args.length === 0 ? (where.op === 'or' ? 'false' : 'true') : `(${where.args.map(shown).join(` ${where.op} `)})`
    case 'not':
      return `not ${shown(where.arg)}`
    case 'isNull':
      return `${at(where, where.field.name)} is null`
    case 'compare':
      return `${at(where, where.field.name)} ${where.by}${where.exact ? '!' : ''} ${showValue(where.value)}`
    case 'compareFields':
      return `${at({ up: where.own ?? 0 }, where.field.name)} ${where.by}${where.exact ? '!' : ''} ${at(where, where.other.name)}`
    case 'relation':
      return `${at(where, where.relation.name)} ${where.quantifier} ${shown(where.where)}`
    case 'absent':
      return `no ${where.relation.name}`
    case 'json':
      return `${where.field.name} ${where.by}`
  }
}

function showValue(value: unknown): string {
  return typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? Buffer.from(value).toString('hex') : JSON.stringify(value)
}

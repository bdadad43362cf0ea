import { isProblem } from '@ssot/contract'
import { fieldOf, modelOf, relationOf } from '../registry/registry-fixture.ts'
import { constraintsOf } from '../registry/native-constraints.ts'
import type { Field, Model, Registry } from '../registry/registry.ts'
import { createFaults } from './faults.ts'
import type { OrderBy, Selection, Where } from './query.ts'
import type { QueryLimits, Scope } from './scope.ts'

const optional = { required: false } as const
const INT = constraintsOf('postgresql', 'int', undefined)
const generated = (by: string): Partial<Field> => ({ default: { from: 'generated', by }, clientCreates: false, clientUpdates: false })
const id = fieldOf('id', { constraints: INT, ...generated('autoincrement') })
const views = fieldOf('views', { constraints: INT, default: { from: 'value', value: 0 } })

/** A field of every kind, and of every way in which one is kept from clients. */
const POST = modelOf(
  'Post',
  {
    fields: [
      id,
      fieldOf('slug', { kind: 'string', unique: true }),
      fieldOf('title', { kind: 'string', constraints: { maxLength: 8 } }),
      fieldOf('note', { kind: 'string', ...optional }),
      views,
      fieldOf('likes', { constraints: INT, ...optional }),
      fieldOf('score', { kind: 'float', ...optional }),
      fieldOf('price', { kind: 'decimal', native: { name: 'Decimal', args: ['6', '2'] }, constraints: { precision: 6, scale: 2 }, ...optional }),
      fieldOf('cost', { kind: 'decimal', native: { name: 'Money', args: [] }, ...optional }),
      fieldOf('total', { kind: 'bigint', constraints: constraintsOf('postgresql', 'bigint', undefined), ...optional }),
      fieldOf('at', { kind: 'datetime', ...optional }),
      fieldOf('day', { kind: 'datetime', native: { name: 'Date', args: [] }, ...optional }),
      fieldOf('time', { kind: 'datetime', native: { name: 'Time', args: [] }, ...optional }),
      fieldOf('blob', { kind: 'bytes', constraints: { maxLength: 4 }, ...optional }),
      fieldOf('data', { kind: 'json', ...optional }),
      fieldOf('status', { kind: 'enum', enum: 'Status', default: { from: 'value', value: 'DRAFT' } }),
      fieldOf('mood', { kind: 'enum', enum: 'Mood', ...optional }),
      fieldOf('live', { kind: 'boolean', default: { from: 'value', value: false } }),
      fieldOf('words', { kind: 'string', list: true }),
      fieldOf('marks', { list: true, constraints: INT }),
      fieldOf('code', { kind: 'string', native: { name: 'Uuid', args: [] }, constraints: { format: 'uuid' }, ...optional }),
      fieldOf('page', { kind: 'string', native: { name: 'Xml', args: [] }, ...optional }),
      fieldOf('authorId', { kind: 'string', relation: 'author' }),
      fieldOf('editorId', { kind: 'string', relation: 'editor', ...optional }),
      fieldOf('ownerId', { kind: 'string', relation: 'owner', ...optional, clientCreates: true, clientUpdates: false }),
      fieldOf('secret', { kind: 'string', visibility: 'hidden', ...optional }),
      fieldOf('pin', { visibility: 'writeOnly', ...optional }),
      fieldOf('hints', { kind: 'string', list: true, visibility: 'writeOnly' }),
      fieldOf('wage', { conditional: true, ...optional }),
      fieldOf('length', { computed: { expr: { t: 'lit', value: 1 }, inputs: [] }, clientCreates: false, clientUpdates: false }),
      fieldOf('createdAt', { kind: 'datetime', ...generated('now') }),
      fieldOf('rank', { ...optional, clientUpdates: false, refused: ['update'] }),
    ],
    relations: [
      relationOf('author', 'User', { required: true, from: ['authorId'], to: ['id'], inverse: 'posts' }),
      relationOf('editor', 'User', { from: ['editorId'], to: ['id'], inverse: 'edited' }),
      relationOf('owner', 'User', { from: ['ownerId'], to: ['id'], inverse: 'owned' }),
      relationOf('comments', 'Comment', { list: true, inverse: 'post' }),
      relationOf('topics', 'Topic', { list: true, inverse: 'posts' }),
      relationOf('cover', 'Cover', { inverse: 'post' }),
      relationOf('stats', 'Stat', { list: true, inverse: 'post' }),
      relationOf('logs', 'Log', { list: true, inverse: 'post' }),
      relationOf('trace', 'Log', { list: true, hidden: true }),
    ],
  },
  {
    uniques: [{ name: 'id', fields: ['id'] }, { name: 'slug', fields: ['slug'] }, { name: 'authorId_title', fields: ['authorId', 'title'] }, { name: 'secret', fields: ['secret'] }, { name: 'pair', fields: ['secret', 'views'] }],
    searchFields: ['title', 'note'],
  },
)

const USER = modelOf('User', {
  fields: [fieldOf('id', { kind: 'string', default: { from: 'generated', by: 'cuid' } }), fieldOf('name', { kind: 'string', ...optional })],
  relations: [relationOf('posts', 'Post', { list: true, inverse: 'author' }), relationOf('edited', 'Post', { list: true, inverse: 'editor' }), relationOf('owned', 'Post', { list: true, inverse: 'owner' })],
})

const COMMENT = modelOf(
  'Comment',
  { fields: [id, fieldOf('text', { kind: 'string' }), fieldOf('nr'), fieldOf('postId', { constraints: INT })], relations: [relationOf('post', 'Post', { required: true, from: ['postId'], to: ['id'], inverse: 'comments' })] },
  { uniques: [{ name: 'id', fields: ['id'] }, { name: 'postId_nr', fields: ['postId', 'nr'] }], limit: { take: 50 } },
)

const TOPIC = modelOf('Topic', { fields: [fieldOf('name', { kind: 'string' })], relations: [relationOf('posts', 'Post', { list: true, inverse: 'topics' })] }, { key: { name: 'name', fields: ['name'] }, uniques: [{ name: 'name', fields: ['name'] }] })

const COVER = modelOf('Cover', { fields: [fieldOf('id'), fieldOf('url', { kind: 'string' }), fieldOf('postId')], relations: [relationOf('post', 'Post', { required: true, from: ['postId'], to: ['id'], inverse: 'cover' })] })

const STAT = modelOf('Stat', { fields: [fieldOf('id'), fieldOf('postId', optional)], relations: [relationOf('post', 'Post', { from: ['postId'], to: ['id'], inverse: 'stats' })] }, { kind: 'view' })

const LOG = modelOf(
  'Log',
  { fields: [fieldOf('id'), fieldOf('postId', { ...optional, clientCreates: false, clientUpdates: false })], relations: [relationOf('post', 'Post', { from: ['postId'], to: ['id'], inverse: 'logs' })] },
  { createUnavailable: 'It is written by the server.' },
)

/** Models whose key is compound, a great number, and none at all. */
const SEAT = modelOf('Seat', { fields: [fieldOf('row', { kind: 'string' }), fieldOf('nr')], relations: [] }, { key: { name: 'row_nr', fields: ['row', 'nr'] }, uniques: [{ name: 'row_nr', fields: ['row', 'nr'] }] })
const COIN = modelOf('Coin', { fields: [fieldOf('id', { kind: 'bigint' })], relations: [] })
const NOISE = modelOf('Noise', { fields: [fieldOf('level')], relations: [] }, { key: null, uniques: [] })

const MODELS = new Map([POST, USER, COMMENT, TOPIC, COVER, STAT, LOG, SEAT, COIN, NOISE].map((model) => [model.name, model]))

/** All of them, and two enums. */
export const REGISTRY: Registry = {
  schemaHash: '', provider: 'postgresql', relationMode: 'foreignKeys', models: MODELS, byPath: MODELS,
  enums: new Map([['Status', { name: 'Status', values: ['DRAFT', 'DONE'], stored: new Map() }], ['Mood', { name: 'Mood', values: ['GOOD'], stored: new Map() }]]),
  ui: { site: { name: '' }, theme: { mode: 'system', tokens: {} }, pages: {}, nav: { header: [], sidebar: [], footer: [] }, components: { variants: {}, defaults: {} } },
}

/** Limits so low that a short request passes them. */
export const LIMITS: QueryLimits = { maxTake: 100, maxDepth: 2, maxRows: 5000, maxIncludes: 4, maxFilterNodes: 12, maxRelationFilters: 2, maxInValues: 3, maxOrderBy: 3, maxBulk: 6 }

/** A model that must be there. */
export function modelNamed(name: string): Model {
  const model = MODELS.get(name)
  if (!model) throw new Error(`There is no model ${name}.`)
  return model
}

/** A field of a post that must be there. */
export function postField(name: string): Field {
  const field = POST.fields.get(name)
  if (!field) throw new Error(`Post has no ${name}.`)
  return field
}

/** A scope of its own for one request. */
export function scopeOf(model: string, more: Partial<Scope> = {}): Scope {
  return { model: modelNamed(model), registry: REGISTRY, faults: createFaults(), limits: LIMITS, fromText: false, ...more }
}

/** What a parser yields, with names for parts of the registry; or every fault as a line. */
export function outcomeOf(parse: (scope: Scope) => unknown, scope: Scope): unknown {
  try {
    const value = parse(scope)
    const faults = scope.faults.all()
    return faults.length === 0 ? shown(value) : faults.map(({ path, code, message }) => `${path} ${code} ${message}`)
  } catch (error) {
    if (!isProblem(error)) throw error
    return { code: error.code, detail: error.message, errors: error.errors.map(({ path, code }) => `${path} ${code}`) }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
const isPart = (value: Readonly<Record<string, unknown>>): boolean => typeof value['name'] === 'string' && ('annotations' in value || ('fields' in value && Object.keys(value).length === 2))
const isOrder = (value: object): value is OrderBy => 'via' in value
const isSelection = (value: object): value is Selection => 'counts' in value && 'relations' in value
const CONDITIONS: ReadonlySet<unknown> = new Set<Where['op']>(['always', 'and', 'or', 'not', 'isNull', 'compare', 'compareFields', 'json', 'relation', 'absent'])
const isWhere = (value: object): value is Where => 'op' in value && CONDITIONS.has(value.op)

/** A value with text in place of conditions, orders and selections, and names in place of parts of the registry. */
export function shown(value: unknown): unknown {
  if (typeof value === 'bigint') return `${String(value)}n`
  if (typeof value === 'symbol') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(shown)
  if (!isObject(value)) return value
  if (isPart(value)) return value['name']
  if (isWhere(value)) return showWhere(value)
  if (isOrder(value)) return showOrder(value)
  if (isSelection(value)) return showSelection(value)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]))
}

const list = <T>(values: readonly T[], show: (value: T) => string): string => values.map(show).join(', ')
const letters = (insensitive: boolean): string => (insensitive ? ' in any case' : '')
const literal = (value: unknown): string => JSON.stringify(shown(value)) ?? 'undefined'

function showWhere(where: Where): string {
  switch (where.op) {
    case 'always':
      return 'always'
    case 'and':
    case 'or':
      return `${where.op}(${list(where.args, showWhere)})`
    case 'not':
      return `not(${showWhere(where.arg)})`
    case 'isNull':
      return `${where.field.name} is null`
    case 'compare':
      return `${where.field.name} ${where.by} ${literal(where.value)}${letters(where.insensitive)}`
    case 'compareFields':
      return `${where.model}.${where.field.name} ${where.by} ${where.other.name}${letters(where.insensitive)}`
    case 'json':
      return `${where.field.name}[${where.path.join('|')}] ${where.by} ${literal(where.value)}${letters(where.insensitive)}`
    case 'relation':
      return `${where.relation.name} ${where.quantifier}(${showWhere(where.where)})`
    case 'absent':
      return `${where.relation.name} is absent`
  }
}

function showOrder({ via, field, direction, nulls }: OrderBy): string {
  return [[...via, field].map(({ name }) => name).join('.'), direction, ...(nulls ? [nulls] : [])].join(' ')
}

/** `*` stands for every field that may be read. */
function showSelection({ fields, relations, counts }: Selection): string {
  const isWhole = [...MODELS.values()].some((model) => fields.length > 0 && [...model.fields.values()].filter(({ visibility }) => visibility === 'normal').every((field, index, all) => field === fields[index] && all.length === fields.length))
  const nested = relations.map(({ relation, model, selection, list: rows }) => `${relation.name}: ${model.name} ${showSelection(selection)}${rows ? ` of ${literal(rows)}` : ''}`)
  return `{ ${[...(isWhole ? ['*'] : fields.map(({ name }) => name)), ...nested, ...counts.map(({ relation, where }) => `#${relation.name} ${showWhere(where)}`)].join(', ')} }`
}

import type { Json } from '@ssot/contract'
import type { ArgumentType } from './argument-types.ts'

/** One argument of an annotation. `oneOf` is for the types made of words. */
export interface ArgumentSpec {
  readonly type: ArgumentType
  readonly required?: true
  readonly oneOf?: readonly string[]
}

/** What an annotation takes in one scope. */
export interface Signature {
  readonly arguments: Readonly<Record<string, ArgumentSpec>>
  /** Names of the arguments that may be given without a name, in order. */
  readonly positional?: readonly string[]
  /** The last positional argument is a list and takes all further ones. */
  readonly rest?: true
  /** Words that stand for `name: true`. */
  readonly flags?: readonly string[]
  /** Further named arguments are kept as they are. */
  readonly open?: true
  /** Says what is wrong with the arguments together. */
  readonly check?: (named: Readonly<Record<string, Json>>) => string | undefined
}

/** Where an annotation may stand, and what it takes there. */
export interface AnnotationSpec {
  readonly model?: Signature
  readonly field?: Signature
  /** May be written without parentheses: one word, words parted by commas, or the rest of the line. */
  readonly bare?: 'word' | 'words' | 'text'
  /** May stand several times at one place. */
  readonly repeatable?: true
}

const NOTHING: Signature = { arguments: {} }
const MODEL_OPERATIONS = ['read', 'create', 'update', 'write', 'delete', 'history', '*']
const FIELD_OPERATIONS = ['read', 'create', 'update', 'write']

const rule = (oneOf: readonly string[], more: Signature['arguments']): Signature => ({
  positional: ['operations', 'rule'],
  arguments: { operations: { type: 'words', required: true, oneOf }, rule: { type: 'rule' }, check: { type: 'rule' }, name: { type: 'text' }, ...more },
  check: (named) => (named['rule'] === undefined && named['check'] === undefined ? 'needs a rule: `rule: "…"`' : undefined),
})

const one = (name: string, type: ArgumentType): Signature => ({
  positional: [name],
  arguments: { [name]: { type, required: true } },
})

/** Every annotation of ours. */
export const ANNOTATIONS = {
  policy: { model: rule(MODEL_OPERATIONS, { fields: { type: 'fields' } }), field: rule(FIELD_OPERATIONS, {}), repeatable: true },
  deny: { model: rule(MODEL_OPERATIONS, { fields: { type: 'fields' } }), field: rule(FIELD_OPERATIONS, {}), repeatable: true },
  auth: {
    model: {
      positional: ['strategies'],
      rest: true,
      arguments: { strategies: { type: 'words', required: true }, expiry: { type: 'text' }, refresh: { type: 'flag' } },
    },
  },
  realtime: {
    model: {
      positional: ['subscribe', 'broadcast'],
      arguments: {
        subscribe: { type: 'subscriptions', oneOf: ['list', 'get'] },
        broadcast: { type: 'words', oneOf: ['created', 'updated', 'deleted'] },
        permissions: { type: 'permissions', oneOf: ['list', 'get'] },
      },
    },
  },
  search: {
    model: {
      positional: ['fields'],
      arguments: { fields: { type: 'fields', required: true }, weights: { type: 'numbers' }, language: { type: 'text' } },
      check: ({ fields, weights }) =>
        Array.isArray(fields) && Array.isArray(weights) && fields.length !== weights.length
          ? `has ${fields.length} fields and ${weights.length} weights: give one weight for each field`
          : undefined,
    },
  },
  service: { model: { ...one('name', 'text'), open: true }, bare: 'word', repeatable: true },
  provider: { model: one('name', 'text'), bare: 'word' },
  methods: { model: { ...one('names', 'words'), rest: true }, bare: 'words' },
  rateLimit: { model: one('rate', 'rate'), bare: 'word' },
  description: { model: one('text', 'text'), field: one('text', 'text'), bare: 'text' },
  path: { model: one('path', 'path') },
  label: {
    model: { positional: ['label', 'plural'], arguments: { label: { type: 'text', required: true }, plural: { type: 'text' } } },
    field: one('label', 'text'),
  },
  display: { model: one('field', 'field') },
  hidden: { model: NOTHING, field: NOTHING },
  softDelete: { model: { positional: ['field'], arguments: { field: { type: 'field' } } } },
  audit: { model: NOTHING },
  limit: {
    model: {
      positional: ['take', 'rate'],
      arguments: { take: { type: 'count' }, rate: { type: 'rate' } },
      check: (named) => (Object.keys(named).length === 0 ? 'needs `take` or `rate`' : undefined),
    },
  },
  tenant: { model: { positional: ['field', 'from'], arguments: { field: { type: 'field', required: true }, from: { type: 'expression' } } } },
  writeOnly: { field: NOTHING },
  readOnly: { field: NOTHING },
  immutable: { field: NOTHING },
  owner: { field: NOTHING },
  expose: { field: NOTHING },
  link: { field: NOTHING },
  set: {
    field: {
      arguments: { create: { type: 'expression' }, update: { type: 'expression' } },
      check: (named) => (Object.keys(named).length === 0 ? 'needs `create: "…"` or `update: "…"`' : undefined),
    },
  },
  computed: { field: one('expression', 'expression') },
  validate: {
    field: {
      flags: ['email', 'url', 'uuid'],
      arguments: {
        min: { type: 'bound' },
        max: { type: 'bound' },
        length: { type: 'length' },
        minLength: { type: 'count' },
        maxLength: { type: 'count' },
        email: { type: 'flag' },
        url: { type: 'flag' },
        uuid: { type: 'flag' },
        regex: { type: 'regex' },
        startsWith: { type: 'text' },
        endsWith: { type: 'text' },
        contains: { type: 'text' },
        message: { type: 'text' },
      },
      check: (named) => (Object.keys(named).every((name) => name === 'message') ? 'checks nothing: give it at least one of min, max, length, email, url, regex' : undefined),
    },
    repeatable: true,
  },
  help: { field: one('text', 'text') },
  format: { field: one('format', 'text') },
  ui: { field: { positional: ['widget'], arguments: { widget: { type: 'text' } }, open: true } },
} as const satisfies Record<string, AnnotationSpec>

/** The name of an annotation of ours. */
export type AnnotationName = keyof typeof ANNOTATIONS

/** The table's entry for a name, if it is one of ours. */
export function annotationSpec(name: string): AnnotationSpec | undefined {
  return isAnnotationName(name) ? ANNOTATIONS[name] : undefined
}

function isAnnotationName(name: string): name is AnnotationName {
  return Object.hasOwn(ANNOTATIONS, name)
}

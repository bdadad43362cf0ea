import type { Model } from '../registry/registry.ts'
import type { Where } from '../request/query.ts'
import type { Guard } from './guard-where.ts'
import { COMMENT, fieldIn, fieldOf, POST, relationIn, USER } from './rules/rules-fixture.ts'

/** A condition that stands for what its name says. */
export function told(name: string): Where {
  return { op: 'isNull', field: fieldOf(name, { required: false }) }
}

const ROWS: Readonly<Record<string, Where>> = { Post: told('post'), User: told('user') }
const KNOWN: ReadonlySet<string> = new Set(['Post.title', 'Post.note', 'Post.data', 'User.name', 'Comment.text', 'Comment.id'])

/** Of posts and users some rows are there, of comments all; titles, notes, data, names, texts and ids of comments are known of some rows. */
export const GUARD: Guard = {
  registry: { models: new Map([POST, USER, COMMENT].map((model) => [model.name, model])) },
  conditionOf: ({ name }) => ROWS[name] ?? null,
  fieldConditionOf: (model, { name }) => (KNOWN.has(`${model.name}.${name}`) ? told(`known ${name}`) : null),
}

/** A comparison of a field of a model. */
export function is(model: Model, name: string, value: unknown = 1): Where {
  return { op: 'compare', field: fieldIn(model, name), by: 'equals', value, insensitive: false }
}

/** A condition on what a relation leads to. */
export function by([model, name]: readonly [Model, string], quantifier: Extract<Where, { readonly op: 'relation' }>['quantifier'], where: Where): Where {
  return { op: 'relation', relation: relationIn(model, name), quantifier, where }
}

/** The opposite of a condition. */
export function not(arg: Where): Where {
  return { op: 'not', arg }
}

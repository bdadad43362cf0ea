import { parseExpr, type Expr } from '@ssot/contract'
import type { Field, Model, Relation } from '../registry.ts'

function createField(name: string, more: Partial<Field> = {}): [string, Field] {
  const field: Field = {
    name,
    column: name,
    kind: 'string',
    list: false,
    required: true,
    unique: false,
    label: name,
    default: { from: 'none' },
    isUpdatedAt: false,
    visibility: 'normal',
    clientCreates: true,
    clientUpdates: true,
    constraints: {},
    annotations: [],
    ...more,
  }
  return [name, field]
}

function createModel(name: string, more: Partial<Model> = {}): [string, Model] {
  const author: Relation = { name: 'author', model: 'User', list: false, required: true, label: 'Author', from: [], to: [], inverse: 'posts', relationName: 'x', hidden: false, linkRights: 'update', annotations: [] }
  const model: Model = {
    name,
    kind: 'model',
    table: name,
    label: name,
    plural: `${name}s`,
    path: `${name.toLowerCase()}s`,
    hidden: false,
    key: { name: 'id', fields: ['id'] },
    uniques: [],
    fields: new Map([createField('id'), createField('title'), createField('secret', { visibility: 'hidden' })]),
    relations: new Map([['author', author]]),
    display: null,
    searchFields: [],
    createUnavailable: null,
    traits: {},
    annotations: [],
    ...more,
  }
  return [name, model]
}

/** A model, one without a key, a view and a hidden model; each with `id`, `title`, the hidden `secret` and the relation `author`. */
export const MODELS = new Map([createModel('Post'), createModel('Log', { key: null }), createModel('Top', { kind: 'view' }), createModel('Secret', { hidden: true })])

/** The AST of an expression that is known to be right. */
export function expr(text: string): Expr {
  const parsed = parseExpr(text)
  return parsed.ok ? parsed.expr : { t: 'lit', value: parsed.message }
}

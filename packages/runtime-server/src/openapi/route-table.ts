// Every route of the API, as it is mounted and as it is described. A route that is mounted and not here, or the reverse, fails a test.
import type { ModelManifest } from '@ssot/contract'
import { LIST_ARGUMENTS, RECORD_ARGUMENTS } from '../request/parse-query.ts'
import type { Key, Relation } from '../registry/registry.ts'
import type { Failing } from './describe-replies.ts'
import type { Part, Parts } from './document.ts'
import { argumentRefs } from './describe-parameters.ts'
import { mayCreateLinked, mayFollow, mayLink, mayUnlink } from './relation-rights.ts'
import * as replies from './route-replies.ts'
import * as bodies from './route-bodies.ts'
import type { ModelView, OpenapiScope } from './scope.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What an operation is about: a model, and perhaps a unique or a relation of it. */
export interface Subject {
  readonly view: ModelView
  readonly unique: Key | undefined
  readonly relation: Relation | undefined
  /** The model at the other end of the relation; the model itself where there is none. */
  readonly target: ModelView
  /** Names of the relations that the operation is about, where it is one operation for several. */
  readonly choices?: readonly string[]
}

/** One route of every model. */
export interface ModelRoute {
  readonly method: Method
  /** Below the API's base. It is described once for each model, and for each `:unique` and `:relation` of it; with a `:key`, for all relations together. */
  readonly path: string
  /** `list` makes the operation id `Post.list`. */
  readonly verb: string
  readonly summary: (subject: Subject) => string
  readonly applies: (subject: Subject) => boolean
  readonly parameters?: (scope: OpenapiScope, subject: Subject) => readonly Part[]
  /** Content of the body by media type. */
  readonly body?: (scope: OpenapiScope, subject: Subject) => Parts
  readonly replies: (scope: OpenapiScope, subject: Subject) => Parts
  readonly errors: Failing
}

const can = (verdict: keyof ModelManifest['can']) => ({ view }: Subject): boolean => view.shown.can[verdict] === true
const canUpsert = ({ view }: Subject): boolean => view.shown.can.create && view.shown.can.update && view.uniques.length > 0
const one = ({ view }: Subject): string => withArticle(view.model.label.toLowerCase())
const many = ({ view }: Subject): string => view.model.plural.toLowerCase()
const selection = (scope: OpenapiScope, { view }: Subject): readonly Part[] => argumentRefs(scope, view, RECORD_ARGUMENTS)
const listing = (scope: OpenapiScope, { view }: Subject): readonly Part[] => argumentRefs(scope, view, [...LIST_ARGUMENTS, 'can'])
const writing = (scope: OpenapiScope, subject: Subject): readonly Part[] => [...selection(scope, subject), ...bodies.SAFE_WRITE]
const following = (scope: OpenapiScope, { target, relation }: Subject): readonly Part[] => argumentRefs(scope, target, relation?.list ? [...LIST_ARGUMENTS, 'can'] : RECORD_ARGUMENTS)
const changing = (scope: OpenapiScope, subject: Subject): readonly Part[] => [...writing(scope, subject), bodies.IF_MATCH]

// By the first letters; `u` is mostly spoken as in `user`.
const withArticle = (name: string): string => `${/^([aeio]|un[^i])/.test(name) ? 'an' : 'a'} ${name}`

const through = ({ relation }: Subject): string => relation?.label.toLowerCase() ?? ''
/** Whether the model's rows are kept when they are deleted. */
const deletesSoftly = ({ view }: Subject): boolean => view.shown.can.delete && view.model.traits.softDelete !== undefined
const isTree = ({ view }: Subject): boolean => view.shown.can.list && view.shown.traits.tree !== undefined
const isSearched = ({ view }: Subject): boolean => view.shown.can.list && view.model.annotations.some(({ name }) => name === 'search')

const HISTORY_ARGUMENTS = ['take', 'cursor']
const TREE_ARGUMENTS = ['orderBy', 'sort', 'select', 'include', 'omit']
const TREE_PARAMETERS: readonly Part[] = [
  { name: 'root', in: 'query', description: 'Key of the record that the tree begins with; without it, all that are below none.', schema: { type: 'string' } },
  { name: 'depth', in: 'query', description: 'How many levels are answered.', schema: { type: 'integer', minimum: 1 } },
]

/** The routes of models. */
export const MODEL_ROUTES: readonly ModelRoute[] = [
  { method: 'get', path: '/:model', verb: 'list', summary: (subject) => `List ${many(subject)}`, applies: can('list'), parameters: listing, replies: replies.list, errors: 'List' },
  { method: 'post', path: '/:model', verb: 'create', summary: (subject) => `Create ${one(subject)}`, applies: can('create'), parameters: writing, body: bodies.create, replies: replies.created, errors: 'Create' },
  { method: 'post', path: '/:model/$query', verb: 'query', summary: (subject) => `List ${many(subject)}, arguments in the body`, applies: can('list'), body: bodies.query, replies: replies.list, errors: 'Query' },
  { method: 'get', path: '/:model/$count', verb: 'count', summary: (subject) => `Count ${many(subject)}`, applies: can('list'), parameters: bodies.countParameters, replies: replies.count, errors: 'List' },
  { method: 'post', path: '/:model/$count', verb: 'countQuery', summary: (subject) => `Count ${many(subject)}, arguments in the body`, applies: can('list'), body: bodies.count, replies: replies.count, errors: 'Query' },
  { method: 'get', path: '/:model/$aggregate', verb: 'aggregate', summary: (subject) => `Sums, averages and extremes of ${many(subject)}`, applies: can('list'), parameters: bodies.aggregateParameters, replies: replies.aggregate, errors: 'List' },
  { method: 'post', path: '/:model/$aggregate', verb: 'aggregateQuery', summary: (subject) => `Sums, averages and extremes of ${many(subject)}, arguments in the body`, applies: can('list'), body: bodies.aggregate, replies: replies.aggregate, errors: 'Query' },
  { method: 'get', path: '/:model/$group', verb: 'group', summary: (subject) => `Group ${many(subject)}`, applies: can('list'), parameters: bodies.groupParameters, replies: replies.group, errors: 'List' },
  { method: 'post', path: '/:model/$group', verb: 'groupQuery', summary: (subject) => `Group ${many(subject)}, arguments in the body`, applies: can('list'), body: bodies.group, replies: replies.group, errors: 'Query' },
  { method: 'get', path: '/:model/$search', verb: 'search', summary: (subject) => `Full-text search in ${many(subject)}`, applies: isSearched, parameters: bodies.searchParameters, replies: replies.list, errors: 'Record' },
  { method: 'get', path: '/:model/$export', verb: 'export', summary: (subject) => `Export ${many(subject)}`, applies: can('list'), parameters: bodies.exportParameters, replies: replies.exported, errors: 'List' },
  { method: 'post', path: '/:model/$import', verb: 'import', summary: (subject) => `Import ${many(subject)}`, applies: can('create'), parameters: () => bodies.IMPORTING, body: bodies.imported, replies: replies.imported, errors: 'Create' },
  { method: 'post', path: '/:model/$upsert', verb: 'upsert', summary: (subject) => `Update ${one(subject)}, or create it`, applies: canUpsert, parameters: writing, body: bodies.upsert, replies: replies.upserted, errors: 'Create' },
  { method: 'post', path: '/:model/$create-many', verb: 'createMany', summary: (subject) => `Create ${many(subject)}`, applies: can('create'), parameters: () => bodies.SAFE_WRITE, body: bodies.createMany, replies: replies.affected, errors: 'Create' },
  { method: 'post', path: '/:model/$update-many', verb: 'updateMany', summary: (subject) => `Update all ${many(subject)} that match`, applies: can('update'), parameters: () => bodies.SAFE_WRITE, body: bodies.updateMany, replies: replies.affected, errors: 'Create' },
  { method: 'post', path: '/:model/$delete-many', verb: 'deleteMany', summary: (subject) => `Delete all ${many(subject)} that match`, applies: can('delete'), parameters: () => bodies.SAFE_WRITE, body: bodies.deleteMany, replies: replies.affected, errors: 'Create' },
  { method: 'get', path: '/:model/$tree', verb: 'tree', summary: (subject) => `${subject.view.model.plural} as a tree`, applies: isTree, parameters: (scope, { view }) => [...argumentRefs(scope, view, TREE_ARGUMENTS), ...TREE_PARAMETERS], replies: replies.tree, errors: 'Record' },
  { method: 'get', path: '/:model/$by/:unique/:value', verb: 'getBy', summary: ({ view, unique }) => `Read ${withArticle(view.model.label.toLowerCase())} by ${unique?.fields.join(', ') ?? ''}`, applies: can('list'), parameters: selection, replies: replies.record, errors: 'Record' },
  { method: 'get', path: '/:model/:id', verb: 'get', summary: (subject) => `Read ${one(subject)}`, applies: can('read'), parameters: selection, replies: replies.record, errors: 'Record' },
  { method: 'patch', path: '/:model/:id', verb: 'update', summary: (subject) => `Update ${one(subject)}`, applies: can('update'), parameters: changing, body: bodies.update, replies: replies.record, errors: 'Change' },
  { method: 'delete', path: '/:model/:id', verb: 'delete', summary: (subject) => `Delete ${one(subject)}`, applies: can('delete'), parameters: changing, replies: replies.record, errors: 'Change' },
  { method: 'post', path: '/:model/:id/$restore', verb: 'restore', summary: (subject) => `Undo the deletion of ${one(subject)}`, applies: deletesSoftly, parameters: writing, replies: replies.record, errors: 'Change' },
  { method: 'get', path: '/:model/:id/$can', verb: 'can', summary: (subject) => `What may be done with ${one(subject)}`, applies: can('read'), replies: replies.verdicts, errors: 'Record' },
  { method: 'get', path: '/:model/:id/$history', verb: 'history', summary: (subject) => `What was done to ${one(subject)}, newest first`, applies: can('history'), parameters: (scope, { view }) => argumentRefs(scope, view, HISTORY_ARGUMENTS), replies: replies.history, errors: 'Record' },
  { method: 'get', path: '/:model/:id/:relation', verb: 'related', summary: (subject) => `Read the ${through(subject)} of ${one(subject)}`, applies: mayFollow, parameters: following, replies: replies.related, errors: 'Record' },
  { method: 'post', path: '/:model/:id/:relation', verb: 'createRelated', summary: (subject) => `Create ${subject.relation?.list ? 'one of ' : ''}the ${through(subject)} of ${one(subject)}`, applies: mayCreateLinked, parameters: (scope, { target }) => [...argumentRefs(scope, target, RECORD_ARGUMENTS), ...bodies.SAFE_WRITE], body: bodies.createRelated, replies: replies.relatedCreated, errors: 'Change' },
  { method: 'put', path: '/:model/:id/:relation/:key', verb: 'link', summary: (subject) => `Link a record to ${one(subject)}`, applies: mayLink, replies: replies.nothing, errors: 'Change' },
  { method: 'delete', path: '/:model/:id/:relation/:key', verb: 'unlink', summary: (subject) => `Unlink a record from ${one(subject)}`, applies: mayUnlink, parameters: () => bodies.SAFE_WRITE, replies: replies.nothing, errors: 'Change' },
]

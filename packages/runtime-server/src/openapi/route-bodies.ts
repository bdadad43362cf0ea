import { COUNT_ARGUMENTS, LIST_ARGUMENTS } from '../request/parse-query.ts'
import { closed, listOf, oneOrMany, parts, refTo, type Part, type Parts } from './document.ts'
import { argumentRefs, argumentSchemas } from './describe-parameters.ts'
import { SKIP, takeSchema } from './describe-record.ts'
import { nestedCreate } from './required-links.ts'
import type { Subject } from './route-table.ts'
import { schemaOf, sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'

// Bodies of the routes by media type, and parameters that only some of them take.

const FLAG: Part = { type: 'boolean' }
const json = (schema: Part): Parts => ({ 'application/json': { schema } })

/** Headers of a write that may be repeated or tried. */
export const SAFE_WRITE: readonly Part[] = [refTo('parameters', 'idempotencyKey'), refTo('parameters', 'prefer')]
export const IF_MATCH: Part = refTo('parameters', 'ifMatch')
export const IMPORTING: readonly Part[] = [refTo('parameters', 'partial'), refTo('parameters', 'skipDuplicates')]

export const create = (scope: OpenapiScope, { view }: Subject): Parts => json(schemaOf(scope, view.model.name, 'Create'))
export const update = (scope: OpenapiScope, { view }: Subject): Parts => json(schemaOf(scope, view.model.name, 'Update'))
export const query = (scope: OpenapiScope, { view }: Subject): Parts => json(schemaOf(scope, view.model.name, 'Query'))
export const count = (scope: OpenapiScope, { view }: Subject): Parts => json(closed(parts(argumentSchemas(scope, view, COUNT_ARGUMENTS))))
export const aggregate = (scope: OpenapiScope, { view }: Subject): Parts => json(schemaOf(scope, view.model.name, 'Aggregate'))
export const group = (scope: OpenapiScope, { view }: Subject): Parts => json(schemaOf(scope, view.model.name, 'Group'))
export const createRelated = (scope: OpenapiScope, { target }: Subject): Parts => json(nestedCreate(scope, target))

/** `{ where, create, update }`. */
export function upsert(scope: OpenapiScope, { view: { model } }: Subject): Parts {
  return json(closed({ where: schemaOf(scope, model.name, 'WhereUnique'), create: schemaOf(scope, model.name, 'Create'), update: schemaOf(scope, model.name, 'Update') }, ['where', 'create', 'update']))
}

/** `{ data: [], skipDuplicates? }`. */
export function createMany(scope: OpenapiScope, { view: { model } }: Subject): Parts {
  return json(closed({ data: listOf(schemaOf(scope, model.name, 'Create')), skipDuplicates: FLAG }, ['data']))
}

// Needed where `where` is absent or empty: every record is meant.
const ALL: Part = { const: true }

/** `{ where, data }`. */
export function updateMany(scope: OpenapiScope, { view: { model } }: Subject): Parts {
  return json(closed({ where: schemaOf(scope, model.name, 'Where'), all: ALL, data: schemaOf(scope, model.name, 'Update') }, ['data']))
}

/** `{ where }`. */
export function deleteMany(scope: OpenapiScope, { view: { model } }: Subject): Parts {
  return json(closed({ where: schemaOf(scope, model.name, 'Where'), all: ALL }))
}

/** Rows as JSON, as lines of JSON or as CSV. */
export function imported(scope: OpenapiScope, { view: { model } }: Subject): Parts {
  const text: Part = { schema: { type: 'string' } }
  return { ...json(listOf(schemaOf(scope, model.name, 'Create'))), 'application/x-ndjson': text, 'text/csv': text }
}

/** The body of `$query`. */
export function describeQuery(scope: OpenapiScope, view: ModelView): Part {
  return closed(parts(argumentSchemas(scope, view, [...LIST_ARGUMENTS, 'can'])))
}

/** The body of `$aggregate`. */
export function describeAggregate(scope: OpenapiScope, view: ModelView): Part {
  return closed({ ...parts(argumentSchemas(scope, view, [...COUNT_ARGUMENTS, 'orderBy', 'sort'])), take: SKIP, skip: SKIP, ...figureArguments(scope) })
}

/** The body of `$group`. */
export function describeGroup(scope: OpenapiScope, view: ModelView): Part {
  const paging = { take: takeSchema(scope, view), skip: SKIP }
  return closed({ ...parts(argumentSchemas(scope, view, COUNT_ARGUMENTS)), ...figureArguments(scope), ...groupArguments(scope, view), ...paging }, ['by'])
}

function groupArguments(scope: OpenapiScope, { model }: ModelView): Parts {
  return { by: oneOrMany(schemaOf(scope, model.name, 'FieldName')), having: OBJECT, orderBy: oneOrMany(OBJECT) }
}

const OBJECT: Part = { type: 'object' }

function figureArguments(scope: OpenapiScope): Parts {
  const flags = sharedSchema(scope, 'Flags')
  return { _count: { anyOf: [FLAG, flags] }, _sum: flags, _avg: flags, _min: flags, _max: flags }
}

const refs = (names: readonly string[]): readonly Part[] => names.map((name) => refTo('parameters', name))
const FIGURES = ['_count', '_sum', '_avg', '_min', '_max']

/** Parameters of aggregates and groups; the names in them are checked by the server. */
export function describeFigureParameters(scope: OpenapiScope): Parts {
  const members = { ...figureArguments(scope), by: oneOrMany({ type: 'string' }), having: OBJECT, groupOrder: oneOrMany(OBJECT) }
  const named = Object.entries(members).map(([key, schema]): [string, Part] => {
    const name = key === 'groupOrder' ? 'orderBy' : key
    return [key, { name, in: 'query', ...(key === 'by' && { required: true }), content: { 'application/json': { schema } } }]
  })
  return { ...Object.fromEntries(named), rows: { name: 'take', in: 'query', description: 'Only so many records, in the order, and not all that match.', schema: SKIP } }
}

export const countParameters = (scope: OpenapiScope, { view }: Subject): readonly Part[] => argumentRefs(scope, view, COUNT_ARGUMENTS)
export const aggregateParameters = (scope: OpenapiScope, subject: Subject): readonly Part[] => [...argumentRefs(scope, subject.view, [...COUNT_ARGUMENTS, 'orderBy', 'sort', 'skip']), ...refs(['rows', ...FIGURES])]
export const groupParameters = (scope: OpenapiScope, subject: Subject): readonly Part[] => [...countParameters(scope, subject), ...refs([...FIGURES, 'by', 'having', 'groupOrder', 'take', 'skip'])]
export const searchParameters = (scope: OpenapiScope, { view }: Subject): readonly Part[] => [
  { name: 'q', in: 'query', required: true, description: 'What to search for.', schema: { type: 'string' } },
  ...argumentRefs(scope, view, LIST_ARGUMENTS.filter((name) => name !== 'search')),
]

const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['take', 'skip', 'cursor', 'count', 'can'])

/** Arguments of an export: a list without pages. */
export const exportParameters = (scope: OpenapiScope, { view }: Subject): readonly Part[] => [
  refTo('parameters', 'format'),
  ...argumentRefs(scope, view, LIST_ARGUMENTS.filter((name) => !PAGE_ARGUMENTS.has(name))),
]

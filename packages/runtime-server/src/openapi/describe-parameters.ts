import type { Field, Key } from '../registry/registry.ts'
import { refTo, type Part, type Parts } from './document.ts'
import { exampleItem, exampleKey } from './examples.ts'
import { filterArguments, selectionArguments, SKIP, takeSchema } from './describe-record.ts'
import { schemaOf, type ModelView, type OpenapiScope } from './scope.ts'
import { operandItem } from './value-schema.ts'

// Each argument stands once among the components: for all models, or for each.

interface Argument {
  readonly description: string
  /** Sent as JSON (the server takes brackets, too). */
  readonly json?: true
  readonly schema: (scope: OpenapiScope, view: ModelView) => Part | undefined
}

const TEXT: Part = { type: 'string' }

const TAKE = 'How many records at most; 20 where it is absent, or as many as are allowed.'

/** Arguments whose schema is the same for every model. */
const SHARED: Readonly<Record<string, Argument>> = {
  take: { description: TAKE, schema: takeSchema },
  skip: { description: 'How many records to pass over.', schema: () => SKIP },
  cursor: { description: '`nextCursor` or `prevCursor` of another page: the page that follows it in the same order.', schema: () => TEXT },
  count: { description: 'Whether `meta.total` is answered.', schema: () => ({ enum: ['none', 'exact', 'estimated'], default: 'none' }) },
  can: { description: 'Adds `meta.can`: whether each record may be updated and deleted.', schema: () => ({ ...TEXT, examples: ['update,delete'] }) },
  sort: { description: 'Short for `orderBy`: field names by commas, `-` before one that descends.', schema: () => TEXT },
}

/** Arguments whose schema is of the model. */
const OF_MODEL: Readonly<Record<string, Argument>> = {
  // Only of a model with a limit of its own.
  take: { description: TAKE, schema: (scope, view) => (view.shown.maxTake === undefined ? undefined : takeSchema(scope, view)) },
  where: { description: 'Conditions.', json: true, schema: (scope, view) => filterArguments(scope, view)['where'] },
  orderBy: { description: 'Order; the key is always its last term.', json: true, schema: (scope, view) => filterArguments(scope, view)['orderBy'] },
  select: { description: 'Nothing but these fields and relations.', json: true, schema: (scope, view) => selectionArguments(scope, view)['select'] },
  include: { description: 'Relations and counts beside the fields.', json: true, schema: (scope, view) => selectionArguments(scope, view)['include'] },
  omit: { description: 'All fields but these.', json: true, schema: (scope, view) => selectionArguments(scope, view)['omit'] },
  distinct: { description: 'One record for each combination of these fields.', json: true, schema: (scope, { model, readable }) => (readable.length === 0 ? undefined : { type: 'array', items: schemaOf(scope, model.name, 'FieldName') }) },
  search: {
    description: 'Records in which each of these words is found, in one of the fields that are searched.',
    schema: (_scope, { shown }) => (shown.search ? { ...TEXT, maxLength: 200 } : undefined),
  },
}

/** What the names of arguments stand for in the body of a query: the same schemas as in its URL. */
export function argumentSchemas(scope: OpenapiScope, view: ModelView, names: readonly string[]): readonly [string, Part | undefined][] {
  return names.map((name) => [name, (SHARED[name] ?? OF_MODEL[name])?.schema(scope, view)])
}

/** References to the parameters of these names, of those that the model has. */
export function argumentRefs(scope: OpenapiScope, view: ModelView, names: readonly string[]): readonly Part[] {
  return names.flatMap((name) => {
    if (OF_MODEL[name]?.schema(scope, view) !== undefined) return [refTo('parameters', `${view.model.name}.${name}`)]
    return SHARED[name] ? [refTo('parameters', name)] : []
  })
}

/** Every parameter that is the same for all models. */
export function describeSharedParameters(scope: OpenapiScope): Parts {
  const [first] = scope.views.values()
  const queries = first ? Object.entries(SHARED).map(([name, argument]): [string, Part] => [name, parameter(scope, unlimited(first), { name, argument })]) : []
  return { ...Object.fromEntries(queries), ...REQUEST_HEADERS, ...EXPORT }
}

function unlimited({ shown: { maxTake: _own, ...shown }, ...view }: ModelView): ModelView {
  return { ...view, shown }
}

/** The parameters of one model: its arguments, its key and its uniques. */
export function describeModelParameters(scope: OpenapiScope, view: ModelView): Parts {
  const { name, key, uniques } = view.model
  const queries = Object.entries(OF_MODEL).map(([each, argument]): [string, Part] => [`${name}.${each}`, parameter(scope, view, { name: each, argument })])
  return {
    ...Object.fromEntries(queries),
    ...(key && { [`${name}.id`]: keyParameter(scope, view, { key, as: 'id' }) }),
    ...Object.fromEntries(uniques.map((unique) => [`${name}.by.${unique.name}`, keyParameter(scope, view, { key: unique, as: 'value' })])),
  }
}

function parameter(scope: OpenapiScope, view: ModelView, { name, argument }: { readonly name: string; readonly argument: Argument }): Part {
  const schema = argument.schema(scope, view) ?? {}
  return { name, in: 'query', description: argument.description, ...(argument.json ? { content: { 'application/json': { schema } } } : { schema }) }
}

function keyParameter(scope: OpenapiScope, { model }: ModelView, { key, as }: { readonly key: Key; readonly as: string }): Part {
  const fields = key.fields.flatMap((name) => model.fields.get(name) ?? [])
  const [first] = fields
  const single = fields.length === 1 ? first : undefined
  return {
    name: as,
    in: 'path',
    required: true,
    description: single ? `\`${single.name}\` of the record.` : `${key.fields.join(', ')}: each URL-encoded, joined by commas.`,
    schema: single ? segmentSchema(single) : TEXT,
    example: single ? exampleItem(scope, single) : exampleKey(scope, model, key.fields),
  }
}

function segmentSchema(field: Field): Part {
  const schema = operandItem(field)
  return Array.isArray(schema['type']) ? { ...schema, type: 'string' } : schema
}

const header = (name: string, description: string): Part => ({ name, in: 'header', description, schema: TEXT })

const REQUEST_HEADERS: Parts = {
  ifMatch: header('If-Match', 'The ETag that the record must still have; 412 where it has changed.'),
  ifNoneMatch: header('If-None-Match', 'An ETag: 304 where nothing has changed.'),
  idempotencyKey: header('Idempotency-Key', 'Makes the request safe to repeat for 24 hours: a repeat answers what the first one did. A UUID where nobody is signed in.'),
  key: { name: 'key', in: 'path', required: true, description: 'Key of the other record.', schema: TEXT },
  prefer: header('Prefer', '`dry-run` answers what the write would have and changes nothing; `max-affected=N` refuses a bulk write that would touch more.'),
}

const EXPORT: Parts = {
  format: { name: 'format', in: 'query', description: 'Form of the export.', schema: { enum: ['csv', 'json', 'ndjson'] } },
  partial: { name: 'partial', in: 'query', description: 'Keeps the rows that are valid where others are not.', schema: { type: 'boolean' } },
  skipDuplicates: { name: 'skipDuplicates', in: 'query', description: 'Leaves out rows whose unique values are taken.', schema: { type: 'boolean' } },
}

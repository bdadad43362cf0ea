import { describeCreate, describeNestedCreate, describeUpdate } from './describe-inputs.ts'
import { describeFilters, describeRelationFilters, describeWhere } from './describe-filters.ts'
import { describeLinks, NESTED_WRITES } from './describe-links.ts'
import { describeModelParameters, describeSharedParameters } from './describe-parameters.ts'
import { describeFieldName, DIRECTION, describeInclude, describeNestedList, describeNestedRecord, describeOmit, describeOrderBy, describeRecord, describeSelect, describeWhereUnique } from './describe-record.ts'
import { dataOf, describeProblemReplies, describeRecordReplies, HEADERS, jsonReply } from './describe-replies.ts'
import { closed, listOf, parts, type Part, type Parts } from './document.ts'
import type { Role } from './name-components.ts'
import { describeAggregate, describeFigureParameters, describeGroup, describeQuery } from './route-bodies.ts'
import { sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'

/** The schemas of a model by role; undefined where this principal has no use for one. */
const SCHEMAS: readonly (readonly [Role, (scope: OpenapiScope, view: ModelView) => Part | undefined])[] = [
  ['Record', describeRecord],
  ['Create', (scope, view) => (view.shown.can.create ? describeCreate(scope, view) : undefined)],
  ['NestedCreate', (scope, view) => (view.shown.can.create ? describeNestedCreate(scope, view) : undefined)],
  ['Update', (scope, view) => (view.shown.can.update ? describeUpdate(scope, view) : undefined)],
  ['Where', describeWhere],
  ['WhereUnique', (_scope, view) => describeWhereUnique(view)],
  ['OrderBy', describeOrderBy],
  ['Select', describeSelect],
  ['Include', describeInclude],
  ['Omit', describeOmit],
  ['Query', describeQuery],
  ['NestedRecord', describeNestedRecord],
  ['NestedList', describeNestedList],
  ['FieldName', describeFieldName],
  ...NESTED_WRITES,
  ['Aggregate', describeAggregate],
  ['Group', describeGroup],
]

/** Every component by section; whoever assembles the document keeps those that it refers to. */
export function describeComponents(scope: OpenapiScope): Readonly<Record<'schemas' | 'parameters' | 'responses' | 'headers', Parts>> {
  const views = [...scope.views.values()]
  const models = views.flatMap((view) => SCHEMAS.map(([role, describe]): [string, Part | undefined] => [scope.names.of(view.model.name, role), describe(scope, view)]))
  return {
    schemas: { ...describeEnums(scope), ...parts(models), ...describeFilters(scope), ...describeRelationFilters(scope), ...describeLinks(scope), ...describeShared(scope) },
    parameters: Object.assign({}, describeSharedParameters(scope), describeFigureParameters(scope), ...views.map((view) => describeModelParameters(scope, view))),
    responses: Object.assign({}, describeProblemReplies(scope), fixedReplies(scope), ...views.map((view) => describeRecordReplies(scope, view))),
    headers: HEADERS,
  }
}

function describeEnums({ registry }: OpenapiScope): Parts {
  const types = [...registry.enums.values()]
  return Object.fromEntries(types.map(({ name, values, description }) => [name, { type: 'string', enum: [...values], ...(description !== undefined && { description }) }]))
}

const TEXT: Part = { type: 'string' }
const FLAG: Part = { type: 'boolean' }
const INTEGER: Part = { type: 'integer' }
const NUMBER: Part = { type: ['number', 'string'] }
const FIGURE: Part = { type: ['number', 'string', 'null'] }
const byField = (schema: Part): Part => ({ type: 'object', additionalProperties: schema })
const FAULT: Part = { type: 'object', required: ['path', 'code', 'message'], properties: { path: TEXT, code: TEXT, message: TEXT } }
const IMPORTED: Part = { type: 'object', required: ['count', 'failed', 'errors'], properties: { count: INTEGER, failed: INTEGER, errors: listOf(FAULT) } }
const AFFECTED: Part = { type: 'object', required: ['count'], properties: { count: INTEGER } }

const IMAGE: Part = { anyOf: [{ type: 'object' }, { type: 'null' }] }
const HISTORY_ENTRY = closed(
  {
    at: { type: 'string', format: 'date-time' },
    action: { enum: ['create', 'update', 'delete', 'restore'] },
    by: closed({ kind: { ...TEXT, description: '`user`, `key`, `anonymous`, `system`, or `outside`: past the server, by nobody known.' }, id: { type: ['string', 'null'] }, reason: { ...TEXT, description: 'Why the application changed it past the rules.' } }, ['kind', 'id']),
    before: { ...IMAGE, description: 'The record as it was, with what may be seen of it.' },
    after: { ...IMAGE, description: 'The record as it became.' },
    changed: { ...listOf(TEXT), description: 'Names of the fields that an update changed; one whose values are never shown stands here alone.' },
  },
  ['at', 'action', 'by', 'before', 'after', 'changed'],
)

const fixedReplies = (scope: OpenapiScope): Parts => ({
  Count: jsonReply('How many', dataOf(INTEGER), { example: { data: 12 } }),
  Affected: jsonReply('How many were written', dataOf(AFFECTED), { example: { data: { count: 3 } } }),
  Imported: jsonReply('What was imported', dataOf(IMPORTED)),
  Figures: jsonReply('Figures over all records that match', dataOf(sharedSchema(scope, 'Figures'))),
  Groups: jsonReply('Groups, each with the values that make it and its figures', { type: 'object', required: ['data', 'meta'], properties: { data: listOf(sharedSchema(scope, 'Figures')), meta: sharedSchema(scope, 'ListMeta') } }),
  Verdicts: jsonReply('What may be done', dataOf({ type: 'object', required: ['update', 'delete', 'fields'], properties: { update: FLAG, delete: FLAG, history: FLAG, fields: byField(closed({ read: FLAG, update: FLAG }, ['read', 'update'])) } })),
  History: jsonReply('What was done, newest first', { type: 'object', required: ['data', 'meta'], properties: { data: listOf(HISTORY_ENTRY), meta: sharedSchema(scope, 'ListMeta') } }),
  Nothing: { description: 'Done' },
})

function describeShared({ names }: OpenapiScope): Parts {
  const shared: Parts = {
    Problem: {
      type: 'object',
      description: 'A failure, by RFC 9457.',
      required: ['type', 'title', 'status', 'code'],
      properties: { type: TEXT, title: TEXT, status: INTEGER, code: TEXT, detail: TEXT, errors: listOf(FAULT), hint: TEXT, requestId: TEXT },
    },
    ListMeta: {
      type: 'object',
      required: ['take', 'hasMore'],
      properties: { take: INTEGER, skip: INTEGER, hasMore: { type: 'boolean' }, nextCursor: TEXT, prevCursor: TEXT, total: INTEGER, totalIsMinimum: { type: 'boolean' }, position: TEXT, can: byField(byField({ type: 'boolean' })) },
    },
    RelationCounts: { type: 'object', additionalProperties: INTEGER },
    CountSelection: { anyOf: [{ type: 'boolean' }, closed({ select: { type: 'object', additionalProperties: { type: 'boolean' } } }, ['select'])] },
    Figures: { type: 'object', properties: { _count: { anyOf: [INTEGER, byField(INTEGER)] }, _sum: byField(FIGURE), _avg: byField(FIGURE), _min: byField({}), _max: byField({}) } },
    FieldRef: { ...closed({ _ref: TEXT }, ['_ref']), description: 'Another field of the same model, to compare with.' },
    Flags: { type: 'object', description: 'Names of fields, each true.', additionalProperties: { type: 'boolean' } },
    SortWithNulls: { anyOf: [DIRECTION, closed({ sort: DIRECTION, nulls: { type: 'string', enum: ['first', 'last'] } }, ['sort'])] },
    NumberChange: { ...closed({ set: NUMBER, increment: NUMBER, decrement: NUMBER, multiply: NUMBER, divide: NUMBER }), minProperties: 1, maxProperties: 1 },
  }
  return Object.fromEntries(Object.entries(shared).map(([name, schema]) => [names.shared(name), schema]))
}

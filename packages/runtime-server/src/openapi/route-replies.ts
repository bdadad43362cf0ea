import { listOf, refTo, type Part, type Parts } from './document.ts'
import type { Subject } from './route-table.ts'
import { schemaOf, type OpenapiScope } from './scope.ts'

// Replies of the routes, by status.

const responses = (name: string): Part => refTo('responses', name)

export const list = (_scope: OpenapiScope, { view }: Subject): Parts => ({ 200: responses(`${view.model.name}.list`) })
export const record = (_scope: OpenapiScope, { view }: Subject): Parts => ({ 200: responses(`${view.model.name}.record`) })
export const created = (_scope: OpenapiScope, { view }: Subject): Parts => ({ 201: responses(`${view.model.name}.created`) })
export const upserted = (scope: OpenapiScope, subject: Subject): Parts => ({ ...record(scope, subject), ...created(scope, subject) })
export const related = (_scope: OpenapiScope, { target, relation }: Subject): Parts => ({ 200: responses(`${target.model.name}.${relation?.list ? 'list' : 'record'}`) })
export const relatedCreated = (_scope: OpenapiScope, { target }: Subject): Parts => ({ 201: responses(`${target.model.name}.created`) })
export const count = (): Parts => ({ 200: responses('Count') })
export const affected = (): Parts => ({ 200: responses('Affected') })
export const imported = (): Parts => ({ 200: responses('Imported') })
export const nothing = (): Parts => ({ 204: responses('Nothing') })

/** The records as a stream of rows. */
export function exported(scope: OpenapiScope, { view }: Subject): Parts {
  const record = schemaOf(scope, view.model.name, 'Record')
  return { 200: { description: view.model.plural, content: { 'text/csv': { schema: TEXT }, 'application/json': { schema: listOf(record) }, 'application/x-ndjson': { schema: TEXT } } } }
}

const TEXT: Part = { type: 'string' }
export const verdicts = (): Parts => ({ 200: responses('Verdicts') })
export const history = (): Parts => ({ 200: responses('History') })

export const aggregate = (): Parts => ({ 200: responses('Figures') })
export const group = (): Parts => ({ 200: responses('Groups') })

/** Records, each with the list of those below it. */
export function tree(scope: OpenapiScope, { view }: Subject): Parts {
  const record: Part = { allOf: [schemaOf(scope, view.model.name, 'Record')] }
  return { 200: { description: view.model.plural, content: { 'application/json': { schema: { type: 'object', required: ['data'], properties: { data: listOf(record) } } } } } }
}

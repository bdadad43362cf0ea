// Owns the walk through all records that match, page by page, as text of a file. Not a snapshot: each page is as it is when it is read.
import { setImmediate as pause } from 'node:timers/promises'
import { guard } from '../policy/guard.ts'
import type { Arguments } from '../request/parse-query.ts'
import { parseListQuery } from '../request/parse-query.ts'
import type { ListQuery } from '../request/query.ts'
import { badValue, type Scope } from '../request/scope.ts'
import type { Call } from './call.ts'
import { chooseRows } from './choose-rows.ts'
import type { OperationContext } from './context.ts'
import { EXPORT_FORMATS, type ExportFormat } from './export-formats.ts'
import { scopeOf } from './scope-of.ts'

const BATCH = 1000
const PAGE_ARGUMENTS: readonly string[] = ['take', 'skip', 'cursor', 'count']

/** A file that is written while it is read. */
export interface Export {
  readonly format: ExportFormat
  readonly text: AsyncIterable<string>
}

/** Exports the records that match: the arguments of a list, and `format`. */
export function exportRecords(context: OperationContext, { model, input }: Call): Export {
  guard(context, model, 'read')
  const scope = scopeOf(context, model)
  const { format: name = 'json', ...args } = input
  const { records, input: rest } = chooseRows(context, scope, args)
  const format = typeof name === 'string' && Object.hasOwn(EXPORT_FORMATS, name) ? EXPORT_FORMATS[name] : undefined
  if (!format) badValue(scope, 'format', `must be one of ${Object.keys(EXPORT_FORMATS).join(', ')}`)
  const query = parseExport(scope, rest, format)
  scope.faults.throwIfAny()
  const used = format ?? EXPORT_FORMATS['json']
  return { format: used, text: write({ ...context, records }, query, used) }
}

function parseExport(scope: Scope, args: Arguments, format: ExportFormat | undefined): ListQuery {
  for (const name of PAGE_ARGUMENTS) if (Object.hasOwn(args, name)) badValue(scope, name, 'is not possible in an export, which holds every record that matches')
  const { query } = parseListQuery(scope, args)
  const { relations, counts } = query.selection
  if (format?.isTable && relations.length + counts.length > 0) badValue(scope, 'include', 'is not possible in a table; use the format json or ndjson')
  if (relations.some(({ list }) => list)) badValue(scope, 'include', 'may hold relations to one record only: a list might be cut')
  return { ...query, take: BATCH, skip: 0, count: 'none' }
}

async function* write(context: OperationContext, query: ListQuery, format: ExportFormat): AsyncGenerator<string> {
  yield format.head(query.selection.fields)
  let isFirst = true
  for await (const json of pages(context, query)) {
    yield format.page(json, { fields: query.selection.fields, isFirst })
    isFirst = false
  }
  yield format.tail
}

// By the place of the last record, or by number where the model has no key to tell records apart.
async function* pages({ records, signal }: OperationContext, query: ListQuery): AsyncGenerator<string> {
  let next: ListQuery | undefined = query
  while (next) {
    signal?.().throwIfAborted()
    const page = await records.list(next)
    if (page.count > 0) yield page.json
    const isPlaced: boolean = page.ends !== undefined && query.model.key !== null
    const following: ListQuery = isPlaced && page.ends ? { ...query, cursor: { position: page.ends.last, direction: 'next', inclusive: false } } : { ...query, skip: next.skip + page.count }
    next = page.hasMore ? following : undefined
    // An embedded database answers at once: others get their turn here.
    await pause()
  }
}

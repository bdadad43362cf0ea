// Owns a model's records as a tree: each with the list of those below it.
import { problem } from '@ssot/contract'
import type { TreeRow } from '../data/records/records.ts'
import { guard } from '../policy/guard.ts'
import type { TreeTrait } from '../registry/traits/traits.ts'
import { ALWAYS, whereKey } from '../request/combine-where.ts'
import { given, member, type Given } from '../request/given.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseOrderBy } from '../request/parse-order-by.ts'
import { parseSelection } from '../request/parse-selection.ts'
import type { TreeQuery, Where } from '../request/query.ts'
import { badValue, pastLimit, rejectUnknownMembers, type Scope } from '../request/scope.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

export const TREE_ARGUMENTS: readonly string[] = ['root', 'depth', 'orderBy', 'sort', 'select', 'include', 'omit']

/** Answers a tree as the text of a JSON list: of one root, or of all records that are below none. Records at the greatest depth have no list of those below. */
export async function treeRecords(context: OperationContext, { model, input }: Call): Promise<string> {
  guard(context, model, 'read')
  const { tree } = model.traits
  if (!tree) throw problem('REQUEST.NO_ROUTE', { detail: 'There is nothing at this address.' })
  const scope = scopeOf(context, model)
  const query = parseTree(scope, tree, given(input))
  scope.faults.throwIfAny()
  const rows = await context.records.tree(query)
  const { maxRows } = context.limits
  if (rows.length > maxRows) throw problem('LIMIT.EXCEEDED', { detail: `The tree holds more than ${maxRows} records.`, hint: 'Ask for a part of it with root, or for less of its depth.' })
  if (input['root'] !== undefined && rows.length === 0) throw notFound(model)
  return writeTree(rows, { name: tree.children, depth: query.depth })
}

function parseTree(scope: Scope, tree: TreeTrait, input: Given): TreeQuery {
  const { model, limits } = scope
  rejectUnknownMembers(scope, input, TREE_ARGUMENTS)
  // Nested lists would multiply with the records of the tree.
  const selection = parseSelection(scope, input, limits.maxRows)
  const own = selection.relations.find(({ relation }) => relation.name === tree.children)
  if (own) badValue(scope, tree.children, 'is in every record of a tree; it is not asked for')
  const depth = parseDepth(scope, member(input, 'depth'))
  return { model, tree, where: parseRoot(scope, tree, member(input, 'root')), below: ALWAYS, orderBy: parseOrderBy(scope, member(input, 'orderBy'), member(input, 'sort')), selection, depth, limit: limits.maxRows + 1 }
}

function parseRoot(scope: Scope, { parent }: TreeTrait, { value, path }: Given): Where {
  const relation = scope.model.relations.get(parent)
  if (typeof value === 'string') return whereKey(scope.model, parsePathKey(scope, value))
  if (value !== undefined || !relation) badValue(scope, path, 'must be the key of a record')
  return relation ? { op: 'absent', relation } : ALWAYS
}

function parseDepth(scope: Scope, { value, path }: Given): number {
  const { maxDepth } = scope.limits
  if (value === undefined) return maxDepth
  const depth = typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 0
  if (depth === 0) badValue(scope, path, 'must be a whole number, one or more')
  if (depth > maxDepth) pastLimit(scope, path, `${path} is ${depth}; at most ${maxDepth} is allowed.`)
  return depth
}

interface Writing {
  /** Name of the list of those below. */
  readonly name: string
  readonly depth: number
}

function writeTree(rows: readonly TreeRow[], writing: Writing): string {
  const below = new Map<string, TreeRow[]>()
  for (const row of rows) {
    // A root may stand below others, which are no part of the tree then.
    if (row.level === 1 || row.parent === null) continue
    const siblings = below.get(row.parent) ?? []
    siblings.push(row)
    below.set(row.parent, siblings)
  }
  const write = (row: TreeRow): string => {
    if (row.level >= writing.depth) return row.json
    const list = `${JSON.stringify(writing.name)}:[${(below.get(row.key) ?? []).map(write).join(',')}]}`
    return row.json === '{}' ? `{${list}` : `${row.json.slice(0, -1)},${list}`
  }
  return `[${rows.filter(({ level }) => level === 1).map(write).join(',')}]`
}

'use client'
// Owns the queries of a page: each is computed against the scope, asked, and put under its name into `data`.
// Rejects kinds of query that this release does not offer, with a problem that says so.
import { problem, type ExprScope, type ExprValue, type Json, type TreePage } from '@ssot/contract'
import type { JsonObject, ListArgs, SsotClient } from '@ssot/runtime-client'
import { useSsot } from '@ssot/runtime-client/react'
import { useQueries } from '@tanstack/react-query'
import { computeValue, isRecord, toExprValue } from './scope.ts'

/** What the queries of a page have given so far. */
export interface PageData {
  readonly data: { readonly [name: string]: ExprValue }
  readonly isPending: boolean
  readonly error: unknown
}

/** Asks the queries of a page. */
export function usePageData(page: TreePage, scope: ExprScope): PageData {
  const client = useSsot()
  const queries = Object.entries(page.data ?? {}).map(([name, query]) => ({ name, query: computeValue(query, scope) }))
  return useQueries({
    queries: queries.map(({ query }) => ({ queryKey: ['ssot', modelOf(query), 'page', query], queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(client, query, signal) })),
    combine: (results) => ({
      data: Object.fromEntries(queries.map(({ name }, index) => [name, toExprValue(results[index]?.data ?? null)])),
      isPending: results.some((result) => result.isPending),
      error: results.find((result) => result.error !== null)?.error ?? null,
    }),
  })
}

function modelOf(query: ExprValue): string {
  const { one, many, aggregate } = isRecord(query) ? query : {}
  return String(one ?? many ?? aggregate ?? '')
}

async function ask(client: SsotClient, query: ExprValue, signal: AbortSignal): Promise<unknown> {
  if (!isRecord(query)) throw unknownQuery(query)
  const { one, many, aggregate, id, measure } = query
  if (typeof one === 'string') {
    if (id === undefined || id === null) return null
    return client.model(one).get(isRecord(id) ? id : String(id), { ...selectOf(query), signal })
  }
  if (typeof many === 'string') return client.model(many).findMany({ ...listArgsOf(query), signal })
  if (typeof aggregate === 'string' && isRecord(measure) && Object.values(measure).every((kind) => kind === 'count')) {
    const count = await client.model(aggregate).count({ ...whereOf(query), signal })
    return Object.fromEntries(Object.keys(measure).map((name) => [name, count]))
  }
  throw unknownQuery(query)
}

function unknownQuery(query: unknown): Error {
  return problem('CONFIG.INVALID', { detail: `A query of this page is not offered: ${JSON.stringify(query)}.`, hint: 'Use `one`, `many`, or `aggregate` with `count`.' })
}

type JsonRecord = { readonly [name: string]: unknown }

function listArgsOf(query: JsonRecord): ListArgs {
  const { orderBy, take } = query
  return {
    ...whereOf(query),
    ...selectOf(query),
    ...(Array.isArray(orderBy) && { orderBy: orderBy.map((term) => orderOf(String(term))) }),
    ...(typeof take === 'number' && { take }),
  }
}

function whereOf({ where }: JsonRecord): Pick<ListArgs, 'where'> {
  return isJsonRecord(where) ? { where } : {}
}

// A computed value is JSON all the way down.
function isJsonRecord(value: unknown): value is JsonObject {
  return isRecord(value)
}

/** One term of an order, from `-createdAt` or `author.name`. */
export function orderOf(term: string): JsonObject {
  const direction = term.startsWith('-') ? 'desc' : 'asc'
  const path = term.replace(/^-/, '').split('.')
  const order = path.reduceRight<Json>((inner, name) => ({ [name]: inner }), direction)
  return isJsonRecord(order) ? order : {}
}

function selectOf({ select }: JsonRecord): Pick<ListArgs, 'select'> {
  if (!Array.isArray(select)) return {}
  return { select: select.map(String).reduce<JsonObject>((tree, path) => addPath(tree, path.split('.')), {}) }
}

// `author.name` selects within the relation.
function addPath(tree: JsonObject, [head = '', ...rest]: readonly string[]): JsonObject {
  if (rest.length === 0) return { ...tree, [head]: true }
  const inner = tree[head]
  const nested = isJsonRecord(inner) && isJsonRecord(inner['select']) ? inner['select'] : {}
  return { ...tree, [head]: { select: addPath(nested, rest) } }
}

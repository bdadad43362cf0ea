// Owns the state of a list as the address holds it: `?search=a&sort=-createdAt,title&page=2&size=50&f.status.in=DRAFT,LIVE`.
// What does not fit the model (an unknown field, a foreign operator) is left out, so that an old link still opens.
import type { ModelManifest } from '@ssot/contract'

/** One term of an order. */
export interface SortTerm {
  readonly field: string
  readonly descending: boolean
}

/** Ways to compare in a filter; `is` takes a record's key as it stands in a path. */
export type FilterOperator = 'equals' | 'contains' | 'in' | 'gte' | 'lte' | 'is' | 'null'

/** One condition; the text is parsed by the field's kind when the query is made. */
export interface Filter {
  readonly field: string
  readonly operator: FilterOperator
  readonly value: string
}

/** What a list shows of its model. */
export interface ListState {
  readonly search: string
  readonly sort: readonly SortTerm[]
  /** 1 is the first. */
  readonly page: number
  readonly size: number
  readonly filters: readonly Filter[]
}

/** What a list shows when its address says nothing. */
export interface ListDefaults {
  readonly size: number
  readonly sort: readonly SortTerm[]
}

const OPERATORS: readonly FilterOperator[] = ['equals', 'contains', 'in', 'gte', 'lte', 'is', 'null']

/** The state that an address holds. */
export function readListState(model: ModelManifest, query: URLSearchParams, defaults: ListDefaults): ListState {
  const sort = query.get('sort')
  return {
    search: query.get('search') ?? '',
    sort: sort === null ? defaults.sort : parseSort(sort).filter((term) => isField(model, term.field)),
    page: readPositive(query.get('page')) ?? 1,
    size: readPositive(query.get('size')) ?? defaults.size,
    filters: [...query].flatMap(([name, value]) => readFilter(model, name, value)),
  }
}

/** The query of an address, with its question mark, that holds a state; what is as by default is left out. */
export function writeListState(state: ListState, defaults: ListDefaults): string {
  const query = new URLSearchParams()
  if (state.search !== '') query.set('search', state.search)
  const sort = writeSort(state.sort)
  if (sort !== writeSort(defaults.sort)) query.set('sort', sort)
  if (state.page > 1) query.set('page', String(state.page))
  if (state.size !== defaults.size) query.set('size', String(state.size))
  for (const { field, operator, value } of state.filters) query.append(`f.${field}.${operator}`, value)
  return `?${query.toString()}`
}

/** Terms of an order from `-createdAt,title`. */
export function parseSort(text: string): readonly SortTerm[] {
  const terms = text.split(',').filter((term) => term !== '' && term !== '-')
  return terms.map((term) => (term.startsWith('-') ? { field: term.slice(1), descending: true } : { field: term, descending: false }))
}

function writeSort(sort: readonly SortTerm[]): string {
  return sort.map((term) => (term.descending ? `-${term.field}` : term.field)).join(',')
}

/**
 * The order after a click on a column's heading: ascending, descending, none. With `add` (shift) the other terms stay.
 */
export function toggleSort(sort: readonly SortTerm[], field: string, add: boolean): readonly SortTerm[] {
  const now = sort.find((term) => term.field === field)
  const next = now === undefined ? [{ field, descending: false }] : now.descending ? [] : [{ field, descending: true }]
  if (!add) return next
  return now === undefined ? [...sort, ...next] : sort.flatMap((term) => (term.field === field ? next : [term]))
}

function readFilter(model: ModelManifest, name: string, value: string): readonly Filter[] {
  const [prefix, field = '', operator] = name.split('.')
  const known = OPERATORS.find((candidate) => candidate === operator)
  if (prefix !== 'f' || known === undefined || !isField(model, field)) return []
  return [{ field, operator: known, value }]
}

function isField(model: ModelManifest, name: string): boolean {
  return (Object.hasOwn(model.fields, name) && model.fields[name]?.read === true && !model.fields[name].computed) || Object.hasOwn(model.relations, name)
}

function readPositive(text: string | null): number | undefined {
  const value = Number(text)
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}

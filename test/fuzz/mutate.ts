// What is done to a valid request to make it a strange one.
import fc from 'fast-check'
import { RawJson, writeJson } from '../attack/raw-json.ts'
import { FOREIGN_NAMES, NASTY } from './values.ts'

/** A request before it is written out. */
export interface Plan {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** How objects stand in the query string. */
  readonly style: 'json' | 'brackets' | (string & {})
  readonly headers: Readonly<Record<string, string>>
  /** What becomes of the body's text. */
  readonly spoil?: (text: string) => string | Buffer
}

/** A change of a plan; `at` says where, counted from the first place it can be. */
export interface Mutation {
  readonly kind: keyof typeof KINDS
  readonly at: number
  readonly name: string
  readonly value: unknown
}

type Change = (plan: Plan, mutation: Mutation) => Plan

/** Rebuilds a tree with one node changed: the `at`-th, in the order of a walk. */
function changeNode(tree: unknown, at: number, change: (node: unknown) => unknown): unknown {
  const size = sizeOf(tree)
  let left = at % Math.max(1, size)
  const visit = (node: unknown): unknown => {
    if (left-- === 0) return change(node)
    if (node instanceof RawJson || typeof node !== 'object' || node === null) return node
    if (Array.isArray(node)) return node.map(visit)
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, visit(value)]))
  }
  return visit(tree)
}

function sizeOf(node: unknown): number {
  if (node instanceof RawJson || typeof node !== 'object' || node === null) return 1
  return Object.values(node).reduce<number>((sum, value) => sum + sizeOf(value), 1)
}

const inTree = (change: (node: unknown, mutation: Mutation) => unknown): Change => (plan, mutation) => {
  const apply = (tree: unknown): unknown => changeNode(tree, mutation.at, (node) => change(node, mutation))
  if (plan.body !== undefined) return { ...plan, body: apply(plan.body) }
  const query = Object(apply(plan.query))
  return { ...plan, query: query instanceof RawJson || Array.isArray(query) ? { where: query } : query }
}

const isObject = (node: unknown): node is object => typeof node === 'object' && node !== null && !Array.isArray(node) && !(node instanceof RawJson)

const withMember = (node: unknown, name: string, value: unknown): unknown => (isObject(node) ? Object.fromEntries([...Object.entries(node), [name, value]]) : { [name]: node })

const CONTENT_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application/json garbage', 'application/jsonx', 'APPLICATION/JSON', 'text/csv', 'application/x-ndjson', 'application/merge-patch+json', '', ';', 'a'.repeat(2000)]
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY']
const HEADERS = [['if-match', '"x"'], ['if-match', '*'], ['if-match', 'W/"1",,"'], ['idempotency-key', 'k1'], ['idempotency-key', '\u00e9'.repeat(300)], ['prefer', 'dry-run'], ['prefer', 'max-affected=-1'], ['prefer', 'max-affected=1e9, dry-run;x="'], ['content-encoding', 'gzip'], ['x-forwarded-for', '127.0.0.1, ::1'], ['origin', 'null'], ['accept', 'text/html'], ['range', 'bytes=0-1'], ['if-none-match', '*'], ['expect', 'nothing'], ['x-http-method-override', 'DELETE'], ['cookie', 'a=b; __proto__=1'], ['x-request-id', '../../x']] as const
const PATHS = ['//', '/%00', '/..%2f..%2fetc', '/a%2Fb', '/%ff', '/%zz', '/$', '/$by', '/$by/id/', '/__proto__', '/constructor', '/,', '/1,2', '/%2c', '/ ', '/1/posts/2/tags', `/${'x'.repeat(1200)}`, '/\u0130', ';a=b', '/.', '?where', '?where=', '?where=%7B', '?where[=1', '?a]b[=1', '?where[a][b][c][d][e][f][g][h][i][j][k][l][m][n]=1', '?take=1&take=2', '?where[id]=1&where={}', '?__proto__[x]=1', '?constructor[prototype][x]=1', '?select=id', '?select=*', '?include=posts', '?sort=-,,id', '?sort=-author.name', '?%ff=%ff', '?orderBy=id', '?cursor=AAAA', '?cursor=', '?search=%00', '?where[title][contains]=%00', '#x', '/../../health']

const SPOILS: readonly ((text: string) => string | Buffer)[] = [
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => `${text}}`,
  (text) => `\ufeff${text}`,
  () => '',
  () => 'null',
  (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe])]),
  (text) => text.replace('"', '"\\ud800'),
  (text) => text.replaceAll(':', ' :\n'),
  (text) => text.replace('{', '{"__proto__":{"polluted":true},'),
  (text) => `[${text}]`,
  (text) => JSON.stringify(text),
  (text) => text.replace(/"(\w+)":/, '"$1":1,"$1":'),
  (text) => ' '.repeat(1_100_000) + text,
  (text) => text.replaceAll(/\d+/g, (digits) => `${digits}e400`),
  (text) => text.replaceAll('true', 'True'),
]

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % items.length]

const KINDS = {
  replace: inTree((_node, { value }) => value),
  wrap: inTree((node, { name }) => ({ [name]: node })),
  insert: inTree((node, { name, value }) => withMember(node, name, value)),
  rename: inTree((node, { name, at: index }) => (isObject(node) ? Object.fromEntries(Object.entries(node).map(([key, value], place) => (place === index % Object.keys(node).length ? [name, value] : [key, value]))) : { [name]: node })),
  deepen: inTree((node, { at: index }) => new RawJson(`${'{"AND":['.repeat(1 + (index % 60))}${writeJson(node)}${']}'.repeat(1 + (index % 60))}`)),
  twice: inTree((node, { name, value }) => (isObject(node) ? new RawJson(`{${JSON.stringify(name)}:1,${JSON.stringify(name)}:${writeJson(value)}}`) : [node, node])),
  argument: (plan, { name, value }) => ({ ...plan, query: Object.fromEntries([...Object.entries(plan.query), [name, value]]) }),
  type: (plan, { at: index }) => ({ ...plan, headers: { ...plan.headers, 'content-type': at(CONTENT_TYPES, index) ?? '' } }),
  method: (plan, { at: index }) => ({ ...plan, method: at(METHODS, index) ?? 'GET' }),
  header: (plan, { at: index }) => ({ ...plan, headers: { ...plan.headers, ...Object.fromEntries([at(HEADERS, index) ?? ['accept', '*/*']]) } }),
  path: (plan, { at: index }) => ({ ...plan, path: index % 5 === 0 ? (at(PATHS, index) ?? '/').replace(/^(?!\/)/, '/api/posts') : `${plan.path}${at(PATHS, index) ?? ''}` }),
  spoil: (plan, { at: index }) => ({ ...plan, body: plan.body ?? {}, spoil: at(SPOILS, index) ?? String }),
  style: (plan) => ({ ...plan, style: 'brackets' }),
} satisfies Record<string, Change>

/** One mutation. */
export const MUTATION: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...(['replace', 'replace', 'replace', 'wrap', 'insert', 'insert', 'rename', 'rename', 'deepen', 'twice', 'argument', 'type', 'method', 'header', 'path', 'spoil', 'style'] as const)),
  at: fc.nat(5000),
  name: fc.constantFrom(...FOREIGN_NAMES),
  value: NASTY,
})

/** The plan with one mutation more. */
export function mutate(plan: Plan, mutation: Mutation): Plan {
  return KINDS[mutation.kind](plan, mutation)
}

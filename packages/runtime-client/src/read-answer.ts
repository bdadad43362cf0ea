import { problem, type HistoryEntry, type HistoryPage, type RecordVerdicts, type Row } from '@ssot/contract'
import { isObject } from './send-request.ts'

/** What a list's answer says beside its rows. */
export interface PageMeta {
  readonly take: number
  readonly skip?: number
  readonly hasMore: boolean
  readonly nextCursor?: string
  readonly prevCursor?: string
  /** Present when `count` was asked for. */
  readonly total?: number
  /** There are more than `total`. */
  readonly totalIsMinimum?: boolean
  /** What may be done with each record, by its key as it stands in a path; present when `can` was asked for. */
  readonly can?: { readonly [key: string]: { readonly update?: boolean; readonly delete?: boolean } }
  /** The relations whose nested lists have more, as `comments.replies`. */
  readonly truncated?: readonly string[]
}

/** One page of a list. */
export interface Page {
  readonly data: readonly Row[]
  readonly meta: PageMeta
}

/** The page in a list's answer. */
export function readPage(answer: unknown): Page {
  if (!isObject(answer) || !Array.isArray(answer['data']) || !isObject(answer['meta'])) throw unexpected('a list')
  const meta = answer['meta']
  const { take, skip, hasMore, nextCursor, prevCursor, total, totalIsMinimum, truncated, can } = meta
  return {
    data: answer['data'].filter(isObject),
    meta: {
      take: typeof take === 'number' ? take : answer['data'].length,
      hasMore: hasMore === true,
      ...(typeof skip === 'number' && { skip }),
      ...(typeof nextCursor === 'string' && { nextCursor }),
      ...(typeof prevCursor === 'string' && { prevCursor }),
      ...(typeof total === 'number' && { total }),
      ...(totalIsMinimum === true && { totalIsMinimum }),
      ...(isCan(can) && { can }),
      ...(Array.isArray(truncated) && { truncated: truncated.map(String) }),
    },
  }
}

function isCan(value: unknown): value is NonNullable<PageMeta['can']> {
  return isObject(value) && Object.values(value).every(isObject)
}

/** The page in the answer to a history. */
export function readHistory(answer: unknown): HistoryPage {
  const { data, meta } = readPage(answer)
  const { take, hasMore, nextCursor } = meta
  return { data: data.flatMap((row) => (isEntry(row) ? [row] : [])), meta: { take, hasMore, ...(nextCursor !== undefined && { nextCursor }) } }
}

function isEntry(row: object): row is HistoryEntry {
  return 'at' in row && 'action' in row && 'by' in row && isObject(row.by) && 'changed' in row && Array.isArray(row.changed)
}

/** The verdicts in the answer to `$can`. */
export function readVerdicts(answer: unknown): RecordVerdicts {
  const data = isObject(answer) ? answer['data'] : undefined
  if (!isVerdicts(data)) throw unexpected('verdicts')
  return data
}

function isVerdicts(value: unknown): value is RecordVerdicts {
  return isObject(value) && typeof value['update'] === 'boolean' && typeof value['delete'] === 'boolean' && isObject(value['fields'])
}

/** The record in an answer; an empty one where a write may not be read back. */
export function readRow(answer: unknown): Row {
  if (answer === undefined) return {}
  if (!isObject(answer) || !(isObject(answer['data']) || answer['data'] === null)) throw unexpected('a record')
  return answer['data'] ?? {}
}

function unexpected(what: string): Error {
  return problem('CLIENT.UNEXPECTED_ANSWER', { detail: `The server did not answer with ${what}.`, hint: 'Check that the server and this client are of the same version.' })
}

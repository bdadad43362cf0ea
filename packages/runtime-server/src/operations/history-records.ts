// Owns what a principal may see of a record's past: versions that its rules of today let it read, newest first, with the values that they let it read.
import { problem, type HistoryEntry, type HistoryPage } from '@ssot/contract'
import type { Version } from '../data/capture/version.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseCursor, parseTake, STANDARD_TAKE } from '../request/parse-page.ts'
import { whereKey } from '../request/combine-where.ts'
import { given, member } from '../request/given.ts'
import type { RecordKey } from '../request/query.ts'
import { badValue, rejectUnknownMembers, type Scope } from '../request/scope.ts'
import type { Model } from '../registry/registry.ts'
import { isAudited } from '../registry/is-audited.ts'
import type { RecordCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { judgeVersions, type VersionJudge } from './judge-versions.ts'
import { scopeOf } from './scope-of.ts'

/** What `$history` takes. */
export const HISTORY_ARGUMENTS: readonly string[] = ['take', 'cursor']

/** How many versions are read at a time, and how many at most for one page. */
const BATCH = 100
const MAX_SCANNED = 2000

/** The changes of one record, newest first. @throws AUTH.REQUIRED, POLICY.DENIED, DATA.NOT_FOUND, and REQUEST.NO_ROUTE where the model is not audited */
export async function historyOfRecord(context: OperationContext, call: RecordCall): Promise<HistoryPage> {
  const { model, segment } = call
  guardHistory(context, model)
  const scope = scopeOf(context, model)
  // A place in the log goes with what its reader may see from there on.
  const list = `history ${model.name} ${segment} ${context.principal.kind} ${context.principal.id ?? ''}`
  const { take, from } = parsePage({ context, scope, list }, call)
  const key = parsePathKey(scope, segment)
  const judge = judgeVersions(context.rights, model)
  const read = readerOf(context, model, key)
  const isThere = await isTraceable(context, model, key)
  if (!isThere && !wasTraceable(await read(null), judge)) throw notFound(model)
  const { found, next } = await collect(read, { judge, from: from ?? { position: null, isOpen: isThere ? true : null }, take })
  const nextCursor = next === null ? {} : { nextCursor: context.cursors.seal(list, { direction: 'next', inclusive: false, position: [next.position, String(next.isOpen)] }) }
  return { data: found, meta: { take, hasMore: next !== null, ...nextCursor } }
}

function guardHistory({ rights, registry }: OperationContext, model: Model): void {
  if (!isAudited(registry, model)) throw problem('REQUEST.NO_ROUTE', { detail: 'There is nothing at this address.' })
  if (rights.allows(model, 'read') && rights.allows(model, 'history')) return
  const what = `the history of ${model.plural.toLowerCase()}`
  if (rights.principal.kind === 'anonymous') throw problem('AUTH.REQUIRED', { detail: `Sign in to see ${what}.` })
  throw problem('POLICY.DENIED', { detail: `You may not see ${what}.` })
}

interface Paging {
  readonly context: OperationContext
  readonly scope: Scope
  readonly list: string
}

function parsePage({ context, scope, list }: Paging, { input }: RecordCall): { readonly take: number; readonly from: Place | null } {
  const args = given(input)
  rejectUnknownMembers(scope, args, HISTORY_ARGUMENTS)
  const take = parseTake(scope, member(args, 'take'), STANDARD_TAKE)
  const token = parseCursor(scope, member(args, 'cursor'))
  const cursor = token === undefined ? null : context.cursors.open(list, token)
  if (token !== undefined && cursor === null) badValue(scope, 'cursor', 'is not one of this history: send the nextCursor that was answered for this record')
  scope.faults.throwIfAny()
  const [position = null, isOpen] = cursor?.position ?? []
  return { take, from: cursor && { position, isOpen: isOpen === 'null' ? null : isOpen === 'true' } }
}

/** Where a reader is on his way back. */
interface Place {
  /** Null: before the newest version. */
  readonly position: string | null
  /** Whether he may see the history of the record that he is at: a key may have been that of several, one after the other. Null: that is told by how it last was. */
  readonly isOpen: boolean | null
}

type Read = (before: string | null) => Promise<readonly Version[]>

function readerOf({ records }: OperationContext, model: Model, { values }: RecordKey): Read {
  const { versions } = records
  return async (before) => (versions ? versions({ model, key: values, before, take: BATCH }) : [])
}

async function isTraceable({ records, rights }: OperationContext, model: Model, key: RecordKey): Promise<boolean> {
  const condition = rights.condition(model, 'history')
  const [judged] = await records.judge(model, whereKey(model, key), condition ? [condition] : [])
  return judged !== undefined && judged.holds.every(Boolean)
}

// A record that is gone is judged by how it last was; one that is there is not read by what it once was.
function wasTraceable(newest: readonly Version[], judge: VersionJudge): boolean {
  const [first] = newest
  if (!first || judge.isThere(first.after)) return false
  const last = newest.find(({ before }) => judge.isThere(before))?.before
  return last !== undefined && last !== null && judge.isTraceable(last)
}

interface Collecting {
  readonly judge: VersionJudge
  readonly from: Place
  readonly take: number
}

interface Collected {
  readonly found: readonly HistoryEntry[]
  /** Where the next page goes on; null where there is none. */
  readonly next: Place | null
}

// What is not shown must not shorten a page.
async function collect(read: Read, { judge, from, take }: Collecting): Promise<Collected> {
  const found: { readonly entry: HistoryEntry; readonly place: Place }[] = []
  const answer = (next: Place | null): Collected => ({ found: found.map(({ entry }) => entry), next })
  let place = from
  for (let scanned = 0; scanned < MAX_SCANNED; scanned += BATCH) {
    const versions = await read(place.position)
    for (const version of versions) {
      place = { position: version.position, isOpen: isOpenAt(version, place.isOpen, judge) }
      const entry = place.isOpen ? judge.present(version) : null
      if (entry && found.length === take) return answer(found.at(-1)?.place ?? null)
      if (entry) found.push({ entry, place })
    }
    if (versions.length < BATCH) return answer(null)
  }
  return answer(place)
}

// Behind the end of a record stands another, of the same key, whose history is open to whom it was when it ended.
function isOpenAt({ op, before }: Version, isOpen: boolean | null, judge: VersionJudge): boolean | null {
  const known = op === 'delete' ? null : isOpen
  return known === null && judge.isThere(before) ? judge.isTraceable(before) : known
}

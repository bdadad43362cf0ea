import { isProblem } from '@ssot/contract'
import { DANGLING, type Snapshot } from './open-twins.ts'
import type { Outcome } from './carry-out-write.ts'
import type { ClientWrite } from './generate-write.ts'

/** What was seen of one side of a write. */
export interface Seen {
  readonly outcome: Outcome
  readonly before: Snapshot
  readonly after: Snapshot
}

/** One write, carried out by both. */
export interface Step {
  readonly write: ClientWrite
  readonly ours: Seen
  readonly prismas: Seen
}

interface Difference {
  readonly reason: string
  readonly applies: (step: Step) => boolean
}

/** Where we mean not to do as the Prisma client does. Each is as narrow as what is seen from outside allows. */
export const KNOWN_DIFFERENCES: readonly Difference[] = [
  {
    reason: 'a write that is wrong in two ways: each names the one that it met first',
    applies: ({ ours, prismas }) => [ours, prismas].every(({ outcome }) => 'failure' in outcome && (outcome.failure === 'DATA.CONFLICT' || outcome.failure === 'DATA.REFERENCED')),
  },
  {
    reason: 'P2014: the Prisma client refuses to unlink what is not linked, or to link what is linked already, where the relation is required; nothing is to be done there, and that is what we do',
    applies: ({ ours, prismas }) => 'answer' in ours.outcome && codeOf(prismas.outcome) === 'P2014',
  },
  {
    reason: 'a record that is created for a place that holds one unlinks that; the Prisma client does not where it is created by a connectOrCreate',
    applies: ({ write, ours, prismas }) => 'answer' in ours.outcome && codeOf(prismas.outcome) === 'P2002' && has(write, 'connectOrCreate'),
  },
  {
    reason: 'P2021, P2022: an upsert of a to-one relation with a condition is invalid SQL in the Prisma client',
    applies: ({ write, prismas }) => /^P202[12]$/.test(codeOf(prismas.outcome)) && has(write, 'upsert'),
  },
  {
    reason: 'P2023: without foreign keys the Prisma client fails in an upsert that changes a key',
    applies: ({ write, ours, prismas }) => codeOf(prismas.outcome) === 'P2023' && write.op === 'upsert' && 'answer' in ours.outcome,
  },
  {
    reason: 'the Prisma client divides whole numbers of SQLite by floats, and stores what is no whole number',
    applies: ({ write, ours, prismas }) => has(write, 'divide') && prismas.after.some((line) => FRACTION.test(line)) && !ours.after.some((line) => FRACTION.test(line)),
  },
  {
    reason: 'SQLITE_MISMATCH: the Prisma client divides keys of SQLite by floats',
    applies: ({ write, prismas }) => codeOf(prismas.outcome) === 'P2039' && has(write, 'divide'),
  },
  {
    reason: 'a nested update that changes nothing: the Prisma client does not look whether the record is there',
    applies: ({ write, ours, prismas }) => failureOf(ours.outcome) === 'DATA.REFERENCED' && 'answer' in prismas.outcome && hasEmptyUpdate(write),
  },
  {
    reason: 'links of siblings are made in the order in which they were sent; the Prisma client has an order of its own, and misses a record that a sibling, or the write itself, makes',
    applies: ({ write, ours, prismas }) => 'answer' in ours.outcome && /^P20(03|25)$/.test(codeOf(prismas.outcome)) && (write.op === 'create' || write.op === 'upsert' || has(write, 'create') || has(write, 'connectOrCreate')) && linksOf(write) > 0,
  },
  {
    reason: 'steps are taken in the order in which they were sent: what one makes, the next finds; the Prisma client looks for it before',
    applies: ({ write, ours, prismas }) => 'answer' in prismas.outcome && failureOf(ours.outcome) !== 'DATA.REFERENCED' && has(write, 'create') && (has(write, 'updateMany') || has(write, 'connectOrCreate')) && linksOf(write) > 2,
  },
  {
    reason: 'a nested write that takes the record itself away, or its key, is refused; the Prisma client answers a record of nulls, or fails',
    applies: ({ ours }) => 'cause' in ours.outcome && String(ours.outcome.cause).includes('deletes the record that is written, or changes its key'),
  },
  {
    reason: 'the Prisma client looks for linked records by the key that the write has changed before, and passes over those that it does not find',
    applies: ({ write, ours }) => 'answer' in ours.outcome && changesKeyBesideLinks(write),
  },
  {
    reason: 'one record that is linked under two of its uniques is linked once; the Prisma client counts two',
    applies: ({ ours, prismas }) => 'answer' in ours.outcome && 'cause' in prismas.outcome && /Expected \d+ records to be connected/.test(String(prismas.outcome.cause)),
  },
  {
    reason: 'the Prisma client crashes where it does not find a written record again: a link has changed its key, or a cascade took it along with the one that it let go of',
    applies: ({ prismas }) => 'cause' in prismas.outcome && String(prismas.outcome.cause).includes('Cannot read properties of null'),
  },
  {
    reason: 'records that are to be all that is linked must be there; the Prisma client passes over those that are not',
    applies: ({ write, ours, prismas }) => failureOf(ours.outcome) === 'DATA.REFERENCED' && 'answer' in prismas.outcome && /"set":\[\{/.test(JSON.stringify(write)),
  },
  {
    reason: 'an update of many that changes nothing counts the records that it is about; the Prisma client counts none, or all',
    applies: ({ write, ours, prismas }) => write.op === 'updateMany' && Object.keys(write.data).length === 0 && [ours, prismas].every(({ outcome }) => typeof answerOf(outcome) === 'number') && ours.after.join() === prismas.after.join(),
  },
  {
    reason: 'a tree has no circles: a record cannot be put below itself',
    applies: ({ ours }) => 'cause' in ours.outcome && String(ours.outcome.cause).includes('below itself'),
  },
  {
    reason: 'P2007: the Prisma client cannot add to a list of an enum on PGlite',
    applies: ({ write, prismas }) => codeOf(prismas.outcome) === 'P2007' && has(write, 'push') && has(write, 'colors'),
  },
  {
    reason: 'what is unlinked on a condition stays linked where the condition does not hold; the Prisma client unlinks it all the same where the record holds the key itself',
    applies: ({ write, ours, prismas }) => 'answer' in ours.outcome && 'answer' in prismas.outcome && /"disconnect":\{/.test(JSON.stringify(write)),
  },
  {
    reason: 'unlinking the record of a to-one relation changes it; the Prisma client leaves its @updatedAt',
    applies: ({ ours, prismas }) => isSame(ours.outcome, prismas.outcome) && unstamped(ours.after) === unstamped(prismas.after) && prismas.after.every((line) => ours.after.includes(line) || ours.after.includes(line.replace('touched=kept', 'touched=touched'))),
  },
  {
    reason: 'without foreign keys the Prisma client asks for the one row that many rows refer to, and fails where there are two',
    applies: ({ prismas }) => 'cause' in prismas.outcome && String(prismas.outcome.cause).includes('Expected zero or one element'),
  },
  {
    reason: 'without foreign keys the Prisma client looks for the rows of a condition again once it has deleted those that refer to them, and finds fewer',
    applies: ({ write, ours, prismas }) => write.op === 'deleteMany' && has(write, 'some') && isSound(ours.after) && typeof answerOf(prismas.outcome) === 'number' && Number(answerOf(prismas.outcome)) < Number(answerOf(ours.outcome)),
  },
  {
    reason: 'without foreign keys the Prisma client lets rows follow one part of a compound key only, where the other part is changed by a link',
    applies: ({ write, ours, prismas }) => JSON.stringify(write).includes('"path"') && has(write, 'space') && 'answer' in ours.outcome && 'answer' in prismas.outcome && isSound(ours.after),
  },
  {
    reason: 'without foreign keys the Prisma client updates every combination of the parts of the compound keys that it found',
    applies: ({ write, ours, prismas }) => write.op === 'updateMany' && /^(?:Member|Region|Folder)$/.test(write.model) && Number(answerOf(prismas.outcome)) > Number(answerOf(ours.outcome)) && isSound(ours.after),
  },
  {
    reason: 'without foreign keys too, what a record refers to must be there when it is stored, and not only at the end of the write',
    applies: ({ write, ours, prismas }) => 'answer' in prismas.outcome && isSound(prismas.after) && has(write, 'create') && /(?:^|\.create.*\.)(?!\d|create|connect)\w+$/.test(pathOf(ours.outcome)),
  },
  {
    reason: 'without foreign keys the Prisma client stores references to nothing, and leaves pairs of records that are gone',
    applies: ({ ours, prismas }) => isSound(ours.after) && !isSound(prismas.after),
  },
]

function codeOf(outcome: Outcome): string {
  const cause = 'cause' in outcome ? outcome.cause : undefined
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}

function answerOf(outcome: Outcome): unknown {
  return 'answer' in outcome ? outcome.answer : undefined
}

// Where in the write our problem stands.
function pathOf(outcome: Outcome): string {
  const cause = 'cause' in outcome ? outcome.cause : undefined
  const [fault] = isProblem(cause) ? (cause.errors ?? []) : []
  return fault?.path ?? ''
}

function failureOf(outcome: Outcome): string {
  return 'failure' in outcome ? outcome.failure : ''
}

function isSame(ours: Outcome, prismas: Outcome): boolean {
  return 'answer' in ours && 'answer' in prismas && JSON.stringify(ours.answer) === JSON.stringify(prismas.answer)
}

function has(write: ClientWrite, name: string): boolean {
  return JSON.stringify(write).includes(`"${name}":`)
}

function hasEmptyUpdate(write: ClientWrite): boolean {
  return /"(?:data|update)":\{\}/.test(JSON.stringify(write))
}

function linksOf(write: ClientWrite): number {
  return JSON.stringify(write).match(/"(?:create|createMany|connect|connectOrCreate|upsert)":/g)?.length ?? 0
}

const FRACTION = /\b(?:points|views|score|level|whole)=-?\d+\.\d/

const KEYS = /"(?:id|code|email|name|handle|path|country|holderId|spaceId|groupCode|userId)":/

function changesKeyBesideLinks(write: ClientWrite): boolean {
  return write.op === 'update' && KEYS.test(JSON.stringify(write.data)) && /"(?:update|upsert|updateMany)":/.test(JSON.stringify(write.data))
}

/** Tables without what was touched when. */
export function unstamped(snapshot: Snapshot): string {
  return snapshot.map((line) => line.replace('touched=touched', 'touched=kept')).toSorted().join('\n')
}

/** Whether all that rows refer to is there: in tables of pairs too, whose lines begin with their name. */
export function isSound(snapshot: Snapshot): boolean {
  return !snapshot.some((line) => line.startsWith(DANGLING))
}

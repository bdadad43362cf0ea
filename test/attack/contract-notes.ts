import type { AttackCase } from './attack-case.ts'

/** Where a case and the HTTP contract disagree, the contract is followed. */
export interface ContractNote {
  /** Instead of the case's statuses. */
  readonly status: readonly number[]
  /** Instead of the case's code. */
  readonly code?: string
  /** Invariants that then make no sense. */
  readonly without?: readonly string[]
  /** The other request is answered otherwise. */
  readonly differs?: true
  readonly note: string
  /** For which bindings of the matrix; absent: all. */
  readonly when?: (bindings: Readonly<Record<string, unknown>>) => boolean
}

const UNREADABLE_TARGET = 'a reference to what may not be read is the 409 of one to what is not there'

const NOTES: Readonly<Record<string, ContractNote | readonly ContractNote[]>> = {
  'FL-009': { status: [400], note: 'lists are not ordered by how many records a relation leads to' },
  'FL-021': [
    { status: [400], code: 'UNKNOWN_ARGUMENT', note: 'an update takes no where', when: ({ o }) => o === 'update' },
    { status: [403], code: 'DENIED', note: 'whoever may delete nothing is told so first', when: ({ o }) => o === 'delete' },
  ],
  'FL-032': { status: [409], note: UNREADABLE_TARGET },
  'MA-006': { status: [409], note: UNREADABLE_TARGET },
  'OP-006': { status: [404], note: 'a path id that cannot be a key is a 404' },
  'TY-022': { status: [201], without: ['no_change'], note: 'a text is as long as its column holds, and the fixture bounds none' },
  'FL-028': { status: [200], note: 'a document is readable as a whole or not at all' },
  'FL-037': { status: [400], note: 'a take greater than the limit is refused, not cut' },
  'AG-009': { status: [400], note: 'count is none, exact or estimated' },
  'MA-004': [
    { status: [403], differs: true, note: 'a readable record may be named: the check of the new row refuses it', when: ({ d }) => Object.hasOwn(Object(d), 'author') },
    { status: [409], note: UNREADABLE_TARGET, when: ({ d }) => Object.hasOwn(Object(d), 'org') },
  ],
  'OP-010': { status: [200, 400], note: 'a where of null is no filter', when: ({ w }) => w === null },
}

/** The note on a variant of a case, if there is one. */
export function noteOn({ id }: AttackCase, bindings: Readonly<Record<string, unknown>>): ContractNote | null {
  return [NOTES[id] ?? []].flat().find(({ when }) => when?.(bindings) !== false) ?? null
}

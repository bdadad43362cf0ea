import type { AttackCase } from './attack-case.ts'

/** Where a case and the HTTP contract disagree, the contract is followed. */
export interface ContractNote {
  /** Instead of the case's statuses. */
  readonly status: readonly number[]
  /** Invariants that then make no sense. */
  readonly without?: readonly string[]
  /** The other request is answered otherwise. */
  readonly differs?: true
  readonly note: string
  /** For which bindings of the matrix; absent: all. */
  readonly when?: (bindings: Readonly<Record<string, unknown>>) => boolean
}

const NOTES: Readonly<Record<string, ContractNote>> = {
  'OP-006': { status: [404], note: 'a path id that cannot be a key is a 404' },
  'TY-022': { status: [201], without: ['no_change'], note: 'a text is as long as its column holds, and the fixture bounds none' },
  'FL-028': { status: [200], note: 'a document is readable as a whole or not at all' },
  'FL-037': { status: [400], note: 'a take greater than the limit is refused, not cut' },
  'AG-009': { status: [400], note: 'count is none, exact or estimated' },
  'MA-004': { status: [403], differs: true, note: 'a readable record may be named: the check of the new row refuses it', when: ({ d }) => Object.hasOwn(Object(d), 'author') },
  'OP-010': { status: [200, 400], note: 'a where of null is no filter', when: ({ w }) => w === null },
}

/** The note on a variant of a case, if there is one. */
export function noteOn({ id }: AttackCase, bindings: Readonly<Record<string, unknown>>): ContractNote | null {
  const note = NOTES[id]
  return note === undefined || note.when?.(bindings) === false ? null : note
}

import { editDistance } from '@ssot/contract'
import { ANNOTATIONS } from './annotation-table.ts'

// Names that others write in doc comments and that happen to be one letter from ours.
const FOREIGN = new Set(['see', 'id', 'map', 'db', 'type', 'author', 'param', 'default', 'deprecated', 'relation', 'unique', 'ignore', 'index'])

/** The annotation of ours that a name is a misspelling of; undefined for a foreign one. Longer names forgive more letters. */
export function findMisspelling(name: string): string | undefined {
  if (FOREIGN.has(name)) return undefined
  const letters = lettersOf(name)
  const candidates = Object.keys(ANNOTATIONS).map((own) => ({ own, distance: editDistance(letters, lettersOf(own)) }))
  return candidates.filter(({ own, distance }) => distance <= toleranceOf(own)).sort((a, b) => a.distance - b.distance)[0]?.own
}

function toleranceOf(own: string): number {
  if (own.length <= 3) return 0
  return own.length < 8 ? 1 : 2
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

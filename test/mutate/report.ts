import { relative } from 'node:path'
import type { MutantOutcome } from './mutate.ts'

/** How many mutants of an area the tests notice: those that fail a test or never end, in percent of all that were not left out. */
export interface Score {
  readonly area: string
  readonly caught: number
  readonly all: number
  readonly score: number
}

const CAUGHT: ReadonlySet<string> = new Set(['Killed', 'Timeout'])
const MISSED: ReadonlySet<string> = new Set(['Survived', 'NoCoverage'])

/** Whether no test notices a mutant. */
export function survives({ status }: Pick<MutantOutcome, 'status'>): boolean {
  return MISSED.has(status)
}

/** The score of an area. */
export function scoreOf(area: string, mutants: readonly Pick<MutantOutcome, 'status'>[]): Score {
  const caught = mutants.filter(({ status }) => CAUGHT.has(status)).length
  const all = caught + mutants.filter(survives).length
  return { area, caught, all, score: all === 0 ? 100 : (100 * caught) / all }
}

/** A mutant that no test notices, as one line that an editor can follow. */
export function describeSurvivor({ fileName, location, mutatorName, replacement, status }: MutantOutcome): string {
  const place = [relative(process.cwd(), fileName), location.start.line, location.start.column].join(':')
  return `${place} ${mutatorName}${status === 'NoCoverage' ? ', reached by no test' : ''}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 120)}`
}

/** A score as a line. */
export function describeScore({ area, caught, all, score }: Score, least: number): string {
  return `${score >= least ? '✓' : '✗'} ${area}: ${score.toFixed(2)} % (${String(caught)} of ${String(all)})`
}

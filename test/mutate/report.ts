import { areaOf } from './areas.ts'
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

/** The score of each area that has mutants. */
export function scoresOf(mutants: readonly Pick<MutantOutcome, 'fileName' | 'status'>[]): readonly Score[] {
  const areas = [...new Set(mutants.map(({ fileName }) => areaOf(fileName)))]
  return areas.map((area) => {
    const statuses = mutants.filter(({ fileName }) => areaOf(fileName) === area).map(({ status }) => status)
    const caught = statuses.filter((status) => CAUGHT.has(status)).length
    const all = caught + statuses.filter((status) => MISSED.has(status)).length
    return { area, caught, all, score: all === 0 ? 100 : (100 * caught) / all }
  })
}

/** A mutant that no test notices, as one line that an editor can follow. */
export function describeSurvivor({ fileName, location, mutatorName, replacement, status }: MutantOutcome): string {
  const { line, column } = location.start
  return `${fileName}:${String(line + 1)}:${String(column + 1)} ${mutatorName}${status === 'NoCoverage' ? ', reached by no test' : ''}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 120)}`
}

/** The scores as lines. */
export function describeScores(scores: readonly Score[], least: number): string {
  if (scores.length === 0) return 'Nothing to mutate there.'
  return scores.map(({ area, caught, all, score }) => `${score >= least ? '✓' : '✗'} ${area}: ${score.toFixed(2)} % (${String(caught)} of ${String(all)})`).join('\n')
}

import type { Annotation } from './annotations/annotation.ts'

/** So many times within so long. */
export interface Rate {
  readonly count: number
  readonly perMs: number
}

/** What `@@limit` says of a model. */
export interface ModelLimit {
  /** How many records one of its lists may hold. */
  readonly take?: number
  /** How often one principal may ask for it. */
  readonly rate?: Rate
}

const PER_MS: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Reads `@@limit` of a model; undefined where there is none. */
export function readLimit(annotations: readonly Annotation[]): ModelLimit | undefined {
  const named = annotations.findLast(({ name }) => name === 'limit')?.named
  if (!named) return undefined
  const { take, rate } = named
  return Object.freeze({ ...(typeof take === 'number' && { take }), ...(typeof rate === 'string' && { rate: readRate(rate) }) })
}

function readRate(text: string): Rate {
  const [count, unit = ''] = text.split('/')
  return { count: Number(count), perMs: PER_MS[unit] ?? 0 }
}

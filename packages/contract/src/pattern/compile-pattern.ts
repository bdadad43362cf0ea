// Owns the matching of patterns in time linear in the text: all ways through a pattern are walked at once, character by character
// (Thompson's construction; swtch.com/~rsc/regexp/regexp1.html), so that no text and no pattern makes it take longer.
import { parsePattern, type PatternPart } from './parse-pattern.ts'

/** A pattern that is ready to be matched. */
export interface Pattern {
  /** Whether it matches anywhere in the text; null where the text is too long to be told. */
  test(text: string): boolean | null
}

/** A pattern, or what is wrong with its text, as the end of a sentence. */
export type CompiledPattern = { readonly ok: true; readonly pattern: Pattern } | { readonly ok: false; readonly message: string }

/** How many steps a pattern may have once its repetitions are written out, and how many are taken for one text. */
export const PATTERN_LIMITS = { steps: 5000, work: 5_000_000 } as const

type Step =
  | { readonly op: 'item'; readonly is: (character: string) => boolean }
  | { readonly op: 'place'; readonly at: Extract<PatternPart, { t: 'place' }>['at'] }
  /** Goes on at each of these. */
  | { readonly op: 'fork'; readonly to: number[] }
  | { readonly op: 'found' }

/** Compiles a regular expression (ECMAScript, with the flag `u`). Nothing is thrown. */
export function compilePattern(text: string): CompiledPattern {
  const parsed = parsePattern(text)
  if (!parsed.ok) return parsed
  const steps: Step[] = []
  write(steps, parsed.part)
  if (steps.length > PATTERN_LIMITS.steps) return { ok: false, message: 'repeats too much to be checked' }
  steps.push({ op: 'found' })
  return { ok: true, pattern: { test: (value) => run(steps, value) } }
}

// Each part is written so that what follows it comes behind it.
function write(steps: Step[], part: PatternPart): void {
  if (steps.length > PATTERN_LIMITS.steps) return
  switch (part.t) {
    case 'item':
      return void steps.push({ op: 'item', is: part.is })
    case 'place':
      return void steps.push({ op: 'place', at: part.at })
    case 'row':
      return part.of.forEach((one) => write(steps, one))
    case 'choice':
      return writeChoice(steps, part.of)
    case 'repeat':
      return writeRepeat(steps, part)
  }
}

function writeChoice(steps: Step[], of: readonly PatternPart[]): void {
  const ends: number[][] = []
  const [last, ...others] = of.toReversed()
  for (const one of others.toReversed()) {
    const next = fork(steps)
    next.push(steps.length)
    write(steps, one)
    ends.push(fork(steps))
    next.push(steps.length)
  }
  if (last) write(steps, last)
  for (const end of ends) end.push(steps.length)
}

function writeRepeat(steps: Step[], { of, least, most }: Extract<PatternPart, { t: 'repeat' }>): void {
  const ends: number[][] = []
  // Of what has no steps, more times say no more.
  const last = (times: number): number => (steps.length > PATTERN_LIMITS.steps ? 0 : Math.min(times, PATTERN_LIMITS.steps + 1))
  for (let time = 0; time < last(least); time++) write(steps, of)
  if (most === Infinity) {
    const start = steps.length
    const next = fork(steps)
    next.push(steps.length)
    write(steps, of)
    fork(steps).push(start)
    ends.push(next)
  } else {
    for (let time = least; time < last(most); time++) {
      const next = fork(steps)
      next.push(steps.length)
      write(steps, of)
      ends.push(next)
    }
  }
  for (const end of ends) end.push(steps.length)
}

function fork(steps: Step[]): number[] {
  const to: number[] = []
  steps.push({ op: 'fork', to })
  return to
}

interface Run {
  readonly steps: readonly Step[]
  /** By step: the position at which it was last reached, from 1. */
  readonly reached: Uint32Array
  work: number
}

/** Between two characters; the empty text before the first and behind the last. */
interface Place {
  readonly position: number
  readonly before: string
  readonly after: string
}

function run(steps: readonly Step[], text: string): boolean | null {
  const state: Run = { steps, reached: new Uint32Array(steps.length), work: 0 }
  const characters = [...text]
  let waiting: number[] = []
  for (let index = 0; index <= characters.length; index++) {
    const before = characters[index - 1] ?? ''
    const after = characters[index] ?? ''
    const place: Place = { position: index + 1, before, after }
    const taken = waiting.filter((at) => takes(steps[at], before)).map((at) => at + 1)
    state.work += waiting.length
    // A match may begin at any character.
    waiting = []
    if (reach(state, [0, ...taken.toReversed()], { place, waiting })) return true
    if (state.work > PATTERN_LIMITS.work) return null
  }
  return false
}

function takes(step: Step | undefined, character: string): boolean {
  return step?.op === 'item' && step.is(character)
}

// Every step that is reached from these without taking a character; true where one of them is the end.
function reach(run: Run, from: number[], { place, waiting }: { readonly place: Place; readonly waiting: number[] }): boolean {
  for (let at = from.pop(); at !== undefined; at = from.pop()) {
    run.work++
    const step = run.steps[at]
    if (step === undefined || run.reached[at] === place.position) continue
    run.reached[at] = place.position
    if (step.op === 'found') return true
    if (step.op === 'item') waiting.push(at)
    else if (step.op === 'fork') from.push(...step.to)
    else if (HOLDS[step.at](place)) from.push(at + 1)
  }
  return false
}

const WORD = /^\w$/

const isBoundary = ({ before, after }: Place): boolean => WORD.test(before) !== WORD.test(after)

const HOLDS: Readonly<Record<Extract<PatternPart, { t: 'place' }>['at'], (place: Place) => boolean>> = {
  start: ({ before }) => before === '',
  end: ({ after }) => after === '',
  boundary: isBoundary,
  inside: (place) => !isBoundary(place),
}

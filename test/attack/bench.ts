import type { Agent } from 'node:http'
import type { AttackCase } from './attack-case.ts'
import type { TargetDescription } from './describe-target.ts'
import type { RawAnswer, RawRequest } from './send-raw.ts'
import type { Variant } from './seed-std.ts'
import type { Target } from './start-target.ts'
import type { DatabaseName } from './std-schema.ts'

/** What cases run on: a server with the fixture, and a twin that differs in hidden data alone. */
export interface Bench {
  readonly database: DatabaseName
  readonly target: Target
  readonly twin: Target
  /** What the twin holds at the moment. */
  twinVariant: Variant
  readonly description: TargetDescription
  readonly agent: Agent
  /** By how much times of the cases are stretched; infinite: they are not judged. */
  readonly slack: number
  /** What was sent so far, so that all of it can be sent again. */
  readonly sent: RawRequest[]
}

/** One request of a case and its answer. */
export interface Exchange {
  readonly sent: RawRequest
  readonly answer: RawAnswer
}

/** What a variant of a case came to. */
export interface Observation {
  readonly attack: AttackCase
  /** What the matrix bound. */
  readonly bindings: Readonly<Record<string, unknown>>
  readonly exchanges: readonly Exchange[]
  /** Answers of the twin to the same. */
  readonly twinExchanges: readonly Exchange[]
  /** Names of the tables that changed. */
  readonly changed: readonly string[]
  /** Longest answer of /health meanwhile, in ms; null: it did not answer. */
  readonly healthMs: number | null
  readonly rssGrowth: number
  readonly polluted: boolean
  /** What the server wrote meanwhile. */
  readonly lines: readonly string[]
  readonly died: string | null
}

/** What came of a case. */
export interface CaseResult {
  readonly attack: AttackCase
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** One line each: what was expected and what came. */
  readonly failures: readonly string[]
  /** Why it, or a part of it, was not run. */
  readonly skipped: readonly string[]
  /** What it demands in words that no code checks. */
  readonly unchecked: readonly string[]
  /** Where the contract is followed against the case. */
  readonly note: string | null
  readonly requests: number
}

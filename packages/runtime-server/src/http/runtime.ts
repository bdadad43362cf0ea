import { problem, type Expr } from '@ssot/contract'
import type { FastifyRequest } from 'fastify'
import type { Records } from '../data/records/records.ts'
import type { Hooks } from '../operations/hooks.ts'
import type { Cursors } from '../operations/cursors.ts'
import type { RightsOf } from '../policy/rights.ts'
import type { Model, Registry } from '../registry/registry.ts'
import type { Limits } from '../request/limits.ts'

/** What `authenticate` of the config answers: null for nobody, else an id and claims; `strategy` names what proved it, for `@@auth`. */
export type Identity = { readonly id: string | number; readonly [claim: string]: unknown } | null | undefined

/** What the configuration says to every request. */
export interface Settings {
  readonly authenticate: ((request: FastifyRequest) => Identity | Promise<Identity>) | undefined
  /** Null: nobody is an administrator. */
  readonly isAdmin: Expr | null
  /** Name of the model whose records are who signs in. */
  readonly users: string | undefined
  /** Origins of pages that may call the API. */
  readonly origins: readonly string[]
  readonly limits: Limits
  /** Undefined: there are none. */
  readonly hooks: Hooks | undefined
}

/** What serves requests at one moment; swapped as a whole when the schema or the configuration changes. */
export interface Runtime {
  readonly registry: Registry
  /** What a principal may do. */
  readonly rightsOf: RightsOf
  /** Unguarded. */
  readonly records: Records
  /** Tokens of pages. */
  readonly cursors: Cursors
  readonly settings: Settings
  /** The model whose rows are the users. */
  readonly authModel: Model | undefined
  /** The row of the auth model with this id, raw; undefined where there is none. */
  readonly authRow: ((id: string) => Promise<Readonly<Record<string, unknown>> | null>) | undefined
}

/** Holds the current runtime and lets requests in and out around a swap. */
export interface RuntimeHolder {
  current(): Runtime
  /** Runs one request; while a swap is on it waits, at most `admitTimeoutMs`. */
  admit<T>(run: (runtime: Runtime) => Promise<T>): Promise<T>
  /** Stops admitting, lets what is in flight end, makes the next runtime and serves it; a failure keeps the old one. */
  swap(make: (current: Runtime) => Promise<Runtime>): Promise<void>
  /** Requests in flight. */
  readonly active: number
}

/** A holder that serves `initial`. */
export function createRuntimeHolder(initial: Runtime, admitTimeoutMs = 2000): RuntimeHolder {
  let runtime = initial
  let active = 0
  let gate: Promise<void> | null = null
  let idle: (() => void) | null = null
  const leave = (): void => {
    active -= 1
    if (active === 0) idle?.()
  }
  const drained = (): Promise<void> => (active === 0 ? Promise.resolve() : new Promise((resolve) => (idle = resolve)))
  return {
    get active() {
      return active
    },
    current: () => runtime,
    async admit(run) {
      while (gate) await within(gate, admitTimeoutMs)
      active += 1
      try {
        return await run(runtime)
      } finally {
        leave()
      }
    },
    async swap(make) {
      while (gate) await gate
      let open = (): void => undefined
      gate = new Promise((resolve) => (open = resolve))
      try {
        await drained()
        runtime = await make(runtime)
      } finally {
        gate = null
        idle = null
        open()
      }
    },
  }
}

async function within(gate: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(problem('LIMIT.OVERLOADED', { detail: 'The schema is being changed; try again.', headers: { 'retry-after': '1' } })), ms)
  })
  try {
    await Promise.race([gate, late])
  } finally {
    clearTimeout(timer)
  }
}

import { expect } from 'vitest'
import { faultsOf, type Answer } from '../create-app.ts'
import { keyOf, type Effect, type PolicyApp, type Stored } from './open-policy-app.ts'
import { LINKS, ROWS, type StoredRow } from './policy-rows.ts'
import type { Who } from './principals.ts'

export type { Effect } from './open-policy-app.ts'

/** One write, its answer, and all that it did. */
export interface WriteCase {
  readonly it: string
  readonly as: Who
  readonly send: readonly [method: string, path: string, body?: unknown]
  readonly headers?: Readonly<Record<string, string>>
  /** A status, then a code, or codes of faults by path, or the whole body of a success. */
  readonly answers: readonly [status: number, body?: unknown]
  /** Absent: nothing was written. */
  readonly effect?: Effect
}

/** Sends a write and expects its answer and its effect, then puts the rows back. */
export async function expectWrite(house: PolicyApp, { as, send: [method, path, body], answers: [status, told], effect = {}, headers }: WriteCase): Promise<Answer> {
  const answer = await house.call(as, method, path, body, headers)
  const done = await effectOf(house)
  const summary = { status: answer.status, told: toldOf(answer, told), effect: done }
  expect(summary, JSON.stringify(answer.body)).toEqual({ status, told, effect: Object.fromEntries(Object.entries(effect).map(([model, rows]) => [model, withMatches(rows)])) })
  return answer
}

/** What became of the rows, which are put back. */
export async function effectOf(house: PolicyApp): Promise<Effect> {
  const effect = differences(await house.changed())
  await house.restore(effect)
  return effect
}

function toldOf(answer: Answer, expected: unknown): unknown {
  if (expected === undefined) return undefined
  if (answer.status < 400) return answer.body
  return typeof expected === 'string' ? Reflect.get(Object(answer.body), 'code') : faultsOf(answer)
}

// Of new rows only what the case names is compared.
function withMatches(rows: Effect[string]): unknown {
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, Array.isArray(row) ? row.map((one: StoredRow): unknown => expect.objectContaining(one)) : row]))
}

function differences(stored: Stored): Effect {
  const effects = Object.entries(stored).map(([model, rows]) => [model, effectOn(model, rows)] as const)
  return Object.fromEntries(effects.filter(([, effect]) => Object.keys(effect).length > 0))
}

function effectOn(model: string, rows: readonly StoredRow[]): Effect[string] {
  const key = keyOf(model)
  const seed = new Map((ROWS[model] ?? []).map((row) => [row[key], model === 'Post' ? { ...row, tags: LINKS.tags[Number(row['id'])] ?? [], labels: LINKS.labels[Number(row['id'])] ?? [] } : row]))
  const left = new Map(rows.map((row) => [row[key], row]))
  const gone = [...seed.keys()].filter((id) => !left.has(id)).map((id) => [String(id), null] as const)
  const changed = rows.flatMap((row) => {
    const changes = changesOf(seed.get(row[key]), row)
    return changes === null ? [] : [[String(row[key]), changes] as const]
  })
  const fresh = rows.filter((row) => !seed.has(row[key]))
  return { ...Object.fromEntries([...gone, ...changed]), ...(fresh.length > 0 && { new: fresh }) }
}

function changesOf(before: StoredRow | undefined, after: StoredRow): StoredRow | null {
  const changes = Object.entries(after).filter(([name, value]) => before && JSON.stringify(before[name]) !== JSON.stringify(value))
  return changes.length === 0 ? null : Object.fromEntries(changes)
}

import type { AttackCase } from '../attack-case.ts'
import type { Bench } from '../bench.ts'
import { sendRaw, type RawAnswer, type RawRequest } from '../send-raw.ts'
import type { Target } from '../start-target.ts'

/** Does what a case says in words; answers what was expected and what came, one line each. */
export type Driver = (bench: Bench, attack: AttackCase) => Promise<readonly string[]>

/** Sends as the administrator; a body goes as JSON. */
export function ask(bench: Bench, method: string, path: string, more: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly target?: Target } = {}): Promise<RawAnswer> {
  const body = more.body === undefined ? {} : { body: JSON.stringify(more.body) }
  const sent: RawRequest = { method, path, headers: { authorization: 'Bearer root', ...(more.body !== undefined && { 'content-type': 'application/json' }), ...more.headers }, ...body }
  return sendRaw((more.target ?? bench.target).url, sent, bench.agent)
}

/** Whether /health answers. */
export async function isAlive(bench: Bench, target = bench.target): Promise<boolean> {
  try {
    return (await ask(bench, 'GET', '/health', { target })).status === 200
  } catch {
    return false
  }
}

/** A fault where a claim does not hold. */
export const expectThat = (holds: boolean, what: string): readonly string[] => (holds ? [] : [what])

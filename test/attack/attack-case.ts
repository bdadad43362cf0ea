import { readFile } from 'node:fs/promises'

/** One line of a case file: what is sent, and what must come of it. */
export interface AttackCase {
  readonly id: string
  readonly area: string
  readonly title: string
  readonly setup: CaseSetup
  readonly request: CaseRequest
  readonly expect: CaseExpectation
}

export interface CaseSetup {
  readonly fixture: string
  /** The principal. */
  readonly as: string
  /** Databases it is meant for; absent: all. */
  readonly db?: readonly string[]
  readonly nodes?: number
  readonly bus?: readonly string[]
  /** What must be so before, in words. */
  readonly pre?: string
}

export interface CaseRequest {
  readonly kind: string
  readonly matrix?: Readonly<Record<string, readonly unknown[]>>
  readonly repeat?: number
  readonly concurrent?: number
  readonly op?: string
  readonly model?: string
  readonly args?: unknown
  readonly as?: string
  readonly via?: string
  readonly http?: HttpTemplate
}

export interface HttpTemplate {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, unknown>>
  /** A body sent as JSON. */
  readonly json?: unknown
  /** A body sent as it is. */
  readonly raw?: unknown
}

export interface CaseExpectation {
  readonly status?: readonly number[]
  /** Compared by its last segment. */
  readonly code?: string
  readonly inv?: readonly string[]
  /** Another request that must be answered the same. */
  readonly same_as?: string
  /** What else must hold, in words: a check of it is code (clauses.ts). */
  readonly body?: string
}

/** Reads a case file. @throws where a line is not a case */
export async function readCases(path: string): Promise<readonly AttackCase[]> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseCase(line, `${path}:${String(index + 1)}`)]))
}

function parseCase(line: string, where: string): AttackCase {
  const value: unknown = JSON.parse(line)
  if (!isCase(value)) throw new Error(`${where} is not a case: it needs id, area, title, setup, request.kind and expect.`)
  return value
}

function isCase(value: unknown): value is AttackCase {
  const texts = ['id', 'area', 'title'].every((name) => typeof Reflect.get(Object(value), name) === 'string')
  const request: unknown = Reflect.get(Object(value), 'request')
  return texts && ['setup', 'expect'].every((name) => typeof Reflect.get(Object(value), name) === 'object') && typeof Reflect.get(Object(request), 'kind') === 'string'
}

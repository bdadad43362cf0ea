import { problem } from '@ssot/contract'
import { isPlainObject, type Given } from '../request/given.ts'

/** Puts values of earlier answers, as JSON texts, where `{ "_result": [index, …path] }` stands. @throws REQUEST.BAD_VALUE where there is no such value */
export function fillResults({ value, path }: Given, results: readonly string[]): Given {
  const parsed: unknown[] = []
  const resultAt = (index: number): unknown => (parsed[index] ??= JSON.parse(results[index] ?? 'null'))
  return { value: fill(value, path, { count: results.length, resultAt }), path }
}

interface Results {
  readonly count: number
  resultAt(index: number): unknown
}

// A body's depth is bounded before it is parsed.
function fill(value: unknown, path: string, results: Results): unknown {
  if (Array.isArray(value)) return value.map((item, index) => fill(item, `${path}.${index}`, results))
  if (!isPlainObject(value)) return value
  const reference = Object.keys(value).length === 1 ? value['_result'] : undefined
  if (Array.isArray(reference)) return find(reference, path, results)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, `${path}.${name}`, results)]))
}

function find([index, ...steps]: readonly unknown[], path: string, { count, resultAt }: Results): unknown {
  const isEarlier = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < count
  const found = isEarlier ? steps.reduce<unknown>(step, resultAt(index)) : undefined
  if (found !== undefined) return found
  const message = 'must name a value of an earlier answer, such as [0, "id"]'
  throw problem('REQUEST.BAD_VALUE', { detail: `${path} ${message}.`, errors: [{ path, code: 'REQUEST.BAD_VALUE', message: `${path} ${message}.` }] })
}

function step(value: unknown, name: unknown): unknown {
  if (Array.isArray(value) && typeof name === 'number') return value[name]
  return isPlainObject(value) && typeof name === 'string' && Object.hasOwn(value, name) ? value[name] : undefined
}

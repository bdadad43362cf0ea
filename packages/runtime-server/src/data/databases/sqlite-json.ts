import { isJsonComparison, testJson } from '../test-json.ts'

/** `test_json(document, path, comparison, operand, insensitive)` in SQL: 1, 0, or NULL where there is no value at the path. */
export function testJsonText(...[document, path, by, operand, insensitive]: readonly unknown[]): 0 | 1 | null {
  const comparison = String(by)
  if (!isJsonComparison(comparison)) return null
  const segments: readonly string[] = JSON.parse(String(path))
  const answer = testJson(parse(document), { path: segments, by: comparison, operand: parse(operand), insensitive: Number(insensitive) === 1 })
  return answer === null ? null : answer ? 1 : 0
}

// What others wrote may be no JSON: then there is no value.
function parse(text: unknown): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

import { isProblem } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { createFaults } from './faults.ts'

function problemOf(count: number, path = 'where'): unknown {
  const faults = createFaults()
  for (let index = 0; index < count; index++) faults.add(`${path}.${String(index)}`, 'REQUEST.UNKNOWN_FIELD', `Fault ${String(index)}.`)
  try {
    faults.throwIfAny()
    return null
  } catch (error) {
    return isProblem(error) ? { detail: error.message, paths: error.errors.map((fault) => fault.path) } : error
  }
}

describe('given the faults of a request', () => {
  it('names them all, with the code of the first', () => {
    expect(problemOf(0)).toBe(null)
    expect(problemOf(2)).toEqual({ detail: 'Fault 0. (and 1 more)', paths: ['where.0', 'where.1'] })
  })

  it('names a hundred at most, and says how many there are', () => {
    expect(problemOf(5000)).toEqual({ detail: 'Fault 0. (and 4999 more)', paths: Array.from({ length: 100 }, (_, index) => `where.${String(index)}`) })
  })

  it('cuts a message that a client made long', () => {
    const faults = createFaults()
    faults.add('a', 'REQUEST.BAD_VALUE', 'x'.repeat(1000))
    expect(faults.all()).toEqual([{ path: 'a', code: 'REQUEST.BAD_VALUE', message: 'x'.repeat(600) }])
  })

  it('cuts a path that a client made long', () => {
    expect(problemOf(1, 'x'.repeat(100_000))).toEqual({ detail: 'Fault 0.', paths: ['x'.repeat(200)] })
  })
})

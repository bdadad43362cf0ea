import { describe, expect, it } from 'vitest'
import { createStatementNames } from './name-statements.ts'

describe('given statements that come again', () => {
  it('names one from its third use on, always alike, and each its own', () => {
    const nameOf = createStatementNames()
    const uses = (sql: string): readonly (string)[] => [1, 2, 3, 4].map(() => nameOf({ sql }))
    expect(uses('SELECT 1')).toEqual(['', '', 'ssot_0', 'ssot_0'])
    expect(uses('SELECT 2')).toEqual(['', '', 'ssot_1', 'ssot_1'])
  })

  it('names no more than a thousand, and none that is long', () => {
    const nameOf = createStatementNames()
    const named = Array.from({ length: 1500 }, (_, index) => [1, 2, 3].map(() => nameOf({ sql: `SELECT ${index}` }))[2])
    expect(named.filter((name) => name !== '')).toHaveLength(1000)
    expect([1, 2, 3].map(() => nameOf({ sql: `SELECT ${'x'.repeat(20_000)}` }))).toEqual(['', '', ''])
  })
})

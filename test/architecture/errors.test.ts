import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../packages/runtime-server/src/request/limits.ts'
import { root } from './list-files.ts'

/** The rows of the page's tables: cells without the backticks of the first. */
const rows = readFileSync(join(root, 'docs/errors.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()).slice(1, -1))
  .map(([name = '', ...cells]) => [name.replaceAll('`', ''), ...cells])

describe('given docs/errors.md', () => {
  it('describes every code of the error table as it is, and no other', () => {
    const described = rows.filter(([name]) => name?.includes('.'))
    expect(described.map((row) => row.slice(0, 3))).toEqual(Object.entries(ERRORS).map(([code, { status, title }]) => [code, String(status), title]))
    expect(described.filter((row) => !row[3])).toEqual([])
  })

  it('describes every limit with its default, and no other', () => {
    expect(rows.filter(([name]) => !name?.includes('.')).map((row) => row.slice(0, 2))).toEqual(Object.entries(DEFAULT_LIMITS).map(([name, value]) => [name, value.toLocaleString('en-US')]))
  })
})

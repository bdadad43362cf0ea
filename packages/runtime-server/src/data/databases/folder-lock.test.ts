import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { takeFileLock } from './folder-lock.ts'

describe('given a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssot-lock-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is held once and can be taken again after it is released', () => {
    const path = join(folder, 'once')
    const lock = takeFileLock(path)
    expect(takeFileLock(path)).toBe(null)
    lock?.release()
    expect(existsSync(path)).toBe(false)
    expect(takeFileLock(path)).not.toBe(null)
  })

  it('is taken over from a process that has died', async () => {
    const path = join(folder, 'dead')
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    writeFileSync(path, JSON.stringify({ pid: child.pid, started: '1' }))
    expect(takeFileLock(path)).not.toBe(null)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it('is taken over where its text says nothing', () => {
    const path = join(folder, 'broken')
    writeFileSync(path, '')
    expect(takeFileLock(path)).not.toBe(null)
  })

  it('is not taken from a living process', () => {
    const path = join(folder, 'alive')
    writeFileSync(path, JSON.stringify({ pid: process.ppid, started: '' }))
    expect(takeFileLock(path)).toBe(null)
  })
})

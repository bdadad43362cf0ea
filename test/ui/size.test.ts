import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const APP = join(import.meta.dirname, '../../packages/runtime-server/app')

describe.skipIf(!existsSync(join(APP, 'index.html')))('given the built stand-alone application', () => {
  const document = readFileSync(join(APP, 'index.html'), 'utf8')
  const sizeOf = (pattern: RegExp): number => [...document.matchAll(pattern)].reduce((sum, [, file = '']) => sum + gzipSync(readFileSync(join(APP, file))).length, 0)

  it('draws a list with at most 150 KB of script, React included', () => {
    expect(sizeOf(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)).toBeLessThan(150_000)
  })

  it('has at most 12 KB of style', () => {
    expect(sizeOf(/href="\.\/(assets\/[^"]+\.css)"/g)).toBeLessThan(12_000)
  })

  it('has no inline script or style', () => {
    expect(document.match(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/gi)).toBeNull()
  })
})

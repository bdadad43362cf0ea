import { createCipheriv, createHmac as createNodeHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCounterMode, createHmac, createSealer } from './seal-text.ts'

const LENGTHS = [0, 1, 15, 16, 17, 32, 63, 64, 65, 200, 5000]

describe('given texts of many lengths', () => {
  it.each(LENGTHS)('signs %i bytes as node:crypto does', (length) => {
    const [key, text] = [randomBytes(32), randomBytes(length)]
    expect(createHmac(key)(text)).toEqual(createNodeHmac('sha256', key).update(text).digest())
  })

  it.each(LENGTHS)('encrypts %i bytes as node:crypto does, one text after the other', (length) => {
    const key = randomBytes(32)
    const encrypt = createCounterMode(key)
    for (const iv of [randomBytes(16), Buffer.alloc(16, 0xff), Buffer.concat([randomBytes(8), Buffer.alloc(8, 0xff)])]) {
      const text = randomBytes(length)
      expect(encrypt(text, iv)).toEqual(createCipheriv('aes-256-ctr', key, iv).update(text))
    }
  })
})

describe('given a sealer', () => {
  const sealer = createSealer('secret', 'test')

  it('opens what it sealed, in the same context, and nothing else', () => {
    const sealed = sealer.seal('a', 'text äöü')
    expect(sealer.open('a', sealed)).toBe('text äöü')
    expect(sealer.seal('a', 'text äöü')).toEqual(sealed)
    expect(sealer.open('b', sealed)).toBeNull()
    expect(createSealer('other', 'test').open('a', sealed)).toBeNull()
    expect(createSealer('secret', 'other').open('a', sealed)).toBeNull()
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(sealer.open('a', changed)).toBeNull()
    }
    expect(sealer.open('a', sealed.subarray(0, 16))).toBeNull()
  })

  it('does not take a part of the context for the text', () => {
    expect(sealer.seal('ab', 'c').equals(sealer.seal('a', 'bc'))).toBe(false)
  })
})

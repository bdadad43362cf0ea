// Owns how a short text is sealed: HMAC-SHA256 and AES-256-CTR, as `node:crypto` has them, but without an object for each text, which costs more than all else of it.
import { createCipheriv, hash, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Seals and opens texts. */
export interface Sealer {
  /** The same text in the same context has the same seal. */
  seal(context: string, text: string): Buffer
  /** Null: it was not sealed by this, or in another context. */
  open(context: string, sealed: Buffer): string | null
}

const TAG_BYTES = 16
const BLOCK_BYTES = 16
/** Of SHA-256. */
const HASH_BLOCK_BYTES = 64

/**
 * A sealer under a secret: a synthetic IV (HMAC-SHA256 of the context, with its length before it, and the text, cut to 16 bytes) and the text, encrypted
 * with AES-256-CTR under that IV (SIV, Rogaway and Shrimpton 2006).
 */
export function createSealer(secret: string, purpose: string): Sealer {
  const sign = createHmac(deriveKey(secret, `${purpose} signature`))
  const encrypt = createCounterMode(deriveKey(secret, `${purpose} encryption`))
  const tagOf = (context: string, text: Buffer): Buffer => sign(Buffer.concat([Buffer.from(`${context.length}:${context}`), text])).subarray(0, TAG_BYTES)
  return {
    seal: (context, text) => {
      const bytes = Buffer.from(text)
      const tag = tagOf(context, bytes)
      return Buffer.concat([tag, encrypt(bytes, tag)])
    },
    open: (context, sealed) => {
      if (sealed.length <= TAG_BYTES) return null
      const tag = sealed.subarray(0, TAG_BYTES)
      const bytes = encrypt(sealed.subarray(TAG_BYTES), tag)
      return timingSafeEqual(tag, tagOf(context, bytes)) ? bytes.toString() : null
    },
  }
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}

/** HMAC-SHA256 (RFC 2104) under a key that is no longer than a block. */
export function createHmac(key: Buffer): (text: Buffer) => Buffer {
  const block = Buffer.alloc(HASH_BLOCK_BYTES)
  key.copy(block)
  const [inner, outer] = [block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)]
  return (text) => hash('sha256', Buffer.concat([outer, hash('sha256', Buffer.concat([inner, text]), 'buffer')]), 'buffer')
}

/** AES-256-CTR (NIST SP 800-38A); to encrypt and to decrypt are the same. */
export function createCounterMode(key: Buffer): (text: Buffer, iv: Buffer) => Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  return (text, iv) => {
    const stream = cipher.update(countersFrom(iv, Math.ceil(text.length / BLOCK_BYTES)))
    const result = Buffer.allocUnsafe(text.length)
    for (let at = 0; at < text.length; at++) result[at] = (text[at] ?? 0) ^ (stream[at] ?? 0)
    return result
  }
}

// Whole numbers of 128 bits, each one more than the one before.
function countersFrom(iv: Buffer, count: number): Buffer {
  const counters = Buffer.alloc(count * BLOCK_BYTES)
  const next = Buffer.from(iv)
  for (let block = 0; block < count; block++) {
    next.copy(counters, block * BLOCK_BYTES)
    for (let at = BLOCK_BYTES - 1; at >= 0; at--) {
      next[at] = ((next[at] ?? 0) + 1) & 0xff
      if (next[at] !== 0) break
    }
  }
  return counters
}

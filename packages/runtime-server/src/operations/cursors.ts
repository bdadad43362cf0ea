// Owns the tokens of pages: a cursor as a text that tells a client nothing and that only this application can have written.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Cursor, Position } from '../request/query.ts'

/** Makes tokens of cursors, and cursors of tokens. */
export interface Cursors {
  /** The token of a cursor; it opens for the same `list` only. */
  seal(list: string, cursor: Cursor): string
  /** Null: the token was not written here, or for another list. */
  open(list: string, token: string): Cursor | null
}

const TAG_BYTES = 16

/**
 * Cursors under an application's secret. A token is a synthetic IV (HMAC-SHA256 of the list, with its length before it, and the cursor, cut to 16 bytes) and the cursor, encrypted
 * with AES-256-CTR under that IV (SIV, Rogaway and Shrimpton 2006): the same cursor has the same token.
 */
export function createCursors(secret: string): Cursors {
  const signing = deriveKey(secret, 'ssot cursor signature')
  const sealing = deriveKey(secret, 'ssot cursor encryption')
  const tagOf = (list: string, text: Buffer): Buffer => createHmac('sha256', signing).update(`${list.length}:${list}`).update(text).digest().subarray(0, TAG_BYTES)
  return {
    seal: (list, cursor) => {
      const text = Buffer.from(writeCursor(cursor))
      const tag = tagOf(list, text)
      return Buffer.concat([tag, createCipheriv('aes-256-ctr', sealing, tag).update(text)]).toString('base64url')
    },
    open: (list, token) => {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length <= TAG_BYTES || bytes.toString('base64url') !== token) return null
      const tag = bytes.subarray(0, TAG_BYTES)
      const text = createDecipheriv('aes-256-ctr', sealing, tag).update(bytes.subarray(TAG_BYTES))
      return timingSafeEqual(tag, tagOf(list, text)) ? readCursor(text.toString()) : null
    },
  }
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}

function writeCursor({ direction, inclusive, position }: Cursor): string {
  return JSON.stringify([direction, inclusive, ...position])
}

// What the tag vouches for was written by `writeCursor`.
function readCursor(text: string): Cursor {
  const [direction, inclusive, ...position]: readonly [Cursor['direction'], boolean, ...Position] = JSON.parse(text)
  return { direction, inclusive, position }
}

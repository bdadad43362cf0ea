// Owns the tokens of pages: a cursor as a text that tells a client nothing and that only this application can have written.
import type { Cursor, Position } from '../request/query.ts'
import { createSealer } from './seal-text.ts'

/** Makes tokens of cursors, and cursors of tokens. */
export interface Cursors {
  /** The token of a cursor; it opens for the same `list` only. */
  seal(list: string, cursor: Cursor): string
  /** Null: the token was not written here, or for another list. */
  open(list: string, token: string): Cursor | null
}

/** Cursors under an application's secret: the same cursor has the same token. */
export function createCursors(secret: string): Cursors {
  const sealer = createSealer(secret, 'ssot cursor')
  return {
    seal: (list, cursor) => sealer.seal(list, writeCursor(cursor)).toString('base64url'),
    open: (list, token) => {
      const bytes = Buffer.from(token, 'base64url')
      const text = bytes.toString('base64url') === token ? sealer.open(list, bytes) : null
      return text === null ? null : readCursor(text)
    },
  }
}

function writeCursor({ direction, inclusive, position }: Cursor): string {
  return JSON.stringify([direction, inclusive, ...position])
}

// What the seal vouches for was written by `writeCursor`.
function readCursor(text: string): Cursor {
  const [direction, inclusive, ...position]: readonly [Cursor['direction'], boolean, ...Position] = JSON.parse(text)
  return { direction, inclusive, position }
}

import { hash } from 'node:crypto'
import { problem } from '@ssot/contract'
import type { ChangeOptions } from '../data/records/records.ts'

/** The ETag of a record: a hash of its default representation, which is the same whatever a request selects. */
export function etagOf(stored: string): string {
  return `"${hash('sha1', stored, 'base64url')}"`
}

/** The check that `If-Match` asks for; `*` is any record. @throws DATA.CHANGED with the ETag that the record has now */
export function checkMatch(ifMatch: readonly string[] | undefined): Pick<ChangeOptions, 'check'> {
  if (!ifMatch) return {}
  return {
    check: (stored) => {
      const etag = etagOf(stored)
      if (ifMatch.includes('*') || ifMatch.includes(etag)) return
      throw problem('DATA.CHANGED', { detail: 'The record has been changed since it was read.', hint: 'Read it again and repeat the change.', headers: { etag } })
    },
  }
}

/** The ETags of an `If-Match` header; undefined where there is none. Weak ones match nothing, as RFC 9110 has it. */
export function parseIfMatch(header: string | undefined): readonly string[] | undefined {
  return header?.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')
}

import { randomBytes } from 'node:crypto'
import type { Page } from '../records/records.ts'

/** Stands in a nested list for what is cut off. Nobody outside the process knows it, so that no record holds it. */
export const MORE_MARK = randomBytes(16).toString('hex')

// A mark is the last item of its list.
const MARKS = new RegExp(`,?\\s*"${MORE_MARK}:([\\w.]*)"`, 'g')

/** Takes the marks out of a text of JSON, and answers the relations that they name. */
export function cutText(text: string): Pick<Page, 'json' | 'truncated'> {
  if (!text.includes(MORE_MARK)) return { json: text, truncated: [] }
  const truncated = new Set<string>()
  const json = text.replace(MARKS, (_, path: string) => {
    truncated.add(path)
    return ''
  })
  return { json, truncated: [...truncated].toSorted() }
}

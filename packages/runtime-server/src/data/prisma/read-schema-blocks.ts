/** A top-level block of a schema file (`datasource db { … }`), as character offsets into its text. */
export interface SchemaBlock {
  readonly keyword: string
  readonly name: string
  readonly start: number
  /** First character after `{`. */
  readonly bodyStart: number
  /** The closing `}`. */
  readonly bodyEnd: number
}

/** `key = value` inside a block; `value` is the text as written, without a trailing comment. */
export interface Assignment {
  readonly key: string
  readonly value: string
  readonly start: number
  readonly valueStart: number
  readonly end: number
}

/** Finds the top-level blocks of a schema text. Braces in comments and strings do not count; a block that never closes is left out, for Prisma to report. */
export function readSchemaBlocks(text: string): readonly SchemaBlock[] {
  const header = /([A-Za-z]\w*)\s+([A-Za-z]\w*)\s*\{/y
  const blocks: SchemaBlock[] = []
  for (let at = 0; at < text.length; ) {
    const next = skipTrivia(text, at)
    header.lastIndex = at
    const match = next === at && !/\w/.test(text[at - 1] ?? '') ? header.exec(text) : null
    if (match === null) {
      at = next === at ? at + 1 : next
      continue
    }
    const bodyStart = at + match[0].length
    const bodyEnd = findClosing(text, bodyStart, '{}')
    if (bodyEnd === -1) return blocks
    blocks.push({ keyword: match[1] ?? '', name: match[2] ?? '', start: at, bodyStart, bodyEnd })
    at = bodyEnd + 1
  }
  return blocks
}

/** Reads the assignments of a `datasource` or `generator` block. A value ends at the end of its line, or where its brackets close. */
export function readAssignments(text: string, block: SchemaBlock): readonly Assignment[] {
  const opening = /([A-Za-z]\w*)[ \t]*=[ \t]*/y
  const assignments: Assignment[] = []
  for (let at = block.bodyStart; at < block.bodyEnd; ) {
    const next = skipTrivia(text, at)
    opening.lastIndex = at
    const match = next === at ? opening.exec(text) : null
    if (match === null) {
      at = next === at ? at + 1 : next
      continue
    }
    const valueStart = at + match[0].length
    const end = findValueEnd(text, valueStart, block.bodyEnd)
    assignments.push({ key: match[1] ?? '', value: text.slice(valueStart, end).trim(), start: at, valueStart, end })
    at = end
  }
  return assignments
}

/** Replaces a stretch of text by spaces; line breaks stay, so that positions hold. */
export function blankOut(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end)
}

/** The offset behind the comment or string that begins at `at`, or `at` itself. An unfinished string ends with its line. */
export function skipTrivia(text: string, at: number): number {
  if (text.startsWith('//', at)) return endOfLine(text, at)
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2)
    return close === -1 ? text.length : close + 2
  }
  if (text[at] !== '"') return at
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === '"') return end + 1
    else if (text[end] === '\n') return end
  }
  return text.length
}

function findValueEnd(text: string, start: number, limit: number): number {
  for (let at = start; at < limit; ) {
    const character = text[at] ?? ''
    if (character === '\n' || text.startsWith('//', at) || text.startsWith('/*', at)) return at
    const close = character === '[' ? findClosing(text, at + 1, '[]') : character === '(' ? findClosing(text, at + 1, '()') : -1
    const next = skipTrivia(text, at)
    at = close !== -1 ? close + 1 : next === at ? at + 1 : next
  }
  return limit
}

function findClosing(text: string, start: number, [open, close]: string): number {
  let depth = 1
  for (let at = start; at < text.length; ) {
    const next = skipTrivia(text, at)
    if (next !== at) {
      at = next
      continue
    }
    if (text[at] === open) depth++
    if (text[at] === close && --depth === 0) return at
    at++
  }
  return -1
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

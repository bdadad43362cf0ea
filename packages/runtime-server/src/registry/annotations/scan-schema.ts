// Splits schema text into blocks, their fields and the `///` comments at them. It never rejects: what Prisma refuses, Prisma reports.
// Prisma's grammar is one item per line (no attribute runs over lines), so a line is the unit here too.

/** A block of the schema. `items` are field names of a model, view or type, value names of an enum. */
export interface SchemaBlock {
  readonly kind: 'model' | 'view' | 'enum' | 'type' | 'datasource' | 'generator'
  readonly name: string
  readonly items: readonly string[]
}

/** What a comment stands at. `header`: above a block or on its first line; `end`: below its last item. */
export interface Place {
  readonly at: 'header' | 'item' | 'attribute' | 'end' | 'outside'
  readonly block: SchemaBlock | null
  readonly item: string | null
}

/** One `///` comment. `line` and `column` (of the text, after the slashes) are 1-based. */
export interface DocLine {
  readonly text: string
  readonly line: number
  readonly column: number
  /** Something else stands before it on its line. */
  readonly trailing: boolean
  /** A blank line parts it from the block it stands above, so that its prose is not the block's. */
  readonly detached: boolean
  readonly place: Place
}

interface Draft {
  readonly text: string
  readonly line: number
  readonly column: number
  readonly trailing: boolean
  detached: boolean
  place: Place
}

const HEADER = /^\s*(model|view|enum|type|datasource|generator)\s+(\w+)\s*\{/
const OUTSIDE: Place = { at: 'outside', block: null, item: null }

/** Reads all blocks and doc comments of one schema file. */
export function scanSchema(text: string): { readonly blocks: readonly SchemaBlock[]; readonly docs: readonly DocLine[] } {
  const blocks: SchemaBlock[] = []
  const docs: Draft[] = []
  let pending: Draft[] = []
  let open: OpenBlock | null = null
  let inComment = false
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const parts = splitLine(line, inComment)
    inComment = parts.inComment
    const place = placeOf(parts.code, open)
    if (place.block !== null && place.at === 'header') blocks.push((open = place.block))
    if (place.item !== null) open?.items.push(place.item)
    if (place.at !== 'outside') {
      for (const draft of pending) draft.place = place
      pending = []
    }
    if (place.at === 'end') open = null
    if (open === null && line.trim() === '') for (const draft of pending) draft.detached = true
    if (parts.doc === null) continue
    const draft = { ...parts.doc, line: index + 1, trailing: place.at !== 'outside', detached: false, place }
    docs.push(draft)
    if (!draft.trailing) pending.push(draft)
  }
  return { blocks, docs }
}

type OpenBlock = SchemaBlock & { readonly items: string[] }

interface PlaceOfCode extends Place {
  readonly block: OpenBlock | null
}

function placeOf(code: string, block: OpenBlock | null): PlaceOfCode {
  if (block === null) {
    const [, keyword, name] = HEADER.exec(code) ?? []
    const kind = BLOCK_KINDS.find((each) => each === keyword)
    if (kind === undefined || name === undefined) return { ...OUTSIDE, block: null }
    return { at: 'header', block: { kind, name, items: [] }, item: null }
  }
  const content = code.trim()
  if (content === '') return { ...OUTSIDE, block: null }
  if (content.startsWith('}')) return { at: 'end', block, item: null }
  if (content.startsWith('@@')) return { at: 'attribute', block, item: null }
  return { at: 'item', block, item: /^[\w-]+/.exec(content)?.[0] ?? content }
}

const BLOCK_KINDS: readonly SchemaBlock['kind'][] = ['model', 'view', 'enum', 'type', 'datasource', 'generator']

interface LineParts {
  /** The line without comments and without the contents of strings. */
  readonly code: string
  readonly doc: { readonly text: string; readonly column: number } | null
  /** A block comment goes on in the next line. */
  readonly inComment: boolean
}

// One alternative per thing in which slashes, quotes and braces mean nothing.
const SKIPPED = /"(?:[^"\\]|\\.)*"?|\/\*.*?(?:\*\/|$)|\/{2,}/g

function splitLine(line: string, inComment: boolean): LineParts {
  const end = inComment ? line.indexOf('*/') : -2
  if (end === -1) return { code: '', doc: null, inComment: true }
  let from = end + 2
  let code = ''
  for (const { 0: skipped, index } of line.slice(from).matchAll(SKIPPED)) {
    const start = end + 2 + index
    code += line.slice(from, start)
    from = start + skipped.length
    if (skipped.startsWith('"')) code += '""'
    if (skipped.startsWith('/*') && !/^\/\*.*\*\/$/.test(skipped)) return { code, doc: null, inComment: true }
    if (skipped === '///') return { code, doc: { text: line.slice(from), column: from + 1 }, inComment: false }
    if (skipped.startsWith('//')) return { code, doc: null, inComment: false }
  }
  return { code: code + line.slice(from), doc: null, inComment: false }
}

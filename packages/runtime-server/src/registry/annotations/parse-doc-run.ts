import { annotationSpec, type AnnotationSpec } from './annotation-table.ts'
import { findMisspelling } from './find-misspelling.ts'
import { parseArguments, type WrittenArgument } from './parse-arguments.ts'
import type { DocLine, Place } from './scan-schema.ts'

/** Where something stands in its file; both 1-based. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** An annotation of ours as written, not yet checked against the table. */
export interface WrittenAnnotation extends Position {
  readonly name: string
  readonly spec: AnnotationSpec
  /** Written with `@@`. */
  readonly isModel: boolean
  readonly place: Place
  readonly arguments: readonly (Omit<WrittenArgument, 'at'> & Position)[]
}

/** A fault in how an annotation is written. */
export interface WritingFault extends Position {
  readonly message: string
  readonly hint?: string
}

/** What a run of doc lines says. */
export interface DocRun {
  readonly annotations: readonly WrittenAnnotation[]
  readonly prose: readonly DocLine[]
  readonly faults: readonly WritingFault[]
}

interface Run {
  readonly text: string
  readonly docs: readonly DocLine[]
  readonly starts: readonly number[]
  readonly annotations: WrittenAnnotation[]
  readonly prose: DocLine[]
  readonly faults: WritingFault[]
}

const NAME = /(@@?)([A-Za-z_$][\w$-]*)/y
const FOREIGN_CHAIN = /[\w$.@:-]*/y

/** Reads consecutive doc lines; an argument list may go on over several of them. */
export function parseDocRun(docs: readonly DocLine[]): DocRun {
  const text = docs.map((doc) => doc.text).join('\n')
  const starts = docs.map((_, index) => docs.slice(0, index).reduce((sum, doc) => sum + doc.text.length + 1, 0))
  const run: Run = { text, docs, starts, annotations: [], prose: [], faults: [] }
  for (let index = 0; index < docs.length; index++) {
    const doc = docs[index]
    const start = starts[index]
    if (doc === undefined || start === undefined) break
    if (!doc.text.trimStart().startsWith('@')) run.prose.push(doc)
    else index = lineOf(run, readLine(run, start))
  }
  return run
}

/** Reads the annotations of one line and answers the offset at which the last of them ends. */
function readLine(run: Run, from: number): number {
  let position = skipBlanks(run.text, from)
  while (run.text[position] === '@') {
    const before = position
    position = skipBlanks(run.text, readAnnotation(run, position))
    if (position === before) break
  }
  return position
}

function readAnnotation(run: Run, at: number): number {
  const [whole, marks, name] = matchAt(NAME, run.text, at) ?? []
  if (whole === undefined || name === undefined) return endOfLine(run.text, at)
  const end = at + whole.length
  const spec = annotationSpec(name)
  if (spec === undefined || /^\.[\w$]/.test(run.text.slice(end))) return readForeign(run, at, name)
  const place = placeAt(run, at)
  const annotation = { name, spec, isModel: marks === '@@', place, arguments: [], ...locate(run, at) }
  if (name === 'ui' && run.text[end] === ':') return readWidget(run, end + 1, annotation)
  const open = skipBlanks(run.text, end)
  if (run.text[open] === '(') return readList(run, open + 1, annotation)
  if (spec.bare !== undefined) return readBare(run, open, annotation)
  return finish(run, end, annotation)
}

function readList(run: Run, from: number, annotation: WrittenAnnotation): number {
  const parsed = parseArguments(run.text, from)
  if (!parsed.ok) {
    const { at, hint } = parsed
    run.faults.push({ message: `In ${shown(annotation)} ${parsed.message}.`, ...locate(run, at), ...(hint !== undefined && { hint }) })
    return endOfDamage(run.text, Math.max(at, from))
  }
  const written = parsed.arguments.map(({ at, key, value }) => ({ key, value, ...locate(run, at) }))
  return finish(run, parsed.end, { ...annotation, arguments: [...annotation.arguments, ...written] })
}

// `@ui:textarea(rows: 3)` is `@ui(widget: "textarea", rows: 3)`.
function readWidget(run: Run, from: number, annotation: WrittenAnnotation): number {
  const [widget = ''] = matchAt(/[\w-]+/y, run.text, from) ?? []
  const end = from + widget.length
  if (widget === '') {
    run.faults.push({ message: 'In @ui: the name of a widget is missing.', hint: 'Write @ui:textarea.', ...locate(run, from) })
    return endOfDamage(run.text, from)
  }
  const named = { ...annotation, arguments: [{ key: 'widget', value: widget, ...locate(run, from) }] }
  return run.text[end] === '(' ? readList(run, end + 1, named) : finish(run, end, named)
}

function readBare(run: Run, from: number, annotation: WrittenAnnotation): number {
  const [text = ''] = matchAt(BARE[annotation.spec.bare ?? 'text'], run.text, from) ?? []
  const words = annotation.spec.bare === 'words' ? text.split(',').map((word) => word.trim()) : [text.trim()]
  const given = words.filter((word) => word !== '').map((value) => ({ key: null, value, ...locate(run, from) }))
  return finish(run, from + text.length, { ...annotation, arguments: given })
}

const BARE = { word: /[^\s@]\S*/y, words: /[\w$.-]+(?:[^\S\n]*,\s*[\w$.-]+)*/y, text: /[^\n]*/y } as const

/** Others' annotations are left alone, with their arguments; a misspelt one of ours is a fault. */
function readForeign(run: Run, at: number, name: string): number {
  const dotted = annotationSpec(name) !== undefined
  const meant = dotted ? name : findMisspelling(name)
  const marks = run.text.startsWith('@@', at) ? '@@' : '@'
  let end = at + marks.length + name.length
  if (meant !== undefined && (dotted || run.text[end] !== '.')) {
    const written = run.text.slice(at, end) + (matchAt(FOREIGN_CHAIN, run.text, end)?.[0] ?? '')
    run.faults.push({ message: `${written} is not an annotation.`, hint: `Did you mean ${marks}${meant}?`, ...locate(run, at) })
    return endOfDamage(run.text, end)
  }
  for (let from = -1; end !== from; ) {
    from = end
    end += matchAt(FOREIGN_CHAIN, run.text, end)?.[0].length ?? 0
    if (run.text[end] === '(') end = closeOf(run.text, end) ?? endOfLine(run.text, end)
  }
  const next = skipBlanks(run.text, end)
  return run.text[next] === '@' ? next : endOfLine(run.text, end)
}

/** The offset after the parenthesis that closes the one at `open`, strings passed over. */
function closeOf(text: string, open: number): number | undefined {
  let depth = 0
  for (const match of text.slice(open).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[()]/g)) {
    if (match[0] === '(') depth++
    if (match[0] === ')' && --depth === 0) return open + match.index + 1
  }
  return undefined
}

// Keeps the annotation if nothing but another one follows on its line.
function finish(run: Run, end: number, annotation: WrittenAnnotation): number {
  const next = skipBlanks(run.text, end)
  const rest = run.text.slice(next, endOfLine(run.text, next)).trim()
  if (rest === '' || rest.startsWith('@')) return (run.annotations.push(annotation), next)
  const takesArguments = Object.keys({ ...annotation.spec.model?.arguments, ...annotation.spec.field?.arguments }).length > 0
  run.faults.push({
    message: `After ${shown(annotation)} stands text that is no argument: "${rest}".`,
    hint: takesArguments ? `Put arguments in parentheses, ${shown(annotation)}("…"), and prose on a line of its own.` : 'Put prose on a line of its own.',
    ...locate(run, next),
  })
  return endOfLine(run.text, next)
}

/** An annotation's name as it was written. */
export function shown({ isModel, name }: Pick<WrittenAnnotation, 'isModel' | 'name'>): string {
  return `${isModel ? '@@' : '@'}${name}`
}

// After a fault in an argument list nothing is read until a line that begins with `@`.
function endOfDamage(text: string, from: number): number {
  const next = /\n[^\S\n]*(?=@)/g
  next.lastIndex = from
  return next.exec(text)?.index ?? text.length
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const own = new RegExp(pattern)
  own.lastIndex = at
  return own.exec(text)
}

function skipBlanks(text: string, from: number): number {
  return from + (matchAt(/[^\S\n]*/y, text, from)?.[0].length ?? 0)
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function lineOf(run: Run, at: number): number {
  return run.starts.findLastIndex((start) => start <= at)
}

function placeAt(run: Run, at: number): Place {
  return run.docs[lineOf(run, at)]?.place ?? { at: 'outside', block: null, item: null }
}

function locate(run: Run, at: number): Position {
  const index = lineOf(run, at)
  const doc = run.docs[index]
  return { line: doc?.line ?? 1, column: (doc?.column ?? 1) + at - (run.starts[index] ?? 0) }
}

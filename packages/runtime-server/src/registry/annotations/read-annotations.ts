// Reads what a schema says in its `///` comments: annotations and descriptions.
// Rejects misspelt names, annotations that stand where they mean nothing, and arguments that do not fit the table.
import type { Finding } from '@ssot/contract'
import type { Annotation } from './annotation.ts'
import { checkAnnotation, type CheckedAnnotation } from './check-annotation.ts'
import { parseDocRun, shown, type WritingFault, type WrittenAnnotation } from './parse-doc-run.ts'
import { scanSchema, type DocLine } from './scan-schema.ts'

/** One file of the schema; `path` as the user named it. */
export interface SchemaFile {
  readonly path: string
  readonly text: string
}

/** What the schema's comments say. */
export interface ReadAnnotations {
  readonly annotations: readonly Annotation[]
  /** Prose by what it stands at: `Post`, `Post.title`, and enums and their values alike. */
  readonly descriptions: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

/** Reads the annotations of all files of a schema. Nothing is thrown: every fault is a finding with file, line and column. */
export function readAnnotations(files: readonly SchemaFile[]): ReadAnnotations {
  const read = files.map(readFile)
  return {
    annotations: read.flatMap((one) => one.annotations),
    descriptions: new Map(read.flatMap((one) => [...one.descriptions])),
    findings: read.flatMap((one) => one.findings),
  }
}

function readFile({ path, text }: SchemaFile): ReadAnnotations {
  const runs = consecutive(scanSchema(text).docs).map(parseDocRun)
  const checked = runs.flatMap((run) => run.annotations.map((written) => ({ written, ...checkAnnotation(written, path) })))
  const annotations = checked.flatMap(({ annotation }) => annotation ?? [])
  const findings = [
    ...runs.flatMap((run) => run.faults).map((fault) => toFinding(fault, path)),
    ...checked.flatMap((one) => one.findings),
    ...findRepeated(checked, path),
  ]
  return {
    annotations,
    descriptions: describe([...runs.flatMap((run) => run.prose).flatMap(readProse), ...annotations.flatMap(readDescription)]),
    findings: findings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  }
}

/** Splits doc lines into runs over which an argument list may go on: each line directly below the one before. */
function consecutive(docs: readonly DocLine[]): readonly (readonly DocLine[])[] {
  const runs: DocLine[][] = []
  for (const doc of docs) {
    const run = runs.at(-1)
    if (run?.at(-1)?.line === doc.line - 1 && !doc.trailing) run.push(doc)
    else runs.push([doc])
  }
  return runs
}

interface Described {
  readonly key: string
  readonly line: number
  readonly text: string
}

function readProse({ place, text, line, detached }: DocLine): readonly Described[] {
  const { at, block, item } = place
  if (block === null || at === 'attribute' || (detached && at === 'header')) return []
  return [{ key: item === null ? block.name : `${block.name}.${item}`, line, text: text.trim() }]
}

function readDescription({ name, model, field, line, named }: Annotation): readonly Described[] {
  const text = named['text']
  if (name !== 'description' || typeof text !== 'string') return []
  return [{ key: field === undefined ? model : `${model}.${field}`, line, text }]
}

function describe(parts: readonly Described[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const { key, text } of parts.toSorted((a, b) => a.line - b.line)) {
    const before = texts.get(key)
    texts.set(key, before === undefined ? text : `${before}\n${text}`)
  }
  return new Map([...texts].map(([key, text]) => [key, text.trim()] as const).filter(([, text]) => text !== ''))
}

type Checked = CheckedAnnotation & { readonly written: WrittenAnnotation }

function findRepeated(checked: readonly Checked[], file: string): readonly Finding[] {
  const first = new Map<string, Annotation>()
  return checked.flatMap(({ annotation, written }) => {
    if (annotation === null || written.spec.repeatable) return []
    const key = [annotation.name, annotation.model, annotation.field].join(' ')
    const before = first.get(key)
    if (before === undefined) return (first.set(key, annotation), [])
    const { line, column } = written
    return [toFinding({ message: `${shown(written)} stands here twice; the first is in line ${before.line}.`, hint: 'Remove one of them.', line, column }, file)]
  })
}

function toFinding({ message, hint, line, column }: WritingFault, file: string): Finding {
  return { severity: 'error', code: 'SCHEMA.ANNOTATION', message, file, line, column, ...(hint !== undefined && { hint }) }
}

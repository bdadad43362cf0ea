import { didYouMean, type Finding, type Json } from '@ssot/contract'
import type { Annotation } from './annotation.ts'
import type { Signature } from './annotation-table.ts'
import { ARGUMENT_TYPES, type ArgumentContext } from './argument-types.ts'
import { shown, type Position, type WrittenAnnotation } from './parse-doc-run.ts'
import type { SchemaBlock } from './scan-schema.ts'

/** An annotation brought to its canonical form, or what is wrong with it. */
export interface CheckedAnnotation {
  readonly annotation: Annotation | null
  readonly findings: readonly Finding[]
}

interface Target {
  readonly scope: 'model' | 'field'
  readonly block: SchemaBlock
  readonly field: string | null
  readonly signature: Signature
}

/** Decides what an annotation belongs to and checks its arguments against the table. */
export function checkAnnotation(written: WrittenAnnotation, file: string): CheckedAnnotation {
  const faults: Fault[] = []
  const target = targetOf(written, faults)
  if (target === null) return { annotation: null, findings: toFindings(faults, written, file) }
  const bound = bindArguments(written, target.signature, faults)
  const named = checkArguments(bound, target, faults)
  const wrong = faults.length === 0 ? target.signature.check?.(named) : undefined
  if (wrong !== undefined) faults.push({ message: `${wrong}.` })
  if (faults.length > 0) return { annotation: null, findings: toFindings(faults, written, file) }
  const annotation: Annotation = {
    name: written.name,
    scope: target.scope,
    model: target.block.name,
    ...(target.field !== null && { field: target.field }),
    args: positionalOf(written, target.signature, named),
    named,
    file,
    line: written.line,
  }
  return { annotation, findings: [] }
}

interface Fault extends Partial<Position> {
  /** Goes on after the annotation's name. */
  readonly message: string
  readonly hint?: string | undefined
}

function targetOf(written: WrittenAnnotation, faults: Fault[]): Target | null {
  const { at, block, item } = written.place
  const { model, field } = written.spec
  if (block === null) return refuse(faults, 'stands above nothing', 'Write it above a model, in its body, or at a field.')
  if (block.kind !== 'model' && block.kind !== 'view') {
    return refuse(faults, `stands at the ${block.kind} ${block.name}, and annotations belong to models, views and their fields`)
  }
  if (!written.isModel && field !== undefined && item !== null) return { scope: 'field', block, field: item, signature: field }
  if (model === undefined) return refuse(faults, 'is for fields, and stands at none', `Write @${written.name} above its field, or at the end of the field's line.`)
  // In the body, `@hidden` at no field may have lost its field.
  if (!written.isModel && field !== undefined && at !== 'header') {
    return refuse(faults, 'stands at no field', `Write @@${written.name} for the model, or move it to its field.`)
  }
  return { scope: 'model', block, field: null, signature: model }
}

function refuse(faults: Fault[], message: string, hint?: string): null {
  faults.push({ message: `${message}.`, hint })
  return null
}

interface BoundArgument extends Position {
  readonly name: string
  readonly value: Json
}

function bindArguments(written: WrittenAnnotation, signature: Signature, faults: Fault[]): readonly BoundArgument[] {
  const bound: BoundArgument[] = []
  let index = 0
  for (const argument of written.arguments) {
    const one = bindArgument(argument, signature, index)
    if (argument.key === null && !isFlag(argument.value, signature)) index++
    if (one === undefined) faults.push(unwanted(argument, signature))
    else if (bound.some(({ name }) => name === one.name) && !takesRest(one.name, signature)) faults.push({ message: `has \`${one.name}\` twice.`, ...positionOf(argument) })
    else bound.push({ ...one, ...positionOf(argument) })
  }
  return bound
}

type Written = WrittenAnnotation['arguments'][number]

function bindArgument({ key, value }: Written, signature: Signature, index: number): Pick<BoundArgument, 'name' | 'value'> | undefined {
  const { positional = [], rest } = signature
  if (key !== null) return Object.hasOwn(signature.arguments, key) || signature.open ? { name: key, value } : undefined
  if (typeof value === 'string' && isFlag(value, signature)) return { name: value, value: true }
  const name = positional[rest ? Math.min(index, positional.length - 1) : index]
  return name === undefined ? undefined : { name, value }
}

function unwanted({ key, value, ...position }: Written, signature: Signature): Fault {
  const names = Object.keys(signature.arguments)
  const text = typeof value === 'string' ? value : ''
  if (names.length === 0) return { message: 'takes no arguments.', ...position }
  if (key !== null) return { message: `has no argument \`${key}\`.`, hint: didYouMean(key, names) ?? `It takes ${names.join(', ')}.`, ...position }
  const hint = didYouMean(text, signature.flags ?? names) ?? `Give arguments by name: ${names.join(', ')}.`
  return { message: `has an argument too many: ${JSON.stringify(value)}.`, hint, ...position }
}

function checkArguments(bound: readonly BoundArgument[], target: Target, faults: Fault[]): Readonly<Record<string, Json>> {
  const { signature, block } = target
  const named = new Map<string, Json>()
  for (const [name, spec] of Object.entries(signature.arguments)) {
    const given = bound.filter((argument) => argument.name === name)
    const [first] = given
    if (first === undefined) {
      if (spec.required) faults.push({ message: `needs \`${name}\`.`, hint: exampleOf(signature) })
      continue
    }
    const context: ArgumentContext = { oneOf: spec.oneOf, fields: block.items, model: block.name }
    const value = given.length > 1 ? given.flatMap((argument) => argument.value) : first.value
    const checked = ARGUMENT_TYPES[spec.type](value, context)
    if ('fault' in checked) faults.push({ message: `: \`${name}\` ${checked.fault}.`, hint: checked.hint, ...positionOf(first) })
    else named.set(name, checked.value)
  }
  for (const { name, value } of bound) if (!Object.hasOwn(signature.arguments, name)) named.set(name, value)
  return Object.fromEntries(named)
}

/** Positional arguments as written; one that was given by name stands at its place too. */
function positionalOf(written: WrittenAnnotation, signature: Signature, named: Readonly<Record<string, Json>>): readonly Json[] {
  const values = written.arguments.filter(({ key }) => key === null).map(({ value }) => value)
  for (const name of (signature.positional ?? []).slice(values.length)) {
    const value = named[name]
    if (value === undefined) break
    values.push(value)
  }
  return values
}

function toFindings(faults: readonly Fault[], written: WrittenAnnotation, file: string): readonly Finding[] {
  return faults.map(({ message, hint, line = written.line, column = written.column }) => ({
    severity: 'error',
    code: 'SCHEMA.ANNOTATION',
    message: `${shown(written)}${message.startsWith(':') ? '' : ' '}${message}`,
    file,
    line,
    column,
    ...(hint !== undefined && { hint }),
  }))
}

function exampleOf({ positional = [] }: Signature): string | undefined {
  return positional.length === 0 ? undefined : `It takes ${positional.map((name) => `\`${name}\``).join(', then ')}.`
}

function isFlag(value: Json, signature: Signature): boolean {
  return typeof value === 'string' && signature.flags?.includes(value) === true
}

function takesRest(name: string, { positional = [], rest }: Signature): boolean {
  return rest === true && name === positional.at(-1)
}

function positionOf({ line, column }: Position): Position {
  return { line, column }
}

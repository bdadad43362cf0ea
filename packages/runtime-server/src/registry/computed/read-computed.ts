// Owns fields that are made of others of their record when it is read: the column beneath them is neither read nor written.
// Rejects expressions that read anything but the record's own values, and what could not be read again by whoever reads the field.
import { didYouMean, parseExpr, walkExpr, type Expr, type FieldKind, type Finding } from '@ssot/contract'
import type { Annotation } from '../annotations/annotation.ts'
import { findingAt } from '../checks/read-checks.ts'
import { has } from '../index-annotations.ts'
import type { Field } from '../registry.ts'
import { inferKind, type Inferred } from './infer-kind.ts'

type Fields = ReadonlyMap<string, Field>

/** What building a computed field looks at. */
interface Place {
  readonly field: Field
  readonly annotation: Annotation
  readonly fields: Fields
  /** Fields that address records. */
  readonly keyed: ReadonlySet<string>
  readonly relations: readonly string[]
}

/** Of a model: fields with the computed ones made, and what is wrong with these. */
export function readComputed(fields: Fields, { keyed, relations }: Pick<Place, 'keyed' | 'relations'>): { readonly fields: Fields; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const entries = [...fields].map(([name, field]): readonly [string, Field] => {
    const annotation = field.annotations.findLast((candidate) => candidate.name === 'computed')
    if (!annotation) return [name, field]
    const read = readField({ field, annotation, fields, keyed, relations })
    findings.push(...read.findings)
    return [name, read.field]
  })
  return { fields: findings.length === 0 && entries.every(([name, field]) => field === fields.get(name)) ? fields : new Map(entries), findings }
}

type Fault = readonly [message: string, hint?: string | undefined]

function readField(place: Place): { readonly field: Field; readonly findings: readonly Finding[] } {
  const { field, annotation } = place
  const text = String(annotation.named['expression'])
  const parsed = parseExpr(text)
  const told = (faults: readonly Fault[]): ReturnType<typeof readField> => ({ field, findings: faults.map(([message, hint]) => findingAt(annotation, message, hint)) })
  if (!parsed.ok) return told([[`says "${text}", and at character ${parsed.at + 1}: ${parsed.message}`]])
  const strange = [...misplaced(place), ...strangers(place, parsed.expr)]
  if (strange.length > 0) return told(strange)
  const inferred = inferKind(parsed.expr, (path) => inferredName(place, path))
  if (!ACCEPTED[field.kind]?.includes(inferred.kind)) return told([[`gives ${WORDS[inferred.kind]}, and the field is of the kind ${field.kind}`]])
  const inputs = namesOf(parsed.expr).flatMap((name) => place.fields.get(name) ?? [])
  const computed = Object.freeze({ expr: parsed.expr, inputs: Object.freeze(inputs) })
  return { field: Object.freeze({ ...field, required: !inferred.nullable && inferred.kind !== 'any', clientCreates: false, clientUpdates: false, constraints: {}, computed }), findings: [] }
}

/** Kinds of fields that can be computed, and what an expression may give for them. */
const ACCEPTED: Readonly<Partial<Record<FieldKind, readonly Inferred['kind'][]>>> = {
  string: ['text', 'null', 'any'],
  int: ['whole', 'null', 'any'],
  float: ['whole', 'number', 'null', 'any'],
  boolean: ['boolean', 'null', 'any'],
  datetime: ['text', 'null', 'any'],
  json: ['text', 'whole', 'number', 'boolean', 'list', 'null', 'any'],
}

const WORDS: Readonly<Record<Inferred['kind'], string>> = { text: 'a text', whole: 'a whole number', number: 'a number', boolean: 'true or false', list: 'a list', null: 'null', any: 'any value' }

/** Annotations that say how a value is sent or set. */
const OF_SENT_VALUES = ['validate', 'owner', 'set']

function misplaced({ field, keyed }: Place): readonly Fault[] {
  const isStored = field.unique || keyed.has(field.name) || field.relation !== undefined
  return [
    ...(isStored ? [['is for fields that are no key: what is computed is not stored'] as const] : []),
    ...(field.list || !ACCEPTED[field.kind] ? [['is for single values of the kinds string, int, float, boolean, datetime and json'] as const] : []),
    ...(field.required && field.default.from === 'none' ? [['is not stored, so that nothing would ever be in its required column', 'Make the field optional: `?` behind its type. The expression decides whether its value may be null.'] as const] : []),
    ...OF_SENT_VALUES.filter((name) => has(field.annotations, name)).map((name) => [`stands beside @${name}, which is about values that are stored`] as const),
  ]
}

function strangers(place: Place, expr: Expr): readonly Fault[] {
  const faults: Fault[] = []
  walkExpr(expr, (part, bound) => {
    if (part.t === 'ref' && !bound.includes(part.path[0] ?? '')) faults.push(...strangeName(place, part.path))
    if (part.t === 'call' && !FUNCTIONS.has(part.fn)) faults.push([`calls ${part.fn}, which is none of ${[...FUNCTIONS].join(', ')}`])
    if (part.t === 'binary' && CALCULATES.has(part.op)) faults.push(...miscalculated(place, part))
  })
  return faults
}

const FUNCTIONS: ReadonlySet<string> = new Set(['now', 'size', 'startsWith', 'endsWith', 'contains'])
const CALCULATES: ReadonlySet<string> = new Set(['-', '*', '/', '%', '<', '<=', '>', '>=', '+'])

function strangeName({ field, fields, relations }: Place, [name = '', ...members]: readonly string[]): readonly Fault[] {
  const input = fields.get(name)
  if (relations.includes(name)) return [[`reads ${name}, which is a relation: only fields of the record itself can be computed with`]]
  if (!input) return [[`reads ${name}, which is no field of ${field.annotations[0]?.model ?? 'the model'}`, didYouMean(name, fields.keys())]]
  if (has(input.annotations, 'computed')) return [[`reads ${name}, which is ${input === field ? 'itself' : 'computed too'}`]]
  if (input.visibility !== 'normal' && !has(field.annotations, 'expose')) return [[`reads ${name}, which nobody may read: it would be told by what is computed of it`, 'Add @expose to the computed field where that is meant.']]
  if (members.length > 0 && input.kind !== 'json') return [[`reads ${name}.${members.join('.')}, and ${name} is no JSON`]]
  return input.kind === 'bytes' ? [[`reads ${name}, which holds bytes`]] : []
}

function miscalculated(place: Place, { op, left, right }: Extract<Expr, { readonly t: 'binary' }>): readonly Fault[] {
  const operands = [left, right]
  const joinsTexts = op === '+' && operands.some((operand) => uncountable(place, operand).length === 0 && inferKind(operand, (path) => inferredName(place, path)).kind === 'text')
  return joinsTexts ? [] : operands.flatMap((operand) => uncountable(place, operand))
}

// They travel as texts of digits: an operator would take them for texts.
function uncountable({ fields }: Place, operand: Expr): readonly Fault[] {
  const input = operand.t === 'ref' ? fields.get(operand.path[0] ?? '') : undefined
  return input && (input.kind === 'decimal' || input.kind === 'bigint') && !input.list ? [[`calculates with ${input.name}, and expressions do not calculate with the kind ${input.kind}`]] : []
}

const INFERRED: Readonly<Partial<Record<FieldKind, Inferred['kind']>>> = { string: 'text', enum: 'text', datetime: 'text', decimal: 'text', bigint: 'text', int: 'whole', float: 'number', boolean: 'boolean' }

function inferredName({ fields }: Place, [name = '']: readonly string[]): Inferred {
  const input = fields.get(name)
  if (input?.list) return { kind: 'list', nullable: false }
  return { kind: INFERRED[input?.kind ?? 'json'] ?? 'any', nullable: !input?.required }
}

function namesOf(expr: Expr): readonly string[] {
  const names = new Set<string>()
  walkExpr(expr, (part, bound) => {
    const [name = ''] = part.t === 'ref' ? part.path : []
    if (name !== '' && !bound.includes(name)) names.add(name)
  })
  return [...names]
}

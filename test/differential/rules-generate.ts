// Random rules as text: everything that the language says of rows, mostly of few values, so that rows fulfil them often and often not.
import type { Field, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import { isTextual } from '../../packages/runtime-server/src/registry/native-constraints.ts'
import { areComparable } from '../../packages/runtime-server/src/request/parse-reference.ts'
import { modelNamed } from './rules-rows.ts'
import { literalOf, samplesOf } from './rules-values.ts'
import type { Draw } from './seed-rows.ts'

/** What a rule is made with. */
export interface Generating {
  readonly registry: Registry
  readonly draw: Draw
  /** Rows that names stand for; the rule's own has none. */
  readonly rows: readonly { readonly name: string; readonly model: Model }[]
  /** Items of lists in `auth`, by what they are. */
  readonly items: readonly { readonly name: string; readonly of: 'text' | 'number' }[]
  readonly root: Model
  readonly depth: number
  readonly hasBefore: boolean
}

/** A rule about rows of a model. */
export function generateRule(registry: Registry, draw: Draw, root: Model): { readonly text: string; readonly hasBefore: boolean } {
  const hasBefore = draw(4) === 0
  return { text: condition({ registry, draw, rows: [{ name: '', model: root }], items: [], root, depth: 1 + draw(3), hasBefore }), hasBefore }
}

function pick<T>({ draw }: Pick<Generating, 'draw'>, items: readonly T[]): T {
  const item = items[draw(items.length)]
  if (item === undefined) throw new Error('There is nothing to pick.')
  return item
}

function condition(of: Generating): string {
  const leaf = of.depth <= 0 || of.draw(5) === 0
  if (leaf) return pick(of, LEAVES)(of) ?? condition(of)
  const below = { ...of, depth: of.depth - 1 }
  return pick(of, JOINED)(below) ?? condition(below)
}

type Write = (of: Generating) => string | undefined

const nested = (of: Generating): string => `(${condition(of)})`

const JOINED: readonly Write[] = [
  (of) => `${nested(of)} && ${nested(of)}`,
  (of) => `${nested(of)} || ${nested(of)}`,
  (of) => `!${nested(of)}`,
  (of) => `(${nested(of)} ? ${nested(of)} : ${nested(of)})`,
  (of) => `((${nested(of)} && ${nested(of)}) ${pick(of, ['==', '!='])} ${pick(of, ['true', 'false'])})`,
  overRecords,
  overRecords,
  overRecords,
  overItems,
]

/** A field or a relation at the end of a path. */
interface Member<Of> {
  readonly text: string
  readonly model: Model
  readonly of: Of
}

// A row that is named, and relations to one from there.
function placeOf(of: Generating, hops = of.draw(3)): Member<null> {
  const { name, model } = pick(of, of.rows)
  let place = { text: name, model }
  for (let index = 0; index < hops; index++) {
    const relations = [...place.model.relations.values()].filter(({ list }) => !list)
    if (relations.length === 0) break
    const relation = pick(of, relations)
    place = { text: joined(place.text, relation.name), model: modelNamed(of.registry, relation.model) }
  }
  return { ...place, of: null }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function fieldOf(of: Generating, fits: (field: Field) => boolean): Member<Field> | undefined {
  const { text, model } = placeOf(of)
  const fields = [...model.fields.values()].filter(fits)
  if (fields.length === 0) return undefined
  const field = pick(of, fields)
  return { text: joined(text, field.name), model, of: field }
}

function relationOf(of: Generating, fits: (relation: Relation) => boolean): Member<Relation> | undefined {
  const { text, model } = placeOf(of, of.draw(2))
  const relations = [...model.relations.values()].filter(fits)
  if (relations.length === 0) return undefined
  const relation = pick(of, relations)
  return { text: joined(text, relation.name), model, of: relation }
}

function overRecords(of: Generating): string | undefined {
  const member = relationOf(of, ({ list }) => list)
  if (!member || of.rows.length > 2) return undefined
  const name = `v${of.rows.length}`
  const body = condition({ ...of, rows: [...of.rows, { name, model: modelNamed(of.registry, member.of.model) }] })
  return `${member.text}.${pick(of, ['exists', 'all'])}(${name}, ${body})`
}

function overItems(of: Generating): string {
  const list = pick(of, [{ list: 'auth.ids', of: 'text' }, { list: 'auth.nums', of: 'number' }] as const)
  const name = `${list.of}${of.items.length + 1}`
  return `${list.list}.${pick(of, ['exists', 'all'])}(${name}, ${condition({ ...of, items: [...of.items, { name, of: list.of }] })})`
}

const isScalar = ({ list, kind }: Field): boolean => !list && kind !== 'json'
const isOrdered = (field: Field): boolean => isScalar(field) && !['enum', 'boolean', 'bytes'].includes(field.kind)
const isText = ({ list, kind, native }: Field): boolean => !list && kind === 'string' && isTextual(native)

const EQUALITY = ['==', '!='] as const
const ORDERINGS = ['<', '<=', '>', '>='] as const

const LEAVES: readonly Write[] = [
  // With a literal, of either side.
  (of) => withOperand(of, isScalar, EQUALITY, literal),
  (of) => withOperand(of, isScalar, EQUALITY, literal),
  (of) => withOperand(of, isOrdered, ORDERINGS, literal),
  // With what `auth` has, or does not have.
  (of) => withOperand(of, isScalar, EQUALITY, claim),
  (of) => withOperand(of, isScalar, EQUALITY, claim),
  (of) => withOperand(of, isOrdered, ORDERINGS, claim),
  // With another field.
  (of) => withOperand(of, isScalar, EQUALITY, otherField),
  (of) => withOperand(of, isOrdered, ORDERINGS, otherField),
  (of) => withOperand(of, isOrdered, ORDERINGS, otherField),
  nullTest,
  among,
  amongClaims,
  hasItem,
  textTest,
  textTest,
  size,
  (of) => fieldOf(of, ({ kind, list }) => kind === 'boolean' && !list)?.text,
  (of) => pick(of, ['auth.vip', 'authenticated', 'isAdmin', 'true', 'false']),
  ofAuth,
  (of) => can(of),
]

type Operand = (of: Generating, field: Field) => string | undefined

function withOperand(of: Generating, fits: (field: Field) => boolean, operators: readonly string[], operand: Operand): string | undefined {
  const field = fieldOf(of, fits)
  const other = field && operand(of, field.of)
  if (!field || other === undefined) return undefined
  return of.draw(4) === 0 ? `${other} ${pick(of, operators)} ${field.text}` : `${field.text} ${pick(of, operators)} ${other}`
}

function literal(of: Generating, field: Field): string {
  return literalOf(pick(of, samplesOf(field)))
}

const TEXT_CLAIMS = ['auth.id', 'auth.id', 'auth.name', 'auth.role', '(auth.role ?? "a")', '(auth.name ?? auth.id)']
const CLAIMS: Readonly<Partial<Record<Field['kind'], readonly string[]>>> = {
  string: TEXT_CLAIMS,
  enum: ['auth.color', 'auth.role', 'auth.id'],
  boolean: ['auth.vip'],
  datetime: ['now()', 'auth.deletedAt', 'auth.role', 'auth.id'],
  bytes: ['auth.id'],
}
const NUMBER_CLAIMS = ['auth.level', 'auth.rank', 'auth.rank + 1', '(auth.clubId ?? 2)', 'auth.rank * auth.level', 'auth.id', 'size(auth.ids)']

function claim(of: Generating, { kind, enum: name }: Field): string {
  const items = of.items.filter((item) => item.of === (kind === 'string' || kind === 'enum' ? 'text' : NUMERIC.has(kind) ? 'number' : '')).map((item) => item.name)
  const before = of.hasBefore ? [...of.root.fields.values()].filter((field) => isScalar(field) && field.kind === kind && field.enum === name).map((field) => `before.${field.name}`) : []
  return pick(of, [...(CLAIMS[kind] ?? NUMBER_CLAIMS), ...items, ...items, ...before])
}

const NUMERIC: ReadonlySet<Field['kind']> = new Set<Field['kind']>(['int', 'float', 'bigint', 'decimal'])

function otherField(of: Generating, field: Field): string | undefined {
  return fieldOf(of, (other) => isScalar(other) && areComparable(field, other))?.text
}

function nullTest(of: Generating): string | undefined {
  const member = of.draw(3) === 0 ? relationOf(of, ({ list }) => !list) : fieldOf(of, ({ list }) => !list)
  return member && `${member.text} ${pick(of, EQUALITY)} null`
}

function among(of: Generating): string | undefined {
  const field = fieldOf(of, isScalar)
  if (!field) return undefined
  const items = Array.from({ length: of.draw(4) }, () => pick<Operand>(of, [literal, literal, claim, otherField, () => 'null'])(of, field.of)).filter((item) => item !== undefined)
  return `${field.text} in [${items.join(', ')}]`
}

function amongClaims(of: Generating): string | undefined {
  const field = fieldOf(of, ({ list, kind }) => !list && (kind === 'string' || kind === 'enum' || NUMERIC.has(kind)))
  return field && `${field.text} in ${NUMERIC.has(field.of.kind) ? 'auth.nums' : 'auth.ids'}`
}

function hasItem(of: Generating): string | undefined {
  const field = fieldOf(of, ({ list }) => list)
  return field && `${pick<Operand>(of, [literal, literal, claim])(of, field.of) ?? '1'} in ${field.text}`
}

function textTest(of: Generating): string | undefined {
  const field = fieldOf(of, isText)
  const operand = field && pick<() => string | undefined>(of, [() => pick(of, ['""', '"a"', '"A"', '"b"', '"%"', '"_"', '"p"', '"é"', '"a "']), () => pick(of, TEXT_CLAIMS), () => fieldOf(of, isText)?.text])()
  return operand === undefined ? undefined : `${field?.text ?? ''}.${pick(of, ['startsWith', 'endsWith', 'contains'])}(${operand})`
}

function size(of: Generating): string | undefined {
  const member = of.draw(3) === 0 ? fieldOf(of, ({ list }) => list) : relationOf(of, ({ list }) => list)
  return member && `size(${member.text}) ${pick(of, ['== 0', '!= 0', '> 0', '<= 0', '>= 1', '< 1'])}`
}

// Read no row: decided for a principal.
function ofAuth(of: Generating): string {
  const before = of.hasBefore && of.root.name === 'Thing' ? ['before.textN == auth.name', 'before.wholeN > 1', 'before.wholeN != auth.rank', 'before.textN != "a"', 'before.momentN < now()', 'before.flagN == true', 'before.text.startsWith("a")', 'before.textN == before.text', 'before.textN == null'] : []
  const items = of.items.flatMap((item) => (item.of === 'text' ? [`${item.name} == auth.role`, `${item.name} != "a"`, `${item.name}.contains("p")`] : [`${item.name} > auth.rank`, `${item.name} == 1`]))
  const own = ['auth.role == "a"', 'auth.role != auth.name', 'auth.rank > 1', 'auth.rank <= auth.level', 'auth.id == null', 'auth.id != null', 'auth.role in auth.ids', 'auth.role in ["a", "p1"]', 'auth.rank in auth.nums', 'auth.name.startsWith("a")', 'size(auth.ids) > 1', 'auth.deletedAt < now()', 'auth.vip == true', 'auth.rank == 1.0', 'auth.ids == null']
  return pick(of, [...own, ...before, ...items, ...items])
}

function can(of: Generating): string | undefined {
  const relation = relationOf(of, ({ list, model }) => !list && model === 'Person')
  return relation && `can("read", ${relation.text})`
}

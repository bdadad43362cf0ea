// A schema's text as the datamodel of tests: one item per line, of Prisma's language what policies look at. Nothing is refused.
import type { Datamodel, DatamodelEnum, DatamodelField, DatamodelModel } from '../registry/datamodel.ts'

interface Block {
  readonly kind: string
  readonly name: string
  readonly lines: readonly string[]
}

/** The datamodel of a schema's text. */
export function readDatamodel(text: string): Datamodel {
  const blocks = blocksOf(text)
  const records = blocks.filter(({ kind }) => kind === 'model' || kind === 'view')
  const enums = blocks.filter(({ kind }) => kind === 'enum').map(({ name, lines }): DatamodelEnum => ({ name, values: lines.map((value) => ({ name: value })) }))
  const kindOf = (type: string): string => (records.some(({ name }) => name === type) ? 'object' : enums.some(({ name }) => name === type) ? 'enum' : 'scalar')
  return {
    datamodel: { enums, models: records.map((block) => modelOf(block, kindOf)) },
    mappings: { modelOperations: records.map(({ name, kind }) => (kind === 'view' ? { model: name } : { model: name, createOne: '', deleteMany: '' })) },
  }
}

function blocksOf(text: string): readonly Block[] {
  const plain = text.split('\n').map((line) => line.replace(/\/\/.*$/, '').trim()).join('\n')
  return [...plain.matchAll(/^(\w+) (\w+) \{\n([^}]*)\}/gm)].map(([, kind = '', name = '', body = '']) => ({ kind, name, lines: body.split('\n').filter((line) => line !== '') }))
}

function modelOf({ name, lines }: Block, kindOf: (type: string) => string): DatamodelModel {
  const keys = (attribute: string): readonly (readonly string[])[] => lines.filter((line) => line.startsWith(attribute)).map((line) => namesIn(line.slice(attribute.length)))
  const [primary] = keys('@@id')
  return {
    name,
    dbName: null,
    fields: lines.filter((line) => !line.startsWith('@@')).map((line) => fieldOf(name, line, kindOf)),
    primaryKey: primary ? { name: null, fields: primary } : null,
    uniqueFields: keys('@@unique'),
    uniqueIndexes: [],
  }
}

function namesIn(text: string): readonly string[] {
  return text.match(/\w+/g) ?? []
}

const FIELD = /^(\w+)\s+(\w+)(\[\]|\?)?(.*)$/

function fieldOf(model: string, line: string, kindOf: (type: string) => string): DatamodelField {
  const [, name = '', type = '', sign, attributes = ''] = FIELD.exec(line) ?? []
  const standard = /@default\((.*?)\)(?=\s|$)/.exec(attributes)?.[1]
  const native = /@db\.(\w+)(?:\(([^)]*)\))?/.exec(attributes)
  return {
    name,
    kind: kindOf(type),
    type,
    isList: sign === '[]',
    isRequired: sign !== '?',
    isUnique: /@unique\b/.test(attributes),
    isId: /@id\b/.test(attributes),
    isUpdatedAt: attributes.includes('@updatedAt'),
    hasDefaultValue: standard !== undefined,
    ...(standard !== undefined && { default: defaultOf(standard) }),
    ...(native && { nativeType: [native[1] ?? '', namesIn(native[2] ?? '')] }),
    ...(kindOf(type) === 'object' && relationOf([model, type], attributes)),
  }
}

function defaultOf(text: string): unknown {
  const called = /^(\w+)\(/.exec(text)?.[1]
  if (called !== undefined) return { name: called, args: [] }
  return /^(["-]|\d|true$|false$)/.test(text) ? JSON.parse(text) : text
}

function relationOf(ends: readonly string[], attributes: string): Pick<DatamodelField, 'relationName' | 'relationFromFields' | 'relationToFields'> {
  const named = (key: string): readonly string[] => namesIn(new RegExp(`${key}: \\[([^\\]]*)\\]`).exec(attributes)?.[1] ?? '')
  return { relationName: /@relation\("(\w+)"/.exec(attributes)?.[1] ?? ends.toSorted().join('To'), relationFromFields: named('fields'), relationToFields: named('references') }
}

import { describe, expect, it } from 'vitest'
import { parseExpr } from '@ssot/contract'
import type { Field } from '../../registry/registry.ts'
import { COMPUTED_MARK, computedName, createComputing } from './compute-text.ts'

const FIELD: Field = { name: 'loud', column: 'loud', kind: 'string', list: false, required: false, unique: false, label: 'Loud', default: { from: 'none' }, isUpdatedAt: false, visibility: 'normal', clientCreates: false, clientUpdates: false, constraints: {}, annotations: [] }
const parsed = parseExpr("name + '!'")
const computed: Field = { ...FIELD, ...(parsed.ok && { computed: { expr: parsed.expr, inputs: [] } }) }

type Models = Parameters<typeof createComputing>[0]['models']
const modelsWith = (field: Field): Models => new Map([['Dog', { name: 'Dog', kind: 'model', table: 'Dog', label: 'Dog', plural: 'Dogs', path: 'dogs', hidden: false, key: null, uniques: [], fields: new Map([[field.name, field]]), relations: new Map(), display: null, searchFields: [], createUnavailable: null, traits: {}, annotations: [] }]])

const compute = createComputing({ models: modelsWith(computed) })
const inputs = (name: string, gap = ''): string => `{"${COMPUTED_MARK}"${gap}:${gap}"${computedName('Dog', 'loud')}",${gap}"name"${gap}:${gap}${JSON.stringify(name)}}`

const NAMES = ['Rex', '', 'a "quoted" one', 'back\\', '\\"', '} {', '{"', 'line\nbreak', '日本 🐕', '"}]']

describe('given a text of JSON with the inputs of computed fields', () => {
  it.each(NAMES)('puts the value of %j in their place, and leaves the rest to the letter', (name) => {
    const rest = '"price" : 1.50, "big": 12345678901234567890, "doc": {"a" : "}{"}'
    expect(compute(`[{"loud": ${inputs(name)}, ${rest}},{"loud":${inputs(name, ' ')}}]`)).toBe(`[{"loud": ${JSON.stringify(`${name}!`)}, ${rest}},{"loud":${JSON.stringify(`${name}!`)}}]`)
  })

  it('leaves a text without any as it is', () => {
    expect(compute('[{"loud": "Rex"}]')).toBe('[{"loud": "Rex"}]')
    const quoted = `[${JSON.stringify(`says {"mark":1}`)}]`
    expect(compute(quoted)).toBe(quoted)
  })

  it('reads inputs that are documents', () => {
    const nested = `{"${COMPUTED_MARK}":"Dog.loud","name":{"deep":{"er":["}",{"x":"{"}]}}}`
    expect(compute(`{"loud":${nested},"next":1}`)).toBe('{"loud":"!","next":1}')
  })

  it('answers null for a field that it does not know', () => {
    expect(compute(`{"loud":{"${COMPUTED_MARK}":"Cat.loud"}}`)).toBe('{"loud":null}')
  })
})

describe('given no computed field', () => {
  it('does nothing', () => {
    const text = `{"loud":${inputs('Rex')}}`
    expect(createComputing({ models: modelsWith(FIELD) })(text)).toBe(text)
  })
})

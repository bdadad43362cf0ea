import { randomBytes } from 'node:crypto'
import type { Json } from '@ssot/contract'
import { computeValue } from '../../registry/computed/compute-value.ts'
import type { Field, Registry } from '../../registry/registry.ts'

/** The first name of the object that stands where a computed field is, and holds its inputs. Nobody outside the process knows it, so that no record holds it. */
export const COMPUTED_MARK = randomBytes(16).toString('hex')

/** The value of a computed field as a statement answers it, before it is computed: what the mark names. */
export function computedName(model: string, field: string): string {
  return `${model}.${field}`
}

/** Puts computed values into a text of JSON in place of their inputs, and leaves all else as it is, to the letter. */
export function createComputing({ models }: Pick<Registry, 'models'>): (text: string) => string {
  const fields = new Map([...models.values()].flatMap((model) => [...model.fields.values()].filter(({ computed }) => computed).map((field): readonly [string, Field] => [computedName(model.name, field.name), field])))
  return fields.size === 0 ? (text) => text : (text) => computeText(text, fields)
}

const QUOTED_MARK = JSON.stringify(COMPUTED_MARK)

function computeText(text: string, fields: ReadonlyMap<string, Field>): string {
  const parts: string[] = []
  let done = 0
  for (let at = text.indexOf(QUOTED_MARK); at !== -1; at = text.indexOf(QUOTED_MARK, done)) {
    const start = text.lastIndexOf('{', at)
    const end = endOfObject(text, start)
    const { [COMPUTED_MARK]: name, ...inputs } = parseObject(text.slice(start, end))
    const field = fields.get(String(name))
    parts.push(text.slice(done, start), JSON.stringify(field ? computeValue(field, inputs) : null))
    done = end
  }
  return done === 0 ? text : parts.join('') + text.slice(done)
}

function parseObject(text: string): Readonly<Record<string, Json>> {
  const value: Readonly<Record<string, Json>> = JSON.parse(text)
  return value
}

// Braces within texts do not count.
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs

function endOfObject(text: string, start: number): number {
  const tokens = new RegExp(TOKENS)
  tokens.lastIndex = start
  let depth = 0
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === '{') depth++
    if (token[0] === '}' && --depth === 0) return tokens.lastIndex
  }
  return text.length
}

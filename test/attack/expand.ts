// A case's template becomes values: placeholders, generators, and the product of its matrix.
import { generatorOf, type Resolve } from './generators.ts'

/** What placeholders stand for, by name. */
export type Bindings = Readonly<Record<string, unknown>>

/** A placeholder that stands for nothing we have: the case cannot be run. */
export class UnknownPlaceholder extends Error {}

const WHOLE = /^\{\{([^{}]+)\}\}$/
const PLACEHOLDER = /\{\{([^{}]+)\}\}/g
/** A member with this value is left out. */
const ABSENT = '<absent>'

/** The product of a matrix: one set of bindings for each combination. */
export function combinationsOf(matrix: Readonly<Record<string, readonly unknown[]>> = {}): readonly Bindings[] {
  return Object.entries(matrix).reduce<readonly Bindings[]>((all, [name, values]) => all.flatMap((bindings) => values.map((value) => ({ ...bindings, [name]: value }))), [{}])
}

/** Puts values in place of placeholders and generators. @throws UnknownPlaceholder */
export async function expand(template: unknown, bindings: Bindings): Promise<unknown> {
  const resolve: Resolve = (value, more) => expand(value, { ...bindings, ...more })
  if (typeof template === 'string') return fillWhole(fill(template, bindings), bindings)
  if (Array.isArray(template)) return Promise.all(template.map((item) => resolve(item)))
  if (typeof template !== 'object' || template === null || Buffer.isBuffer(template)) return template
  const generator = generatorOf(template)
  if (generator !== null) return generator.run(resolve)
  const members = await Promise.all(Object.entries(template).map((entry) => expandMember(entry, bindings)))
  return Object.fromEntries(members.flat())
}

type Member = readonly [string, unknown]

async function expandMember([name, value]: Member, bindings: Bindings): Promise<readonly Member[]> {
  const expanded = await expand(value, bindings)
  if (name === '$merge') return Object.entries(Object(expanded))
  return expanded === ABSENT ? [] : [[String(fill(name, bindings)), expanded]]
}

/** Fills the placeholders of a path; what is put in is encoded, but for what is a path itself. @throws UnknownPlaceholder */
export function expandPath(template: string, bindings: Bindings): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = String(lookUp(name, bindings))
    return value.startsWith('/') ? value : value.startsWith('{{') ? expandPath(value, bindings) : encodeURIComponent(value)
  })
}

// What a matrix binds may hold placeholders itself.
async function fillWhole(value: unknown, bindings: Bindings): Promise<unknown> {
  return typeof value === 'object' && value !== null ? expand(value, bindings) : value
}

function fill(text: string, bindings: Bindings): unknown {
  const whole = WHOLE.exec(text)?.[1]
  if (whole !== undefined) return lookUp(whole, bindings)
  return text.replaceAll(PLACEHOLDER, (_, name: string) => String(lookUp(name, bindings)))
}

function lookUp(name: string, bindings: Bindings): unknown {
  if (Object.hasOwn(bindings, name)) return bindings[name]
  const value = name.split('.').reduce<unknown>((part, step) => (typeof part === 'object' && part !== null && Object.hasOwn(part, step) ? Reflect.get(part, step) : undefined), bindings)
  if (value === undefined) throw new UnknownPlaceholder(`{{${name}}} stands for nothing here`)
  return value
}

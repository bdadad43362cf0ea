import type { Json } from '@ssot/contract'

/** A part of an OpenAPI document; what stands in it is said by OpenAPI 3.1 and by JSON Schema 2020-12. */
export type Part = { readonly [key: string]: Json }

/** Parts by name. */
export type Parts = Readonly<Record<string, Part>>

/** A reference to a component. */
export function refTo(section: 'schemas' | 'parameters' | 'responses' | 'headers' | 'examples' | 'requestBodies', name: string): Part {
  return { $ref: `#/components/${section}/${name}` }
}

/** A schema that also takes null. A schema of any value stays as it is. */
export function nullable(schema: Part): Part {
  const { type } = schema
  if (typeof type === 'string') return { ...schema, type: [type, 'null'] }
  if (Array.isArray(type)) return { ...schema, type: [...type, 'null'] }
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] }
}

/** A list of such values. */
export function listOf(items: Part): Part {
  return { type: 'array', items }
}

/** One such value or a list of them. */
export function oneOrMany(schema: Part): Part {
  return { anyOf: [schema, listOf(schema)] }
}

/** An object of these members and no other. */
export function closed(properties: Parts, required: readonly string[] = []): Part {
  return { type: 'object', additionalProperties: false, ...(required.length > 0 && { required }), properties }
}

/** The entries of which the value is there, as an object. */
export function parts(entries: Iterable<readonly [string, Part | undefined]>): Parts {
  const out: Record<string, Part> = {}
  for (const [name, part] of entries) if (part !== undefined) out[name] = part
  return out
}

import type { JSONSchema } from 'json-schema-to-typescript'

/** A JSON Schema as `json-schema-to-typescript` takes it. */
export type TypeSchema = JSONSchema

/** One member of a closed interface. */
export interface Member {
  readonly name: string
  /** Text of its TypeScript type. */
  readonly type: string
  readonly required: boolean
  readonly description?: string | undefined
}

/** A closed interface with these members. */
export function closed(members: readonly Member[], description?: string): TypeSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: members.filter(each => each.required).map(each => each.name),
    properties: Object.fromEntries(members.map(each => [each.name, text(each.type, each.description)])),
    ...(description !== undefined && { description }),
  }
}

/** Any TypeScript type. */
export function text(type: string, description?: string): TypeSchema {
  return { tsType: type, ...(description !== undefined && description !== '' && { description }) }
}

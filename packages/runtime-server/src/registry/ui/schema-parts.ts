import { z } from 'zod'

// Messages go on after the path: `server.port` must be a number.

/** A text. */
export const text = z.string({ error: 'must be a text' })

/** True or false. */
export const flag = z.boolean({ error: 'must be true or false' })

/** A number. */
export const number = z.number({ error: 'must be a number' })

/** A whole number above zero. */
export const count = z.int({ error: 'must be a whole number' }).positive({ error: 'must be above zero' })

/** A list of texts. */
export const texts = z.array(text, { error: 'must be a list of texts' })

/** What JSON can hold. */
export const json = z.custom<unknown>(isJson, { error: 'must be plain data: texts, numbers, true, false, null, lists and objects' })

/** Values of one kind by name. */
export function record<Item extends z.ZodType>(item: Item): z.ZodRecord<z.ZodString, Item> {
  return z.record(z.string(), item, { error: 'must be an object' })
}

/** An object with these keys and no others; all are optional but the required ones. The message for an unknown key lists the known ones. */
export function strict(shape: Readonly<Record<string, z.ZodType>>, required: readonly string[] = []): z.ZodObject {
  const fields = Object.entries(shape).map(([key, schema]) => [key, required.includes(key) ? schema : schema.optional()] as const)
  return z.strictObject(Object.fromEntries(fields), { error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : 'must be an object') })
}

function isJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth > 50) return false
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every((item) => item === undefined || isJson(item, depth + 1))
}

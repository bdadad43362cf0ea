/** A part of what a client sent, and the path at which it stands: `where.author.name`. */
export interface Given {
  readonly value: unknown
  readonly path: string
}

/** What a client sent, as a whole or under a name. */
export function given(value: unknown, path = ''): Given {
  return { value, path }
}

/** `a.b` from a path and a part, without a leading dot. */
export function join(path: string, part: string | number): string {
  return path === '' ? String(part) : `${path}.${part}`
}

/** A member of an object, or undefined as its value where there is none. */
export function member({ value, path }: Given, name: string): Given {
  return { value: isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined, path: join(path, name) }
}

/** The members of an object with their names. */
export function members({ value, path }: Given): readonly (readonly [string, Given])[] {
  return isPlainObject(value) ? Object.entries(value).map(([name, part]) => [name, { value: part, path: join(path, name) }]) : []
}

/** The items of a list, or the one value that stands for a list of one. */
export function items({ value, path }: Given): readonly Given[] {
  return Array.isArray(value) ? value.map((item, index) => ({ value: item, path: join(path, index) })) : [{ value, path }]
}

/** Whether a value is an object, not a list and not null. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

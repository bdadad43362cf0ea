/** The members of an object, or of what stands in it at a path; none where there is no object. */
export function members(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const [first, ...rest] = path
  const own: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {}
  return first === undefined ? own : members(own[first], ...rest)
}

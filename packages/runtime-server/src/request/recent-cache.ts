/** Values by key, the ones used last; an older one is made again. */
export interface RecentCache<T> {
  get(key: string, make: () => T): T
  readonly size: number
}

/** A cache of at most `limit` values. */
export function createRecentCache<T>(limit: number): RecentCache<T> {
  const values = new Map<string, T>()
  return {
    get size() {
      return values.size
    },
    get: (key, make) => {
      const value = values.get(key) ?? make()
      values.delete(key)
      values.set(key, value)
      const oldest = values.size > limit ? values.keys().next().value : undefined
      if (oldest !== undefined) values.delete(oldest)
      return value
    },
  }
}

/** Values by key, the ones used last; an older one is made again. */
export interface PlanCache<T> {
  get(key: string, make: () => T): T
  readonly size: number
}

/** A cache of at most `limit` values. */
export function createPlanCache<T>(limit: number): PlanCache<T> {
  const plans = new Map<string, T>()
  return {
    get size() {
      return plans.size
    },
    get: (key, make) => {
      const plan = plans.get(key) ?? make()
      plans.delete(key)
      plans.set(key, plan)
      const oldest = plans.size > limit ? plans.keys().next().value : undefined
      if (oldest !== undefined) plans.delete(oldest)
      return plan
    },
  }
}

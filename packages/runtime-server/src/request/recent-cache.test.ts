import { describe, expect, it } from 'vitest'
import { createRecentCache } from './recent-cache.ts'

describe('given more values than a cache keeps', () => {
  it('makes again only those that were not used for longest', () => {
    const cache = createRecentCache<string>(2)
    const made: string[] = []
    const use = (key: string): string => cache.get(key, () => {
      made.push(key)
      return key.toUpperCase()
    })
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(use)).toEqual(['A', 'B', 'A', 'C', 'A', 'B'])
    expect([made, cache.size]).toEqual([['a', 'b', 'c', 'b'], 2])
  })
})

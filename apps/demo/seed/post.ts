/** An article of the demo, as the seed files write it. */
export interface SeedPost {
  readonly title: string
  readonly slug: string
  readonly author: string
  readonly status: 'DRAFT' | 'REVIEW' | 'PUBLISHED' | 'ARCHIVED'
  readonly featured?: boolean
  /** Days before the demo's fixed date on which it was written. */
  readonly daysAgo: number
  readonly readingMinutes: number
  readonly views: number
  readonly tags: readonly string[]
  readonly summary: string
  readonly body: string
}

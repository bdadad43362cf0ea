/** A new post, as a client sends it. */
export interface NewPost {
  readonly title: string
  readonly body: string
  readonly published: boolean
  readonly authorId: number
}

/** The fields that an update may set. */
export type PostChanges = Partial<NewPost & { readonly views: number }>

/** The record after which a page begins, and how many come before and with it. */
export interface Place {
  readonly id: number
  readonly createdAt: string
  readonly rank: number
}

/** What a client wants, before any peer's HTTP. */
export type Operation =
  | { readonly kind: 'get'; readonly id: number }
  /** Newest first, each with its author. */
  | { readonly kind: 'list'; readonly take: number; readonly skip: number }
  /** Published ones of an author with at least so many views, the most viewed first. */
  | { readonly kind: 'filter'; readonly authorId: number; readonly minViews: number; readonly take: number }
  /** Oldest first, by the place of the last record of the page before. */
  | { readonly kind: 'page'; readonly take: number; readonly after: Place | null }
  /** Newest first, each with its comments by id, their authors, and the teams of those. */
  | { readonly kind: 'include'; readonly take: number; readonly skip: number }
  | { readonly kind: 'create'; readonly data: NewPost }
  | { readonly kind: 'update'; readonly id: number; readonly data: PostChanges }
  | { readonly kind: 'upsert'; readonly code: string; readonly create: NewPost; readonly update: { readonly title: string } }
  | { readonly kind: 'bulk'; readonly data: readonly NewPost[] }

/** An operation as a peer takes it. */
export interface BenchRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends a request to the peer and answers the body. */
export type Ask = (request: BenchRequest) => Promise<unknown>

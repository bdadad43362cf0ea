/** A new post, as a client sends it. */
export interface NewPost {
  readonly title: string
  readonly body: string
  readonly published: boolean
  readonly authorId: number
}

/** What a client wants, before any peer's HTTP. */
export type Operation =
  | { readonly kind: 'get'; readonly id: number }
  /** Newest first, each with its author. */
  | { readonly kind: 'list'; readonly take: number; readonly skip: number }
  | { readonly kind: 'create'; readonly data: NewPost }

/** An operation as a peer takes it. */
export interface BenchRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

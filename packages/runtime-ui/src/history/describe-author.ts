import type { HistoryAuthor, PrincipalManifest } from '@ssot/contract'

/** Who changed a record, in words. */
export interface AuthorText {
  readonly name: string
  /** What is known beside the name. */
  readonly note?: string
}

/** Names who changed a record; the principal that looks is `you`. */
export function describeAuthor({ kind, id, reason }: HistoryAuthor, principal: PrincipalManifest): AuthorText {
  if (kind === 'outside') return { name: 'someone outside the application', note: 'directly in the database' }
  if (kind === 'system') return { name: 'the application', ...(reason !== undefined && { note: `“${reason}”` }) }
  if (kind === 'anonymous') return { name: 'someone who was not signed in' }
  if (kind === principal.kind && id === principal.id) return { name: 'you' }
  if (id === null) return { name: kind === 'user' ? 'a development administrator' : `a ${kind}` }
  return { name: `${kind} ${id}` }
}

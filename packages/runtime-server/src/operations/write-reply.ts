import type { WrittenRecord } from '../data/records/records.ts'
import type { Model } from '../registry/registry.ts'

/** What a write answers. */
export type WriteReply =
  | { readonly kind: 'record'; readonly created: boolean; readonly model: Model; readonly record: WrittenRecord }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly replies: readonly WriteReply[] }

/** The `data` of an answer, as JSON text. */
export function dataOf(reply: WriteReply): string {
  switch (reply.kind) {
    case 'record':
      return reply.record.json
    case 'count':
      return `{"count":${reply.count}}`
    case 'nothing':
      return 'null'
    case 'list':
      return `[${reply.replies.map(dataOf).join(',')}]`
  }
}

/** The status of an answer. */
export function statusOf(reply: WriteReply): number {
  if (reply.kind === 'nothing') return 204
  return reply.kind === 'record' && reply.created ? 201 : 200
}

import type { ListQuery, OrderBy } from './query.ts'

/**
 * What of a list decides which record follows which, as text: the same for the same condition and order, whatever is selected of the records.
 * A field that has become another one makes another text.
 */
export function fingerprint({ model, where, orderBy, distinct }: Pick<ListQuery, 'model' | 'where' | 'orderBy' | 'distinct'>): string {
  return `${model.name} ${orderBy.map(describeTerm).join()} ${distinct.map(({ name }) => name).join()} ${JSON.stringify(where, nameParts)}`
}

function describeTerm({ via, field, direction, nulls }: OrderBy): string {
  return `${via.map(({ name }) => `${name}.`).join('')}${field.name}:${field.kind}:${field.native?.name ?? ''} ${direction} ${nulls ?? ''}`
}

const PARTS: ReadonlySet<string> = new Set(['field', 'relation', 'other'])

// Parts of the registry stand for their names.
function nameParts(key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  return PARTS.has(key) && typeof value === 'object' && value !== null && 'name' in value ? value.name : value
}

import { POSTS, USERS } from './seed-data.ts'
import type { Operation } from './operation.ts'

/** One thing that is measured. */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** Operations that connections go through in turn; enough of them that no single row stays hot. */
  readonly operations: readonly Operation[]
  /** What of an answer's record all peers must agree on. */
  readonly comparable: (record: Readonly<Record<string, unknown>>) => unknown
}

const VARIANTS = 500

const whole: Scenario['comparable'] = (record) => record

/** Generated values differ between peers; their kinds must not. */
const withoutGenerated: Scenario['comparable'] = ({ id, createdAt, updatedAt, ...rest }) => ({ ...rest, id: typeof id, createdAt: isIso(createdAt), updatedAt: isIso(updatedAt) })

function isIso(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
}

const variants = (operation: (index: number) => Operation): readonly Operation[] => Array.from({ length: VARIANTS }, (_, index) => operation(index))

/** Everything that can be measured; `--only` takes the names. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'get', title: 'get by id', operations: variants((index) => ({ kind: 'get', id: 1 + ((index * 7919) % POSTS) })), comparable: whole },
  { name: 'list', title: 'list 20 + author', operations: variants((index) => ({ kind: 'list', take: 20, skip: (index * 13) % 400 })), comparable: whole },
  {
    name: 'create',
    title: 'create',
    operations: variants((index) => ({
      kind: 'create',
      data: { title: `New post ${index}`, body: `Text of the new post ${index}. `.repeat(10), published: index % 2 === 0, authorId: 1 + ((index * 31) % USERS) },
    })),
    comparable: withoutGenerated,
  },
]

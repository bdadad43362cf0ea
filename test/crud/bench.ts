import type { HttpApi } from './http-api.ts'
import type { RecordStore } from './record-store.ts'
import type { CrudSchema } from './schema-model.ts'

/** What came of one model. */
export interface ModelResult {
  readonly model: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Steps that were done, in order. */
  readonly steps: readonly string[]
  /** Why it failed or was skipped. */
  readonly reasons: readonly string[]
}

/** What an exercise works with. */
export interface Bench {
  readonly schema: CrudSchema
  readonly api: HttpApi
  readonly store: RecordStore
  /** Whether the database has the schema's views. */
  readonly hasViews: boolean
  /** Whether the server has the route `$by`. */
  readonly offersUniques: boolean
}

/** Notes each step; a step that throws is a fault, and `run` answers null. */
export interface Log {
  run<T>(step: string, action: () => Promise<T>): Promise<T | null>
}

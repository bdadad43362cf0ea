import type { Model, Relation } from '../registry/registry.ts'
import type { FieldValue, RecordKey, Where } from './query.ts'

/** The data of a create or an update, parsed. `path` is where in the body it stands. */
export interface WriteData {
  readonly model: Model
  readonly path: string
  /** Scalars by name; null is the database's NULL. */
  readonly scalars: Readonly<Record<string, FieldValue>>
  /** Scalars that an update computes from what is stored; none of them is in `scalars`. */
  readonly changes: Readonly<Record<string, Change>>
  readonly links: readonly Link[]
  /** Scalars that the server has set itself: no rule about what a caller sends asks about them. */
  readonly filled?: readonly string[]
  /** What the records must fulfil that key fields in `scalars` refer to; those that do not are not there. */
  readonly references?: readonly Reference[]
  /** As it was sent, for hooks of the application. */
  readonly input: Readonly<Record<string, unknown>>
}

/** A to-one relation whose key fields are written as they are. */
export interface Reference {
  readonly relation: Relation
  readonly model: Model
  readonly where: Where
  /** Where in the body its first key field stands. */
  readonly path: string
}

/** What is done to a stored number or list; `fill` sets a value where there is none, and no client asks for it. */
export interface Change {
  readonly by: 'increment' | 'decrement' | 'multiply' | 'divide' | 'push' | 'fill'
  readonly value: FieldValue
}

/** What happens to the records of a relation, step by step. */
export interface Link {
  readonly relation: Relation
  readonly model: Model
  /** Where in the body it stands. */
  readonly path: string
  readonly steps: readonly LinkStep[]
}

/** A record addressed by a unique, and what it must fulfil beside. */
export interface Target {
  readonly key: RecordKey
  readonly where: Where
}

/** One step of a nested write. Without a target a step is about the one record of a to-one relation. */
export type LinkStep = { readonly path: string } & (
  | { readonly op: 'create'; readonly data: WriteData }
  | { readonly op: 'createMany'; readonly rows: readonly WriteData[]; readonly skipDuplicates: boolean }
  | { readonly op: 'connect'; readonly target: Target }
  | { readonly op: 'connectOrCreate'; readonly target: Target; readonly data: WriteData }
  | { readonly op: 'disconnect'; readonly target: Target | null; readonly where: Where }
  /** Every link but these is undone, of the records that `where` holds for. */
  | { readonly op: 'set'; readonly targets: readonly Target[]; readonly where?: Where }
  | { readonly op: 'update'; readonly target: Target | null; readonly where: Where; readonly data: WriteData }
  | { readonly op: 'updateMany'; readonly where: Where; readonly data: WriteData }
  | { readonly op: 'upsert'; readonly target: Target | null; readonly where: Where; readonly create: WriteData; readonly update: WriteData }
  | { readonly op: 'delete'; readonly target: Target | null; readonly where: Where }
  | { readonly op: 'deleteMany'; readonly where: Where }
)

import type { CreateOf, Delegates, ModelName, OrderByOf, RecordOf, ResultOf, UpdateOf, WhereOf, WhereUniqueOf } from '@ssot/contract'

/** Touches every part of every model, whatever the schema, so that the compiler has to look at all of them. */
export type Everything = { [M in ModelName]: [RecordOf<M>, CreateOf<M>, UpdateOf<M>, WhereOf<M>, WhereUniqueOf<M>, OrderByOf<M>, ResultOf<M>] }
export type Calls = { [D in keyof Delegates]: Delegates[D] extends { findMany: unknown } ? D : never }

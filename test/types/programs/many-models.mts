import type { CreateOf, Delegates, ModelName, OrderByOf, RecordOf, UpdateOf, WhereOf } from '@ssot/contract'

declare const sdk: Delegates

/** Touches every part of every model, so that the compiler has to look at all of them. */
export type Everything = { [M in ModelName]: [RecordOf<M>, CreateOf<M>, UpdateOf<M>, WhereOf<M>, OrderByOf<M>] }
export type Calls = { [D in keyof Delegates]: Delegates[D] extends { findMany: unknown } ? D : never }

export async function read(): Promise<string | undefined> {
  const runs = await sdk.taskRun.findMany({ where: { project: { is: { slug: 'x' } } }, include: { project: { include: { organization: true } } }, take: 5 })
  await sdk.user.create({ data: { email: 'x', authenticationMethod: 'GITHUB' } })
  return runs[0]?.project?.organization?.title
}

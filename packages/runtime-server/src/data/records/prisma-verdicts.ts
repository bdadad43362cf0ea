import type { Model } from '../../registry/registry.ts'
import { allOf, whereKey } from '../../request/combine-where.ts'
import type { RecordKey, Where } from '../../request/query.ts'
import type { PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf } from './address.ts'
import { whereToPrisma, type WhereContext } from './where-to-prisma.ts'

/** Which of the conditions hold of a record; null where there is no such record. A count for each: the client answers no conditions. */
export async function judgeByPrisma(context: WhereContext, client: PrismaTransaction, { model, key, conditions }: { readonly model: Model; readonly key: RecordKey; readonly conditions: readonly Where[] }): Promise<readonly boolean[] | null> {
  const at = whereKey(model, key)
  const holds = async (where: Where): Promise<boolean> => (await delegateOf(client, model).count({ where: whereToPrisma(context, allOf([at, where])) })) > 0
  if (!(await holds({ op: 'always' }))) return null
  const verdicts: boolean[] = []
  for (const where of conditions) verdicts.push(await holds(where))
  return verdicts
}

import type { Model } from '../../registry/registry.ts'
import { ALWAYS, allOf } from '../../request/combine-where.ts'
import { presentPathKey } from '../../request/parse-key.ts'
import type { Where } from '../../request/query.ts'
import type { PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf } from './address.ts'
import { presentRow } from './present-row.ts'
import type { Judged } from './records.ts'
import { selectAll } from './selection-to-prisma.ts'
import { whereToPrisma, type WhereContext } from './where-to-prisma.ts'

/** Which of the conditions hold of each record that matches. A list for each: the client answers no conditions. */
export async function judgeByPrisma(context: WhereContext, client: PrismaTransaction, { model, where, conditions }: { readonly model: Model; readonly where: Where; readonly conditions: readonly Where[] }): Promise<readonly Judged[]> {
  const fields = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
  const keysOf = async (condition: Where): Promise<readonly string[]> => {
    const rows = await delegateOf(client, model).findMany({ where: whereToPrisma(context, allOf([where, condition])), select: selectAll(fields) })
    return rows.map((row) => presentPathKey(model, presentRow(row, { fields, relations: [], counts: [] })))
  }
  const keys = await keysOf(ALWAYS)
  const holding: ReadonlySet<string>[] = []
  for (const condition of conditions) holding.push(new Set(await keysOf(condition)))
  return keys.map((key) => ({ key, holds: holding.map((those) => those.has(key)) }))
}

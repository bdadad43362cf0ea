// Owns the step from conditions on one record to one statement that answers which of them hold.
import type { Model } from '../../registry/registry.ts'
import type { RecordKey, Where } from '../../request/query.ts'
import { whereKey } from '../../request/combine-where.ts'
import { planOf, type CompilerContext } from './compile-list.ts'
import { compileVerdict } from './compile-selection.ts'
import { compileWhere } from './compile-where.ts'
import type { Run } from './create-sql-records.ts'
import { describeCondition, type Shape } from './describe-shape.ts'
import type { Plan } from './slots.ts'

/** A record, and the conditions that are asked of it. */
export interface VerdictQuery {
  readonly model: Model
  readonly key: RecordKey
  readonly conditions: readonly Where[]
}

/** Which of the conditions hold of a record; null where there is no such record. */
export async function readVerdicts(context: CompilerContext, run: Run, query: VerdictQuery): Promise<readonly boolean[] | null> {
  const [row] = await run(describeVerdicts(context, query), () => compileVerdicts(context, query), query.model)
  return row ? query.conditions.map((_, index) => Number(row[index + 1]) === 1) : null
}

function describeVerdicts({ dialect }: CompilerContext, { model, key, conditions }: VerdictQuery): Shape {
  const shapes = [whereKey(model, key), ...conditions].map((where) => describeCondition(dialect, where))
  return { key: `verdicts ${model.name} ${shapes.map((shape) => shape.key).join('|')}`, values: shapes.flatMap(({ values }) => values) }
}

function compileVerdicts(context: CompilerContext, { model, key, conditions }: VerdictQuery): Plan {
  return planOf(context, model, (compiling, source) => {
    const tested = compileWhere(compiling, source, whereKey(model, key))
    const verdicts = conditions.map((where) => `, CASE WHEN ${compileVerdict(compiling, source, where)} THEN 1 ELSE 0 END`)
    return `SELECT 1${verdicts.join('')} FROM ${compiling.dialect.table(model)} ${source.alias}${source.joins.text()} WHERE ${tested}`
  })
}

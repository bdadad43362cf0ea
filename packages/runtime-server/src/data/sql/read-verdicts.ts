// Owns the step from conditions on records to one statement that answers which of them hold of each.
import type { Model } from '../../registry/registry.ts'
import { presentPathKey } from '../../request/parse-key.ts'
import type { Where } from '../../request/query.ts'
import type { Judged } from '../records/records.ts'
import { planOf, type CompilerContext } from './compile-list.ts'
import { compileVerdict } from './compile-selection.ts'
import { compileWhere } from './compile-where.ts'
import type { Run } from './create-sql-records.ts'
import { describeCondition, type Shape } from './describe-shape.ts'
import type { Plan } from './slots.ts'
import { columnOf } from './source.ts'

/** Records, and the conditions that are asked of each. */
export interface VerdictQuery {
  readonly model: Model
  readonly where: Where
  readonly conditions: readonly Where[]
}

/** Which of the conditions hold of each record that matches. */
export async function readVerdicts(context: CompilerContext, run: Run, query: VerdictQuery): Promise<readonly Judged[]> {
  const rows = await run(describeVerdicts(context, query), () => compileVerdicts(context, query), query.model)
  return rows.map(([key, ...verdicts]) => ({ key: presentPathKey(query.model, JSON.parse(String(key))), holds: verdicts.map((verdict) => Number(verdict) === 1) }))
}

function describeVerdicts({ dialect }: CompilerContext, { model, where, conditions }: VerdictQuery): Shape {
  const shapes = [where, ...conditions].map((one) => describeCondition(dialect, one))
  return { key: `verdicts ${model.name} ${shapes.map((shape) => shape.key).join('|')}`, values: shapes.flatMap(({ values }) => values) }
}

function compileVerdicts(context: CompilerContext, { model, where, conditions }: VerdictQuery): Plan {
  return planOf(context, model, (compiling, source) => {
    const { dialect } = compiling
    const tested = compileWhere(compiling, source, where)
    const fields = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
    const key = dialect.text(dialect.object(fields.map((field) => [field.name, dialect.present(field, columnOf(compiling, source, field.name))])))
    const verdicts = conditions.map((condition) => `CASE WHEN ${compileVerdict(compiling, source, condition)} THEN 1 ELSE 0 END`)
    return `SELECT ${[key, ...verdicts].join(', ')} FROM ${dialect.table(model)} ${source.alias}${source.joins.text()} WHERE ${tested}`
  })
}

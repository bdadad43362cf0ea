// Reads that ask one question at a time, of every operation that could answer it.
import fc from 'fast-check'
import type { TargetDescription, TargetModel } from '../../attack/describe-target.ts'
import { aggregateOf, groupOf, listOf, whereOf } from '../generate-query.ts'
import { plan } from '../generate-request.ts'
import type { Plan } from '../mutate.ts'

type Tree = Readonly<Record<string, unknown>>

/** One question about one field, through up to two relations: what an attacker asks again and again. */
export function probeOf(model: TargetModel, target: TargetDescription, depth: number): fc.Arbitrary<Tree> {
  const leaf = whereOf(model, target, 0)
  const hops = model.relations.flatMap(({ name, list, hidden, model: far }) => {
    const other = target.models.find((each) => each.name === far && !each.hidden)
    if (depth === 0 || hidden || other === undefined) return []
    return [fc.tuple(fc.constantFrom(...(list ? ['some', 'every', 'none'] : ['is', 'isNot'])), probeOf(other, target, depth - 1)).map(([quantifier, inner]) => ({ [name]: { [quantifier]: inner } }))]
  })
  const plain = fc.oneof(leaf, ...conditionalLeaf(model), ...hops)
  return fc.oneof({ arbitrary: plain, weight: 3 }, { arbitrary: plain.map((inner) => ({ NOT: inner })), weight: 1 })
}

// Fields that are readable of some rows only, by themselves and beside another.
function conditionalLeaf({ name }: TargetModel): readonly fc.Arbitrary<Tree>[] {
  const against = (field: string, values: readonly unknown[]): fc.Arbitrary<Tree> => fc.tuple(fc.constantFrom('lt', 'gt', 'equals', 'not'), fc.constantFrom(...values)).map(([operator, value]) => ({ [field]: value === null && operator !== 'not' ? null : { [operator]: value } }))
  if (name === 'User') return [against('salary', [null, '2000.5', '4000', '6000.5'])]
  if (name === 'Post') return [against('score', [null, 2.5, 5, 7.5]), fc.constantFrom('lt', 'gte').map((operator) => ({ views: { [operator]: { _ref: 'score' } } }))]
  return []
}

/** What requests are made from. */
export interface Targets {
  readonly target: TargetDescription
  /** The same without fields that make most arguments a fault. */
  readonly plain: TargetDescription
}

/** Reads of a model, and a deletion that does not last. */
export function probesOf(model: TargetModel, { target, plain }: Targets): readonly fc.Arbitrary<Plan>[] {
  const base = `/api/${model.path}`
  const shown = plain.models.find(({ name }) => name === model.name) ?? model
  const where = probeOf(model, target, 2)
  const list = fc.tuple(where, listOf(shown, plain)).map(([probe, args]) => ({ ...args, where: probe, take: 50, skip: 0 }))
  const all = listOf(shown, plain).map(({ where: _where, search: _search, skip: _skip, ...args }) => args)
  return [
    plan('POST', `${base}/$count`, { body: fc.record({ where }) }),
    plan('GET', base, { query: all }),
    plan('GET', base),
    plan('POST', `${base}/$query`, { body: list }),
    plan('POST', `${base}/$aggregate`, { body: fc.tuple(where, aggregateOf(shown, plain)).map(([probe, args]) => ({ ...args, where: probe })) }),
    plan('POST', `${base}/$group`, { body: fc.tuple(where, groupOf(shown, plain)).map(([probe, args]) => ({ ...args, where: probe })) }),
    plan('GET', `${base}/$export`, { query: fc.record({ format: fc.constant('ndjson'), where }) }),
    plan('POST', `${base}/$delete-many`, { body: fc.record({ where }) }).map((one) => ({ ...one, headers: { prefer: 'dry-run' } })),
  ]
}

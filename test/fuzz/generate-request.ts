// A request as the contract has it, then 0 to 3 mutations.
import fc from 'fast-check'
import type { TargetDescription, TargetModel } from '../attack/describe-target.ts'
import type { RawRequest } from '../attack/send-raw.ts'
import { aggregateOf, groupOf, listOf, shapeOf, whereOf } from './generate-query.ts'
import { createOf, uniqueOf, updateOf } from './generate-write.ts'
import { mutate, MUTATION, type Plan } from './mutate.ts'
import { encode, renderPlan } from './render-plan.ts'
import { elementOf } from './values.ts'

type Tree = Readonly<Record<string, unknown>>

/** A request of this method and path. */
export const plan = (method: string, path: string, more: { readonly query?: fc.Arbitrary<Tree>; readonly body?: fc.Arbitrary<unknown> } = {}): fc.Arbitrary<Plan> =>
  fc.record({ query: more.query ?? fc.constant({}), body: more.body ?? fc.constant(undefined), style: fc.constantFrom('json', 'brackets') }).map((rest) => ({ method, path, headers: {}, ...rest }))

/** Requests as the contract has them. */
export function validOf(target: TargetDescription): fc.Arbitrary<Plan> {
  const models = target.models.filter(({ hidden }) => !hidden)
  return fc.oneof(
    { arbitrary: fc.constantFrom(...models).chain((model) => fc.oneof(...readsOf(model, target))), weight: 12 },
    { arbitrary: fc.constantFrom(...models).chain((model) => fc.oneof(...writesOf(model, target))), weight: 8 },
    { arbitrary: transactionOf(models, target), weight: 1 },
    { arbitrary: fc.constantFrom('/manifest.json', '/health', '/ready', '/openapi.json', '/docs', '/plugins', '/metrics', '/', '/app/', '/api').chain((path) => plan('GET', path)), weight: 1 },
  )
}

/** Requests against a target, with credentials or without. */
export function requestOf(target: TargetDescription): fc.Arbitrary<RawRequest> {
  const valid = validOf(target)
  const credentials = fc.oneof({ arbitrary: fc.constant('Bearer root'), weight: 12 }, { arbitrary: fc.constantFrom('', 'Bearer', 'Bearer nobody', 'Basic cm9vdDo=', `Bearer ${'x'.repeat(5000)}`), weight: 1 })
  return fc.tuple(valid, fc.array(MUTATION, { maxLength: 3 }), credentials).map(([one, mutations, authorization]) => {
    const mutated = mutations.reduce(mutate, one)
    return renderPlan({ ...mutated, headers: { ...(authorization !== '' && { authorization }), ...mutated.headers } })
  })
}

/** Keys of records, as they stand in a path; most of them are there. */
export function keyOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<string> {
  const fields = model.key.flatMap((name) => model.fields.filter((field) => field.name === name))
  return fc.tuple(...fields.map((field) => (field.kind === 'int' && target.samples === undefined ? fc.nat(7) : elementOf(field, target)))).map((values) => values.map((value) => encode(String(value))).join(','))
}

function readsOf(model: TargetModel, target: TargetDescription): readonly fc.Arbitrary<Plan>[] {
  const base = `/api/${model.path}`
  const list = listOf(model, target)
  const unique = fc.constantFrom(...model.uniques.map(({ name }) => name))
  const lists = model.relations.filter((relation) => relation.list && !relation.hidden)
  return [
    plan('GET', base, { query: list }),
    plan('POST', `${base}/$query`, { body: list }),
    keyOf(model, target).chain((key) => plan('GET', `${base}/${key}`, { query: shapeOf(model, target) })),
    fc.tuple(unique, fc.string({ maxLength: 8 })).chain(([name, value]) => plan('GET', `${base}/$by/${name}/${encode(value)}`)),
    plan('GET', `${base}/$count`, { query: list.map(({ where }) => (where === undefined ? {} : { where })) }),
    plan('POST', `${base}/$count`, { body: whereOf(model, target, 2).map((where) => ({ where })) }),
    plan('POST', `${base}/$aggregate`, { body: aggregateOf(model, target) }),
    plan('POST', `${base}/$group`, { body: groupOf(model, target) }),
    ...(lists.length === 0 ? [] : [fc.tuple(keyOf(model, target), fc.constantFrom(...lists)).chain(([key, relation]) => plan('GET', `${base}/${key}/${relation.name}`))]),
    keyOf(model, target).chain((key) => plan('GET', `${base}/${key}/$can`)),
  ]
}

function writesOf(model: TargetModel, target: TargetDescription): readonly fc.Arbitrary<Plan>[] {
  const base = `/api/${model.path}`
  const [create, update, where] = [createOf(model, target, 2), updateOf(model, target, 1), whereOf(model, target, 1)]
  return [
    plan('POST', base, { body: create, query: shapeOf(model, target) }),
    keyOf(model, target).chain((key) => plan('PATCH', `${base}/${key}`, { body: update })),
    keyOf(model, target).chain((key) => plan('DELETE', `${base}/${key}`)),
    plan('POST', `${base}/$upsert`, { body: fc.record({ where: uniqueOf(model, target), create, update }) }),
    plan('POST', `${base}/$create-many`, { body: fc.record({ data: fc.array(createOf(model, target, 0), { maxLength: 4 }), skipDuplicates: fc.boolean() }) }),
    plan('POST', `${base}/$update-many`, { body: fc.record({ where, data: updateOf(model, target, 0) }) }),
    plan('POST', `${base}/$delete-many`, { body: where.map((condition) => ({ where: { AND: [condition, { [model.key[0] ?? 'id']: 900 }] } })) }),
  ]
}

function transactionOf(models: readonly TargetModel[], target: TargetDescription): fc.Arbitrary<Plan> {
  const operation = fc.constantFrom(...models).chain((model) =>
    fc.oneof(
      createOf(model, target, 0).map((data) => ({ model: model.name, action: 'create', args: { data } })),
      fc.tuple(uniqueOf(model, target), updateOf(model, target, 0)).map(([where, data]) => ({ model: model.name, action: 'update', args: { where, data } })),
      uniqueOf(model, target).map((where) => ({ model: model.name, action: 'delete', args: { where } })),
      fc.record({ where: uniqueOf(model, target), create: createOf(model, target, 0), update: updateOf(model, target, 0) }).map((args) => ({ model: model.name, action: 'upsert', args })),
    ),
  )
  return plan('POST', '/api/$transaction', { body: fc.array(operation, { minLength: 1, maxLength: 4 }).map((operations) => ({ operations })) })
}

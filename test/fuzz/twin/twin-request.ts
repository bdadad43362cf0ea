// Requests of one reader of the twins: all operations, most of them with values that rows hold.
import fc from 'fast-check'
import type { TargetDescription, TargetModel } from '../../attack/describe-target.ts'
import type { RawRequest } from '../../attack/send-raw.ts'
import { listOf, whereOf } from '../generate-query.ts'
import { keyOf, plan, validOf } from '../generate-request.ts'
import { createOf, updateOf } from '../generate-write.ts'
import { mutate, MUTATION, type Plan } from '../mutate.ts'
import { encode, renderPlan } from '../render-plan.ts'
import { WORDS } from '../values.ts'
import { probesOf } from './probes.ts'
import { upTo, withSamples } from './samples.ts'
import { AUDITED } from './twin-schema.ts'
import { likelyWritesOf } from './twin-writes.ts'

/** Models that a reader may read nothing of; asked for less often. */
const UNREAD: Readonly<Record<string, readonly string[]>> = { anon: ['Org', 'User', 'Invoice', 'Preference', 'Note'], alice: ['Invoice'], bob: ['Invoice'], carol: ['Invoice'], support: ['Invoice'] }

/** Fields that most may read of some rows only: to name one is mostly a 400, which tells nothing. */
const CONDITIONAL = ['salary', 'score', 'memo', 'loud', 'shown']

/** Requests of a reader; `anon` sends no credentials. */
export function twinRequestOf(described: TargetDescription, reader: string): fc.Arbitrary<RawRequest> {
  const target = withSamples(described, reader)
  const plain = withoutConditional(target)
  const models = target.models.filter(({ hidden }) => !hidden)
  const some = (plansOf: (model: TargetModel) => readonly fc.Arbitrary<Plan>[]): fc.Arbitrary<Plan> =>
    fc.oneof(...models.map(({ name }) => ({ arbitrary: fc.constant(name), weight: UNREAD[reader]?.includes(name) === true ? 1 : 6 }))).chain((name) => fc.oneof(...models.filter((model) => model.name === name).flatMap(plansOf)))
  const valid = fc.oneof(
    { arbitrary: validOf(target), weight: 2 },
    { arbitrary: validOf(plain), weight: 2 },
    { arbitrary: some((model) => moreOf(model, target)), weight: 2 },
    { arbitrary: some((model) => probesOf(model, { target, plain })), weight: 5 },
    { arbitrary: explained(models, target), weight: 1 },
    { arbitrary: fc.oneof(...models.filter(({ name }) => AUDITED.includes(name)).flatMap((model) => keptOf(model, target))), weight: 1 },
    { arbitrary: some((model) => likelyWritesOf(model, { target, plain }, reader)), weight: 4 },
  )
  const mutations = fc.oneof({ arbitrary: fc.constant([]), weight: 4 }, { arbitrary: fc.array(MUTATION, { minLength: 1, maxLength: 3 }), weight: 1 })
  return fc.tuple(valid, mutations, preferenceOf()).map(([one, changes, headers]) => {
    const mutated = changes.reduce(mutate, one)
    return renderPlan({ ...mutated, headers: { ...(reader !== 'anon' && { authorization: `Bearer ${reader}` }), ...(mutated.method === 'GET' ? {} : headers), ...mutated.headers } })
  })
}

function withoutConditional(target: TargetDescription): TargetDescription {
  return { ...target, models: target.models.map((model) => ({ ...model, fields: model.fields.map((field) => (CONDITIONAL.includes(field.name) ? { ...field, visibility: 'hidden' as const } : field)) })) }
}

function preferenceOf(): fc.Arbitrary<Readonly<Record<string, string>>> {
  const key = fc.nat(9).map((digit) => ({ 'idempotency-key': `00000000-0000-4000-8000-00000000000${String(digit)}` }))
  const some = fc.oneof(fc.constantFrom({ prefer: 'dry-run' }, { prefer: 'max-affected=2' }, { 'if-match': '*' }), key)
  return fc.oneof({ arbitrary: fc.constant({}), weight: 5 }, { arbitrary: some, weight: 1 })
}

/** What the fuzzer leaves out, or does without values that meet rows. */
function moreOf(model: TargetModel, target: TargetDescription): readonly fc.Arbitrary<Plan>[] {
  const base = `/api/${model.path}`
  const list = listOf(model, target)
  const where = whereOf(model, target, 2)
  const exported = fc.tuple(fc.constantFrom('csv', 'json', 'ndjson'), list).map(([format, { where: condition, orderBy }]) => ({ format, ...(condition !== undefined && { where: condition }), ...(orderBy !== undefined && { orderBy }) }))
  const unique = fc.constantFrom(...model.uniques).chain(({ name, fields }) => fc.tuple(...fields.map((field) => valueFor(target, field))).map((values) => `${base}/$by/${name}/${values.map((value) => encode(String(value))).join(',')}`))
  return [
    plan('POST', `${base}/$query`, { body: list }),
    plan('GET', `${base}/$export`, { query: exported }),
    unique.chain((path) => plan('GET', path)),
    // One at most: who deletes all he sees has nothing left to ask about.
    plan('POST', `${base}/$delete-many`, { body: fc.tuple(where, keyWhere(model, target)).map(([some, key]) => ({ where: { AND: [some, key] } })) }),
    plan('POST', `${base}/$update-many`, { body: fc.record({ where, data: updateOf(model, target, 0) }) }),
    plan('POST', `${base}/$import`, { body: fc.array(createOf(model, target, 0), { maxLength: 3 }) }),
    ...related(model, target),
  ]
}

/** What models have whose changes and deleted rows are kept. */
function keptOf(model: TargetModel, target: TargetDescription): readonly fc.Arbitrary<Plan>[] {
  const at = keyOf(model, target).map((key) => `/api/${model.path}/${key}`)
  return [
    at.chain((path) => plan('GET', `${path}/$history`, { query: fc.record({ take: fc.constantFrom(1, 2, 20) }, { requiredKeys: [] }) })),
    at.chain((path) => plan('GET', `${path}/$history`)),
    at.chain((path) => plan('POST', `${path}/$restore`)),
    at.chain((path) => plan('DELETE', path)),
  ]
}

/** Explanations, which are for administrators. */
function explained(models: readonly TargetModel[], target: TargetDescription): fc.Arbitrary<Plan> {
  return fc.constantFrom(...models).chain((model) => plan('POST', '/api/$explain', { body: fc.record({ action: fc.constantFrom('list', 'read', 'update', 'delete', 'history'), model: fc.constant(model.name), key: keyOf(model, target), as: fc.constantFrom({ id: 1 }, { id: 3 }, null) }, { requiredKeys: ['action', 'model'] }) }))
}

const keyWhere = ({ key }: TargetModel, target: TargetDescription): fc.Arbitrary<unknown> => fc.tuple(...key.map((field) => valueFor(target, field))).map((values) => Object.fromEntries(values.map((value, index) => [key[index] ?? 'id', value])))

const valueFor = ({ samples = {} }: TargetDescription, field: string): fc.Arbitrary<unknown> => fc.constantFrom(...(samples[field] ?? (field === 'id' ? upTo(9) : WORDS)))

function related(model: TargetModel, target: TargetDescription): readonly fc.Arbitrary<Plan>[] {
  return model.relations.flatMap((relation) => {
    const other = target.models.find(({ name, hidden }) => name === relation.model && !hidden)
    if (other === undefined || relation.hidden) return []
    const at = (more: fc.Arbitrary<string> = fc.constant('')): fc.Arbitrary<string> => fc.tuple(keyOf(model, target), more).map(([key, rest]) => `/api/${model.path}/${key}/${relation.name}${rest}`)
    const far = keyOf(other, target).map((key) => `/${key}`)
    return [
      at().chain((path) => plan('GET', path, { query: relation.list ? listOf(other, target) : fc.constant({}) })),
      at().chain((path) => plan('POST', path, { body: createOf(other, target, 0) })),
      at(far).chain((path) => plan('PUT', path)),
      at(far).chain((path) => plan('DELETE', path)),
    ]
  })
}

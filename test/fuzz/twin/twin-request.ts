// Requests of one reader of the twins: all operations, most of them with values that rows hold.
import fc from 'fast-check'
import type { TargetDescription, TargetModel } from '../../attack/describe-target.ts'
import type { RawRequest } from '../../attack/send-raw.ts'
import { aggregateOf, groupOf, listOf, whereOf } from '../generate-query.ts'
import { keyOf, plan, validOf } from '../generate-request.ts'
import { createOf, updateOf } from '../generate-write.ts'
import { mutate, MUTATION, type Plan } from '../mutate.ts'
import { encode, renderPlan } from '../render-plan.ts'
import { WORDS } from '../values.ts'

type Tree = Readonly<Record<string, unknown>>

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1)

/** Values of the twins' rows by field; none that only a row holds which the reader may not see, where it is unique. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  string: [...WORDS, '[locked] a'],
  name: [...WORDS, 'red', 'blue', 'alice'],
  key: ['theme', 'theme', 'size'],
  email: ['alice@x.io', 'bob@x.io', 'carol@x.io', 'hal@x.io', 'new@x.io'],
  externalId: ['ext-1', 'ext-3', 'ext-5', 'ext-new'],
  status: ['open', 'paid', 'void'],
  salary: ['0', '2000.5', '4000', '4500.5', '7000', '8999.5'],
  total: ['1.25', '225.25', '450', '675.25', '899.25'],
  balance: ['0', '250000000000000', '500000000000000', '750000000000000'],
  score: [0, 2.5, 5, 7.25, 9.75],
  views: [0, 2, 4, 6, 8, 9],
  version: upTo(5),
  int: upTo(9),
  datetime: ['2020-06-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z', '2023-05-01T00:00:00.000Z', '2024-12-01T00:00:00.000Z'],
  json: [{ theme: 'a' }, { dark: true }, { dark: false }, { lines: [1] }],
}

const OWN: Readonly<Record<string, { readonly id: number; readonly orgId: number }>> = {
  alice: { id: 1, orgId: 1 },
  bob: { id: 2, orgId: 1 },
  carol: { id: 3, orgId: 2 },
  adm1: { id: 4, orgId: 1 },
  support: { id: 5, orgId: 1 },
  root: { id: 6, orgId: 1 },
}

/** A target whose fields take values of the twins' rows, the reader's own ones above all. */
export function withSamples(target: TargetDescription, reader: string): TargetDescription {
  const own = OWN[reader]
  const keys = own && { authorId: [own.id, own.id, own.id, ...upTo(8)], userId: [own.id, own.id, own.id, ...upTo(8)], orgId: [own.orgId, own.orgId, own.orgId, ...upTo(3)] }
  return { ...target, samples: { ...SAMPLES, ...keys } }
}

/** Models that a reader may read nothing of; asked for less often. */
const UNREAD: Readonly<Record<string, readonly string[]>> = { anon: ['Org', 'User', 'Invoice', 'Preference'], alice: ['Invoice'], bob: ['Invoice'], carol: ['Invoice'], support: ['Invoice'] }

/** Fields that most may read of some rows only: to name one is mostly a 400, which tells nothing. */
const CONDITIONAL = ['salary', 'score']

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

/** One question about one field, through up to two relations: what an attacker asks again and again. */
function probeOf(model: TargetModel, target: TargetDescription, depth: number): fc.Arbitrary<Tree> {
  const leaf = whereOf(model, target, 0)
  const hops = model.relations.flatMap(({ name, list, hidden, model: far }) => {
    const other = target.models.find((each) => each.name === far && !each.hidden)
    if (depth === 0 || hidden || other === undefined) return []
    return [fc.tuple(fc.constantFrom(...(list ? ['some', 'every', 'none'] : ['is', 'isNot'])), probeOf(other, target, depth - 1)).map(([quantifier, inner]) => ({ [name]: { [quantifier]: inner } }))]
  })
  const plain = fc.oneof(leaf, ...hops)
  return fc.oneof({ arbitrary: plain, weight: 3 }, { arbitrary: plain.map((inner) => ({ NOT: inner })), weight: 1 })
}

interface Targets {
  readonly target: TargetDescription
  /** The same without fields that make most arguments a fault. */
  readonly plain: TargetDescription
}

function probesOf(model: TargetModel, { target, plain }: Targets): readonly fc.Arbitrary<Plan>[] {
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

// Writes that the reader might be allowed: few fields at a time, and his own keys.
import fc from 'fast-check'
import type { TargetModel } from '../../attack/describe-target.ts'
import { shapeOf } from '../generate-query.ts'
import { keyOf, plan } from '../generate-request.ts'
import { createOf, uniqueOf, updateOf } from '../generate-write.ts'
import type { Plan } from '../mutate.ts'
import { probeOf, type Targets } from './probes.ts'
import { OWN } from './samples.ts'

type Tree = Readonly<Record<string, unknown>>

/** Writes of a model. */
export function likelyWritesOf(model: TargetModel, { target, plain }: Targets, reader: string): readonly fc.Arbitrary<Plan>[] {
  const base = `/api/${model.path}`
  const shown = plain.models.find(({ name }) => name === model.name) ?? model
  const needed = model.fields.filter(({ required, hasDefault }) => required && !hasDefault).map(({ name }) => name)
  const create = fc.tuple(fewOf(createOf(model, target, 2), needed), fc.oneof({ arbitrary: fc.constant(ownKeysOf(model, reader)), weight: 4 }, { arbitrary: fc.constant({}), weight: 1 })).map(([data, own]) => withoutTwice({ ...data, ...own }, model))
  const update = fewOf(updateOf(model, target, 1), [])
  const query = fc.oneof(fc.constant({}), shapeOf(shown, plain))
  const operation = fc.oneof(
    create.map((data) => ({ model: model.name, action: 'create', args: { data } })),
    fc.record({ where: uniqueOf(model, target), data: update }).map((args) => ({ model: model.name, action: 'update', args })),
  )
  return [
    plan('POST', base, { body: create, query }),
    ...Array.from({ length: 3 }, () => keyOf(model, target).chain((key) => plan('PATCH', `${base}/${key}`, { body: update, query }))),
    plan('POST', `${base}/$upsert`, { body: fc.record({ where: uniqueOf(model, target), create, update }) }),
    plan('POST', `${base}/$create-many`, { body: fc.record({ data: fc.array(create, { minLength: 1, maxLength: 3 }), skipDuplicates: fc.boolean() }) }),
    plan('POST', `${base}/$update-many`, { body: fc.record({ where: probeOf(model, target, 1), data: update }) }),
    plan('POST', '/api/$transaction', { body: fc.array(operation, { minLength: 1, maxLength: 3 }).map((operations) => ({ operations })) }),
  ]
}

/** What rules ask of a new record. */
function ownKeysOf(model: TargetModel, reader: string): Tree {
  const own = OWN[reader]
  const keys = own && { authorId: own.id, userId: own.id, orgId: own.orgId }
  return Object.fromEntries(Object.entries(keys ?? {}).filter(([name]) => model.fields.some((field) => field.name === name && field.creates)))
}

// A relation that is written stands for its key.
function withoutTwice(data: Tree, { relations }: TargetModel): Tree {
  const written = relations.filter(({ name, from }) => Object.hasOwn(data, name) && from.some((field) => Object.hasOwn(data, field))).map(({ name }) => name)
  return Object.fromEntries(Object.entries(data).filter(([name]) => !written.includes(name)))
}

// A change of many fields names nearly always one that may not be written.
function fewOf(data: fc.Arbitrary<Tree>, needed: readonly string[]): fc.Arbitrary<Tree> {
  return fc.tuple(data, fc.nat(60), fc.constantFrom(1, 1, 2)).map(([all, at, count]) => {
    const others = Object.keys(all).filter((name) => !needed.includes(name))
    const kept = [...needed, ...Array.from({ length: Math.min(count, others.length) }, (_, index) => others[(at + index) % others.length] ?? '')]
    return Object.fromEntries(Object.entries(all).filter(([name]) => kept.includes(name)))
  })
}

// Owns the records that the command has made: what each needs before it, and that all are taken away again, newest first.
import type { Json } from '@ssot/contract'
import { decideCreatable, refersToItself, requiredRelations } from './decide-creatable.ts'
import { expectStatus, rowOf, type HttpApi, type Row } from './http-api.ts'
import { createRandom } from './random.ts'
import { isCounted, planUniques, type UniquePlan } from './plan-uniques.ts'
import type { CrudField, CrudModel, CrudRelation, CrudSchema } from './schema-model.ts'
import { domainOf, type Domain } from './value-domain.ts'

/** A record that exists. */
export interface StoredRecord {
  readonly model: CrudModel
  /** The body of the create. */
  readonly sent: Row
  /** As the create answered it. */
  readonly data: Row
  /** Below the API's base: `posts/42`. */
  readonly path: string
}

/** `full` sets every field that can be set, `minimal` only what has to be. */
export type BodyMode = 'full' | 'minimal'

/** Thrown where a unique over few values has none left; no fault of the server. */
export class Exhausted extends Error {}

export interface RecordStore {
  readonly creatable: ReadonlyMap<string, string>
  /** Makes a record, and whatever it needs first. */
  create(model: CrudModel, mode: BodyMode, fixed?: Row): Promise<StoredRecord>
  /** A record that others may refer to: the same each time. */
  shared(model: CrudModel): Promise<StoredRecord>
  /** The next value of a field. */
  next(model: CrudModel, field: CrudField): Json
  sizeOf(model: CrudModel, field: CrudField): number
  planOf(model: CrudModel): UniquePlan
  /** The record is gone. */
  forget(record: StoredRecord): void
  /** Every record that exists, oldest first. */
  all(): readonly StoredRecord[]
}

/** Creates the store for one server. */
export function createRecordStore(schema: CrudSchema, api: HttpApi, seed: number): RecordStore {
  const random = createRandom(seed)
  const offset = Math.floor(random() * 500)
  const creatable = decideCreatable(schema)
  const records: StoredRecord[] = []
  const pool = new Map<string, StoredRecord>()
  const counters = new Map<string, number>()
  const underway = new Set<string>()
  const plans = new Map<CrudModel, UniquePlan>()

  const count = (key: string, from: number): number => {
    const value = counters.get(key) ?? from
    counters.set(key, value + 1)
    return value
  }
  const modelOf = (name: string): CrudModel => {
    const model = schema.models.get(name)
    if (model === undefined) throw new Error(`The schema has no model ${name}.`)
    return model
  }
  const settable = (model: CrudModel, field: CrudField): boolean => api.model(model.name)?.fields[field.name]?.create === true
  const domain = (model: CrudModel, field: CrudField): Domain => {
    const isUnique = model.uniques.some((unique) => unique.fields.includes(field.name))
    return domainOf(field, api.model(model.name)?.fields[field.name]?.constraints ?? {}, isUnique)
  }
  const planOf = (model: CrudModel): UniquePlan => {
    const plan = plans.get(model) ?? planUniques(model, (field) => domain(model, field).size, (field) => settable(model, field))
    plans.set(model, plan)
    return plan
  }
  const next = (model: CrudModel, field: CrudField): Json => {
    const values = domain(model, field)
    const item = (): Json => values.at(count(`${model.name}.${field.name}`, offset))
    return field.list ? [item(), item()] : item()
  }

  async function create(model: CrudModel, mode: BodyMode, fixed: Row = {}): Promise<StoredRecord> {
    const body = await buildBody(model, mode, fixed)
    const manifest = api.model(model.name)
    if (manifest === undefined) throw new Error(`${model.name} is not in the manifest`)
    const data = rowOf(expectStatus(await api.send('POST', manifest.path, { body }), 201, `POST /${manifest.path} ${JSON.stringify(body)}`))
    const record = { model, sent: body, data, path: `${manifest.path}/${keyPath(manifest.key, data, body)}` }
    records.push(record)
    return record
  }

  async function shared(model: CrudModel): Promise<StoredRecord> {
    const known = pool.get(model.name)
    if (known !== undefined) return known
    const record = await create(model, 'minimal')
    pool.set(model.name, record)
    return record
  }

  async function buildBody(model: CrudModel, mode: BodyMode, fixed: Row): Promise<Row> {
    const body: Record<string, unknown> = { ...fixed }
    const plan = planOf(model)
    chooseCombinations(model, plan, body, mode)
    for (const field of model.fields.values()) {
      if (!Object.hasOwn(body, field.name) && !isForeign(model, field) && settable(model, field) && isSent(model, plan, field, mode)) body[field.name] = next(model, field)
    }
    const relations = requiredRelations(model).toSorted((one, other) => other.from.length - one.from.length)
    underway.add(model.name)
    try {
      for (const relation of relations) await link(model, relation, body)
    } finally {
      underway.delete(model.name)
    }
    fillLooseKeys(model, body)
    return body
  }

  async function link(model: CrudModel, relation: CrudRelation, body: Record<string, unknown>): Promise<void> {
    const target = modelOf(relation.model)
    const pairs = relation.from.map((name, index): readonly [string, string] => [name, relation.to[index] ?? ''])
    const wanted = Object.fromEntries(pairs.filter(([own]) => own in body).map(([own, other]) => [other, body[own]]))
    const isFixed = Object.keys(wanted).length > 0
    const found = isFixed ? records.find((record) => record.model === target && Object.entries(wanted).every(([name, value]) => valueOf(record, name) === value)) : undefined
    if (Object.keys(wanted).length === pairs.length && found !== undefined) return
    if (refersToItself(model, relation) && underway.has(model.name) && !pool.has(model.name)) {
      for (const [own, other] of pairs) body[own] = body[other]
      return
    }
    const fresh = planOf(model).freshRelations.has(relation.name)
    const record = isFixed ? (fresh ? undefined : found) ?? (await create(target, 'minimal', wanted)) : fresh ? await create(target, 'minimal') : await shared(target)
    for (const [own, other] of pairs) body[own] = valueOf(record, other)
  }

  function chooseCombinations(model: CrudModel, plan: UniquePlan, body: Record<string, unknown>, mode: BodyMode): void {
    for (const unique of plan.combined) {
      const fields = unique.fields.flatMap((name) => model.fields.get(name) ?? []).filter((field) => !isForeign(model, field) && settable(model, field))
      const optional = fields.find((field) => !field.required)
      if (optional !== undefined && mode === 'minimal') continue
      const sizes = fields.map((field) => domain(model, field).size)
      const size = sizes.reduce((product, each) => product * each, 1)
      const free = Array.from({ length: Math.min(size, 5000) }, (_, index) => combination(model, fields, index)).find((values) => !isUsed(model, values))
      if (free !== undefined) Object.assign(body, free)
      else if (optional !== undefined) body[optional.name] = null
      else throw new Exhausted(`${model.name} has ${size} values of ${unique.fields.join(', ')}, and all are used`)
    }
  }

  function combination(model: CrudModel, fields: readonly CrudField[], index: number): Row {
    let rest = index
    const pairs = fields.map((field): readonly [string, Json] => {
      const values = domain(model, field)
      const value = values.at(rest % values.size)
      rest = Math.floor(rest / values.size)
      return [field.name, value]
    })
    return Object.fromEntries(pairs)
  }

  function isUsed(model: CrudModel, values: Row): boolean {
    return records.some((record) => record.model === model && Object.entries(values).every(([name, value]) => record.sent[name] === value))
  }

  // A key of an optional relation stays empty; where the column itself may not be, it gets a value that nothing refers to. An owner would be who asks, whom no record is of.
  function fillLooseKeys(model: CrudModel, body: Record<string, unknown>): void {
    for (const field of model.fields.values()) {
      if (field.name in body || !isForeign(model, field) || !settable(model, field)) continue
      if (field.required && field.default.from === 'none') body[field.name] = next(model, field)
      if (!field.required && (field.default.from === 'literal' || field.annotations.has('owner'))) body[field.name] = null
    }
  }

  return {
    creatable,
    create,
    shared,
    next,
    sizeOf: (model, field) => domain(model, field).size,
    planOf,
    forget: (record) => {
      if (records.includes(record)) records.splice(records.indexOf(record), 1)
      if (pool.get(record.model.name) === record) pool.delete(record.model.name)
    },
    all: () => [...records],
  }
}

/** The key of a record as it stands in a path. */
export function keyPath(key: readonly string[], data: Row, sent: Row): string {
  return key.map((name) => encodeURIComponent(String(data[name] ?? sent[name]))).join(',')
}

/** A value of a record: as answered, else as sent. */
export function valueOf(record: StoredRecord, name: string): unknown {
  return record.data[name] ?? record.sent[name]
}

/** Whether the field is part of a relation's key. */
export function isForeign(model: CrudModel, field: CrudField): boolean {
  return [...model.relations.values()].some((relation) => relation.from.includes(field.name))
}

function isSent(model: CrudModel, plan: UniquePlan, field: CrudField, mode: BodyMode): boolean {
  if (isCounted(field) && model.uniques.some((unique) => unique.fields.includes(field.name))) return false
  if (mode === 'full' || (plan.sequential.has(field.name) && field.required)) return true
  return field.required && !field.list && field.default.from === 'none' && !field.isUpdatedAt
}

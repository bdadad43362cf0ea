// Owns what a record's relations answer: included, seen from the other side, connected and disconnected.
import type { ModelManifest } from '@ssot/contract'
import { isSameValue } from './compare-values.ts'
import type { Bench, Log } from './bench.ts'
import { isSameKey } from './record-keys.ts'
import { expectStatus, rowOf, shorten, type Row } from './http-api.ts'
import { valueOf, type StoredRecord } from './record-store.ts'
import type { CrudModel, CrudRelation } from './schema-model.ts'

/** Includes each relation of a record, then connects and disconnects where the record holds the key or a join table does. */
export async function exerciseRelations(bench: Bench, record: StoredRecord, log: Log): Promise<void> {
  const offered = offeredRelations(bench, record.model)
  if (record.model.relations.size === 0) return
  await log.run('include', async () => {
    const missing = [...record.model.relations.values()].filter((relation) => !offered.includes(relation) && !isHidden(bench, relation))
    if (missing.length > 0) throw new Error(`the manifest lacks ${missing.map((relation) => relation.name).join(', ')}`)
    for (const relation of offered.filter((each) => isThere(bench, each))) await includeRelation(bench, record, relation)
  })
  const linkable = offered.filter((relation) => canConnect(bench, record.model, relation))
  if (linkable.length > 0) {
    await log.run('connect', async () => {
      for (const relation of linkable) await connectRelation(bench, record, relation)
    })
  }
}

function offeredRelations({ api }: Bench, model: CrudModel): readonly CrudRelation[] {
  const manifest = api.model(model.name)
  return [...model.relations.values()].filter((relation) => manifest?.relations[relation.name] !== undefined)
}

// The relation of a view that the database does not have leads nowhere.
function isThere({ schema, hasViews }: Bench, relation: CrudRelation): boolean {
  return hasViews || schema.models.get(relation.model)?.isView === false
}

function isHidden({ schema }: Bench, relation: CrudRelation): boolean {
  const target = schema.models.get(relation.model)
  const keys = [...relation.from, ...(target?.relations.get(relation.inverse)?.from ?? [])]
  const hiddenKey = [...(target?.fields.values() ?? [])].some((field) => keys.includes(field.name) && field.annotations.has('hidden'))
  return relation.annotations.has('hidden') || target?.annotations.has('hidden') === true || hiddenKey
}

async function includeRelation(bench: Bench, record: StoredRecord, relation: CrudRelation): Promise<void> {
  const current = await readWith(bench, record, relation)
  const value = current[relation.name]
  if (relation.list) {
    if (!Array.isArray(value)) throw new Error(`${relation.name} is ${shorten(value)} instead of a list`)
    return
  }
  expectTarget(bench, relation, current)
  if (value !== null && relation.from.length > 0) await seeFromOtherSide(bench, record, relation, current)
}

function expectTarget({ schema }: Bench, relation: CrudRelation, current: Row): void {
  const value = current[relation.name]
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) throw new Error(`${relation.name} is ${shorten(value)} instead of a record or null`)
  if (relation.from.length === 0) return
  const isEmpty = relation.from.some((name) => current[name] === null)
  if (isEmpty !== (value === null)) throw new Error(`${relation.name} is ${shorten(value)} while its key is ${shorten(relation.from.map((name) => current[name]))}`)
  relation.to.forEach((name, index) => {
    const field = schema.models.get(relation.model)?.fields.get(name)
    const key = relation.from[index] ?? ''
    if (value !== null && field !== undefined && name in value && key in current && !isSameValue(field, current[key], Reflect.get(value, name))) {
      throw new Error(`${relation.name} has the ${name} ${shorten(Reflect.get(value, name))}, and the record the ${key} ${shorten(current[key])}`)
    }
  })
}

async function seeFromOtherSide({ api, schema }: Bench, record: StoredRecord, relation: CrudRelation, current: Row): Promise<void> {
  const target = api.model(relation.model)
  const inverse = schema.models.get(relation.model)?.relations.get(relation.inverse)
  const own = api.model(record.model.name)
  if (target === undefined || own === undefined || inverse === undefined || target.relations[inverse.name] === undefined) return
  if (relation.to.some((name) => target.fields[name]?.read !== true)) return
  const where = Object.fromEntries(relation.to.map((name, index) => [name, current[relation.from[index] ?? '']]))
  const include = { [inverse.name]: inverse.list ? { where: keyOf(own, record) } : true }
  const answer = expectStatus(await api.send('POST', `${target.path}/$query`, { body: { where, include } }), 200, `POST /${target.path}/$query with ${JSON.stringify({ where, include })}`)
  const rows: unknown = Reflect.get(Object(answer.body), 'data')
  const [row]: readonly unknown[] = Array.isArray(rows) ? rows : []
  const seen: unknown = Reflect.get(Object(row), inverse.name)
  const list: readonly unknown[] = Array.isArray(seen) ? seen : [seen]
  if (!list.some((each) => typeof each === 'object' && each !== null && isSameKey(own, record, { ...each }))) {
    throw new Error(`${relation.model}.${inverse.name} does not hold the record: ${shorten(row)}`)
  }
}

function keyOf(manifest: ModelManifest, record: StoredRecord): Row {
  return Object.fromEntries(manifest.key.map((name) => [name, valueOf(record, name)]))
}

// Connecting from a side that does not hold the key would move another record; those sides are seen from the one that does.
function canConnect({ api, store }: Bench, model: CrudModel, relation: CrudRelation): boolean {
  const manifest = api.model(model.name)
  const holdsKey = relation.from.length > 0
  const isFree = holdsKey && relation.from.every((name) => manifest?.key.includes(name) === false && !isShared(model, relation, name))
  const isJoin = relation.list && store.creatable.get(relation.model) === undefined && isManyToMany(api.model(relation.model), relation)
  return manifest?.relations[relation.name]?.update === true && !store.creatable.has(relation.model) && (isFree || isJoin)
}

function isShared(model: CrudModel, relation: CrudRelation, field: string): boolean {
  return [...model.relations.values()].some((other) => other !== relation && other.from.includes(field))
}

function isManyToMany(target: ModelManifest | undefined, relation: CrudRelation): boolean {
  const inverse = target?.relations[relation.inverse]
  return relation.list && inverse !== undefined && inverse.list && inverse.via.length === 0
}

async function connectRelation(bench: Bench, record: StoredRecord, relation: CrudRelation): Promise<void> {
  const { api, store, schema } = bench
  const target = schema.models.get(relation.model)
  const manifest = api.model(relation.model)
  if (target === undefined || manifest === undefined) return
  const other = await store.create(target, 'minimal')
  const unique = target.uniques.find((candidate) => candidate.fields.join() === manifest.key.join())
  const values = keyOf(manifest, other)
  const connect = manifest.key.length === 1 ? values : { [unique?.name ?? manifest.key.join('_')]: values }
  await patch(bench, record, { [relation.name]: { connect: relation.list ? [connect] : connect } })
  const after = await readWith(bench, record, relation)
  const linked: unknown = after[relation.name]
  const list: readonly unknown[] = Array.isArray(linked) ? linked : [linked]
  if (!list.some((each) => typeof each === 'object' && each !== null && isSameKey(manifest, other, { ...each }))) {
    throw new Error(`${relation.name} was connected to ${shorten(connect)} and is ${shorten(linked)}`)
  }
  if (!relation.list) expectTarget(bench, relation, after)
  if (relation.required) return
  await patch(bench, record, { [relation.name]: { disconnect: relation.list ? [connect] : true } })
  const left: unknown = (await readWith(bench, record, relation))[relation.name]
  if (relation.list ? !Array.isArray(left) || left.length > 0 : left !== null) throw new Error(`${relation.name} was disconnected and is ${shorten(left)}`)
}

async function patch({ api }: Bench, record: StoredRecord, body: Row): Promise<void> {
  expectStatus(await api.send('PATCH', record.path, { body }), 200, `PATCH /${record.path} ${JSON.stringify(body)}`)
}

async function readWith({ api }: Bench, record: StoredRecord, relation: CrudRelation): Promise<Row> {
  const query = { include: { [relation.name]: true } }
  return rowOf(expectStatus(await api.send('GET', record.path, { query }), 200, `GET /${record.path}?include=${relation.name}`))
}

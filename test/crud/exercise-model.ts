// Owns the life of one record of one model over HTTP: create, read, find, include, update, connect, delete.
import type { ModelManifest } from '@ssot/contract'
import type { Bench, Log, ModelResult } from './bench.ts'
import { exerciseRelations } from './exercise-relations.ts'
import { checkManifest, expectRecord } from './expect-record.ts'
import { expectStatus, rowOf, rowsOf, shorten, type Row } from './http-api.ts'
import { expectKey, isSameKey, keyFilter } from './record-keys.ts'
import { isCounted } from './plan-uniques.ts'
import { Exhausted, isForeign, keyPath, type RecordStore, type StoredRecord } from './record-store.ts'
import type { CrudField, CrudModel } from './schema-model.ts'

/** Exercises one model. */
export async function exerciseModel(bench: Bench, model: CrudModel): Promise<ModelResult> {
  const steps: string[] = []
  const reasons: string[] = []
  let exhausted: string | null = null
  const log: Log = {
    run: async (step, action) => {
      try {
        const value = await action()
        steps.push(step)
        return value
      } catch (error) {
        if (error instanceof Exhausted && step === 'create') exhausted = error.message
        else if (error instanceof Exhausted) steps.push(`${step} (left out: ${error.message})`)
        else reasons.push(`${step}: ${error instanceof Error ? error.message : String(error)}`)
        return null
      }
    },
  }
  const skip = await exerciseSteps(bench, model, log)
  const outcome = reasons.length > 0 ? 'failed' : skip !== null || exhausted !== null ? 'skipped' : 'passed'
  return { model: model.name, outcome, steps, reasons: reasons.length > 0 ? reasons : [skip ?? exhausted ?? ''].filter((reason) => reason !== '') }
}

async function exerciseSteps(bench: Bench, model: CrudModel, log: Log): Promise<string | null> {
  const manifest = bench.api.model(model.name)
  if (model.annotations.has('hidden')) return exerciseHidden(bench, model, log)
  await log.run('manifest', async () => {
    if (manifest === undefined) throw new Error(`${model.name} is not in the manifest`)
    const faults = checkManifest(model, manifest, !bench.store.creatable.has(model.name))
    if (faults.length > 0) throw new Error(faults.join('; '))
  })
  if (manifest === undefined) return null
  const reason = bench.store.creatable.get(model.name)
  if (reason !== undefined) return exerciseReadOnly(bench, model, log, reason)
  await exerciseRecord(bench, model, manifest, log)
  return null
}

async function exerciseHidden({ api }: Bench, model: CrudModel, log: Log): Promise<string> {
  await log.run('hidden', async () => {
    if (api.model(model.name) !== undefined) throw new Error(`${model.name} is @@hidden and is in the manifest`)
  })
  return 'it has no API (@@hidden), and is not in the manifest'
}

async function exerciseReadOnly({ api, hasViews }: Bench, model: CrudModel, log: Log, reason: string): Promise<string> {
  const path = api.model(model.name)?.path ?? ''
  if (model.isView && !hasViews) return `${reason}, which a schema push does not create`
  await log.run('list', async () => rowsOf(expectStatus(await api.send('GET', path), 200, `GET /${path}`)))
  await log.run('no create', async () => {
    const answer = await api.send('POST', path, { body: {} })
    if (answer.status < 400 || answer.status >= 500) throw new Error(`POST /${path} is answered ${answer.status}: ${shorten(answer.body)}`)
  })
  return `${reason}; it was listed`
}

async function exerciseRecord(bench: Bench, model: CrudModel, manifest: ModelManifest, log: Log): Promise<void> {
  const { store } = bench
  const record = await log.run('create', async () => {
    const created = await store.create(model, 'full')
    expectRecord(model, manifest, created.sent, created.data)
    return created
  })
  if (record === null) return
  await log.run('read', () => readByKey(bench, manifest, record, record.sent))
  if (bench.offersUniques) await log.run('by unique', () => readByUniques(bench, manifest, record))
  await log.run('list', () => findInList(bench, manifest, record))
  await log.run('filter', () => filterByFields(bench, manifest, record))
  await exerciseRelations(bench, record, log)
  await log.run('update', () => updateFields(bench, manifest, record))
  await log.run('defaults', () => createMinimal(bench, manifest, model))
  await log.run('delete', () => deleteRecord(bench, manifest, record))
}

async function readByKey({ api }: Bench, manifest: ModelManifest, record: StoredRecord, sent: Row): Promise<void> {
  if (manifest.key.length === 0) throw new Error('the manifest names no key')
  const answer = expectStatus(await api.send('GET', record.path), 200, `GET /${record.path}`)
  expectRecord(record.model, manifest, sent, rowOf(answer))
}

async function readByUniques({ api }: Bench, manifest: ModelManifest, record: StoredRecord): Promise<void> {
  for (const unique of record.model.uniques) {
    const isReadable = unique.fields.every((name) => manifest.fields[name]?.read === true && record.data[name] !== null)
    if (!isReadable) continue
    const path = `${manifest.path}/$by/${unique.name}/${keyPath(unique.fields, record.data, record.sent)}`
    const row = rowOf(expectStatus(await api.send('GET', path), 200, `GET /${path}`))
    expectKey(manifest, record, row)
  }
}

async function findInList({ api }: Bench, manifest: ModelManifest, record: StoredRecord): Promise<void> {
  const where = keyFilter(manifest, record)
  const found = rowsOf(expectStatus(await api.send('GET', manifest.path, { query: { where } }), 200, `GET /${manifest.path}?where=${JSON.stringify(where)}`))
  if (found.length !== 1) throw new Error(`the list with where=${JSON.stringify(where)} has ${found.length} records instead of 1`)
  expectRecord(record.model, manifest, record.sent, found[0] ?? {})
  const all = rowsOf(expectStatus(await api.send('POST', `${manifest.path}/$query`, { body: { take: 100 } }), 200, `POST /${manifest.path}/$query`))
  if (all.length < 100 && !all.some((row) => isSameKey(manifest, record, row))) throw new Error(`the list of all ${all.length} records does not hold it`)
}

async function filterByFields({ api }: Bench, manifest: ModelManifest, record: StoredRecord): Promise<void> {
  const faults: string[] = []
  for (const field of record.model.fields.values()) {
    const shown = manifest.fields[field.name]
    if (shown?.read !== true || shown.computed || !isComparable(field) || record.data[field.name] === null) continue
    const where = { AND: [keyFilter(manifest, record), { [field.name]: record.data[field.name] }] }
    const answer = await api.send('POST', `${manifest.path}/$query`, { body: { where } })
    // PostgreSQL compares no xml, and neither does Prisma: a refusal is right, a failure is not.
    if (field.native?.name === 'Xml' && answer.status >= 400 && answer.status < 500) continue
    if (answer.status !== 200) faults.push(`by ${field.name} is answered ${answer.status}: ${shorten(answer.body)}`)
    else if (rowsOf(answer).length !== 1) faults.push(`by ${field.name} = ${shorten(record.data[field.name])} finds ${rowsOf(answer).length} records instead of 1`)
  }
  if (faults.length > 0) throw new Error(faults.join('; '))
}

// MySQL compares a BIT as a number, and Prisma sends bytes.
function isComparable(field: CrudField): boolean {
  return !field.list && field.type !== 'Json' && !(field.type === 'Bytes' && field.native?.name === 'Bit')
}

async function updateFields(bench: Bench, manifest: ModelManifest, record: StoredRecord): Promise<void> {
  const { api, store } = bench
  const { model } = record
  const changes: Record<string, unknown> = {}
  for (const field of model.fields.values()) {
    if (manifest.fields[field.name]?.update !== true || manifest.key.includes(field.name) || isForeign(model, field) || isScarce(store, model, field) || isCounted(field)) continue
    changes[field.name] = store.next(model, field)
  }
  const nullable = Object.keys(changes).find((name) => model.fields.get(name)?.required === false && model.fields.get(name)?.list === false)
  if (nullable !== undefined) changes[nullable] = null
  if (Object.keys(changes).length === 0) return
  const before = rowOf(expectStatus(await api.send('GET', record.path), 200, `GET /${record.path}`))
  const answer = expectStatus(await api.send('PATCH', record.path, { body: changes }), 200, `PATCH /${record.path} ${JSON.stringify(changes)}`)
  const untouched = [...model.fields.values()].filter((field) => !field.isUpdatedAt && !field.annotations.has('set'))
  const expected = { ...Object.fromEntries(untouched.map((field) => [field.name, before[field.name]])), ...changes }
  expectRecord(model, manifest, expected, rowOf(answer))
  await readByKey(bench, manifest, record, expected)
}

// A unique over few values would collide with other records by chance.
function isScarce(store: RecordStore, model: CrudModel, field: CrudField): boolean {
  return model.uniques.some((unique) => unique.fields.includes(field.name)) && store.sizeOf(model, field) < 1000
}

async function createMinimal({ store, api }: Bench, manifest: ModelManifest, model: CrudModel): Promise<void> {
  const record = await store.create(model, 'minimal')
  expectRecord(model, manifest, record.sent, record.data)
  expectStatus(await api.send('DELETE', record.path), 200, `DELETE /${record.path}`)
  store.forget(record)
}

async function deleteRecord({ store, api }: Bench, manifest: ModelManifest, record: StoredRecord): Promise<void> {
  const deleted = rowOf(expectStatus(await api.send('DELETE', record.path), 200, `DELETE /${record.path}`))
  store.forget(record)
  expectKey(manifest, record, deleted)
  expectStatus(await api.send('GET', record.path), 404, `GET /${record.path} after its delete`)
  expectStatus(await api.send('DELETE', record.path), 404, `DELETE /${record.path} after its delete`)
  const left = rowsOf(expectStatus(await api.send('GET', manifest.path, { query: { where: keyFilter(manifest, record) } }), 200, `GET /${manifest.path}`))
  if (left.length > 0) throw new Error('it is still in the list after its delete')
}

// Owns an import: the whole file is looked at first, and each fault named by its line; then the rows are written, all or none, or batch by batch.
import { setImmediate as pause } from 'node:timers/promises'
import { isProblem, problem, type Fault } from '@ssot/contract'
import type { Records } from '../data/records/records.ts'
import { guard } from '../policy/guard.ts'
import type { Field, Model } from '../registry/registry.ts'
import { createFaults } from '../request/faults.ts'
import { given, isPlainObject } from '../request/given.ts'
import { parseImported } from '../request/parse-write.ts'
import { badValue, rejectUnknownMembers } from '../request/scope.ts'
import type { WriteData } from '../request/write.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { checkCreatable } from './create-record.ts'
import { unguardCell } from './export-formats.ts'
import type { ImportRow, ImportSource } from './import-source.ts'
import { withHooks } from './run-hooks.ts'
import { scopeOf } from './scope-of.ts'
import { toWire } from './to-wire.ts'

const BATCH = 500
const MAX_FAULTS = 100
/** While a file is written whole, an embedded database writes nothing else. */
const MAX_WHOLE = 50_000

/** What an import did. */
export interface Imported {
  readonly count: number
  /** Rows that were left out; always none unless the import is partial. */
  readonly failed: number
  /** The first of the faults, by line. */
  readonly errors: readonly Fault[]
}

interface Importing {
  readonly context: OperationContext
  readonly model: Model
  readonly source: ImportSource
  readonly options: ImportOptions
}

interface ImportOptions {
  readonly partial: boolean
  readonly skipDuplicates: boolean
}

/** Imports records: all or none, or with `partial=true` every row that can be. @throws REQUEST.BAD_VALUE and others with one entry for each fault, at `line.N.field` */
export async function importRecords(context: OperationContext, { model, input }: Call, source: ImportSource): Promise<Imported> {
  guard(context, model, 'create')
  checkCreatable(model)
  const importing: Importing = { context, model, source, options: parseOptions(context, { model, input }) }
  return importing.options.partial ? importPartly(importing) : importWhole(importing)
}

function parseOptions(context: OperationContext, { model, input }: Call): ImportOptions {
  const scope = scopeOf(context, model)
  rejectUnknownMembers(scope, given(input), ['partial', 'skipDuplicates'])
  const flag = (name: string): boolean => {
    const value = input[name]
    if (value !== undefined && value !== 'true' && value !== 'false') badValue(scope, name, 'must be true or false')
    return value === 'true'
  }
  const options = { partial: flag('partial'), skipDuplicates: flag('skipDuplicates') }
  scope.faults.throwIfAny()
  return options
}

async function importWhole(importing: Importing): Promise<Imported> {
  const { context, options, model } = importing
  const errors: Fault[] = []
  let rows = 0
  for await (const row of parsedRows(importing)) {
    rows += 1
    if ('faults' in row) errors.push(...row.faults)
    if (errors.length >= MAX_FAULTS) break
    if (rows % BATCH === 0) await pause()
  }
  if (rows > MAX_WHOLE && context.records.writesAlone) throw problem('LIMIT.EXCEEDED', { detail: `At most ${MAX_WHOLE} rows can be imported as a whole.`, hint: 'Send them in parts, or with partial=true.' })
  if (errors.length > 0) throw faulty(errors.slice(0, MAX_FAULTS))
  context.chargeWrites?.(rows - 1)
  const count = await withHooks(context, (hooked) =>
    hooked.records.transaction(async (records) => {
      let written = 0
      for await (const batch of batches(importing)) written += await writeBatch(records, { model, batch, options })
      return written
    }),
  )
  return { count, failed: 0, errors: [] }
}

async function importPartly(importing: Importing): Promise<Imported> {
  const { context, model, options } = importing
  const errors: Fault[] = []
  let count = 0
  let failed = 0
  for await (const batch of batches(importing)) {
    const parsed = batch.filter((row): row is ParsedRow => 'data' in row)
    const written = await writeApart(context, { model, batch: parsed, options })
    const faults = [...batch.flatMap((row) => ('faults' in row ? row.faults : [])), ...written.faults]
    errors.push(...faults.slice(0, MAX_FAULTS - errors.length))
    count += written.count
    failed += batch.length - parsed.length + written.failed
    context.chargeWrites?.(parsed.length)
  }
  return { count, failed, errors }
}

interface ParsedRow {
  readonly line: number
  readonly data: WriteData
}

type CheckedRow = ParsedRow | { readonly line: number; readonly faults: readonly Fault[] }

async function* parsedRows({ context, model, source }: Importing): AsyncGenerator<CheckedRow> {
  for await (const row of source.rows()) yield parseRow(context, { model, form: source.form }, row)
}

async function* batches(importing: Importing): AsyncGenerator<readonly CheckedRow[]> {
  let batch: CheckedRow[] = []
  for await (const row of parsedRows(importing)) {
    importing.context.signal?.().throwIfAborted()
    if (batch.push(row) < BATCH) continue
    yield batch
    batch = []
    await pause()
  }
  if (batch.length > 0) yield batch
}

function parseRow(context: OperationContext, { model, form }: { readonly model: Model; readonly form: ImportSource['form'] }, row: ImportRow): CheckedRow {
  const { line } = row
  const path = `line.${line}`
  if ('fault' in row) return { line, faults: [{ path, code: 'REQUEST.BAD_VALUE', message: `Line ${line} ${row.fault}.` }] }
  const faults = createFaults()
  const scope = { ...scopeOf(context, model), faults, fromText: form === 'table' }
  const value = form === 'table' && isPlainObject(row.value) ? cellsOf(model, row.value) : row.value
  const data = parseImported(scope, given(value, path))
  const found = faults.all()
  return found.length === 0 ? { line, data: form === 'table' ? typed(data) : data } : { line, faults: found }
}

// Hooks are told of values as clients send them in JSON, not of the text of cells.
function typed(data: WriteData): WriteData {
  const { fields } = data.model
  return { ...data, input: Object.fromEntries(Object.entries(data.input).map(([name, text]) => [name, fields.get(name)?.kind === 'json' ? text : toWire(data.scalars[name])])) }
}

// An empty cell is NULL where the field takes it, else nothing was sent.
function cellsOf(model: Model, cells: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([name, cell]): (readonly [string, unknown])[] => {
      const field = model.fields.get(name)
      if (cell === null) return field && !field.required ? [[name, null]] : []
      return [[name, field && typeof cell === 'string' ? cellOf(field, unguardCell(cell)) : cell]]
    }),
  )
}

function cellOf(field: Field, text: string): unknown {
  if (!field.list) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

interface Batch {
  readonly model: Model
  readonly batch: readonly CheckedRow[]
  readonly options: ImportOptions
}

async function writeBatch(records: Records, { model, batch, options }: Batch): Promise<number> {
  const rows = batch.filter((row): row is ParsedRow => 'data' in row)
  try {
    return await records.createMany(model, rows.map((row) => row.data), options.skipDuplicates)
  } catch (error) {
    if (!isProblem(error)) throw error
    // The transaction is lost: which of the rows it was is not known any more.
    const [first, last] = [rows[0]?.line ?? 0, rows.at(-1)?.line ?? 0]
    const message = `One of the lines ${first} to ${last}: ${error.message}`
    throw problem(error.code, { detail: message, errors: [{ path: `line.${first}`, code: error.code, message }], headers: error.headers, cause: error, hint: 'With partial=true each line that fails is named.' })
  }
}

interface Written {
  readonly count: number
  readonly failed: number
  readonly faults: readonly Fault[]
}

// Together where that works, else row by row.
async function writeApart(context: OperationContext, { model, batch, options }: Omit<Batch, 'batch'> & { readonly batch: readonly ParsedRow[] }): Promise<Written> {
  const create = (rows: readonly ParsedRow[]): Promise<number> => withHooks(context, ({ records }) => records.createMany(model, rows.map((row) => row.data), options.skipDuplicates))
  try {
    return { count: await create(batch), failed: 0, faults: [] }
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
  }
  const faults: Fault[] = []
  let count = 0
  for (const row of batch) {
    try {
      count += await create([row])
    } catch (error) {
      if (!isProblem(error) || error.status >= 500) throw error
      faults.push({ path: `line.${row.line}`, code: error.code, message: error.message })
    }
  }
  return { count, failed: faults.length, faults }
}

function faulty(errors: readonly Fault[]): Error {
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return problem(first?.code ?? 'REQUEST.BAD_VALUE', { detail: `${first?.message ?? ''}${more}`, errors })
}

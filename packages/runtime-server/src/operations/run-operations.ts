import { problem } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'
import { given, isPlainObject, member, type Given } from '../request/given.ts'
import type { Arguments } from '../request/parse-query.ts'
import { badValue, rejectUnknownMembers } from '../request/scope.ts'
import { createFaults } from '../request/faults.ts'
import type { OperationContext } from './context.ts'
import { createRecord } from './create-record.ts'
import { deleteRecord } from './delete-record.ts'
import { fillResults } from './fill-results.ts'
import { updateRecord } from './update-record.ts'
import { upsertRecord } from './upsert-record.ts'
import { createMany, deleteMany, updateMany } from './write-many.ts'
import { dataOf, type WriteReply } from './write-reply.ts'

const MAX_OPERATIONS = 100
const SHAPE: readonly string[] = ['select', 'include', 'omit']

interface Operation {
  readonly model: Model
  readonly args: Given
}

type Action = (context: OperationContext, operation: Operation) => Promise<WriteReply>

const ACTIONS: Readonly<Record<string, Action>> = {
  create: (context, { model, args }) => createRecord(context, { model, input: shapeOf(args, ['data']) }, member(args, 'data')),
  update: (context, { model, args }) => updateRecord(context, { model, input: shapeOf(args, ['where', 'data']), address: { where: member(args, 'where') } }, member(args, 'data')),
  delete: (context, { model, args }) => deleteRecord(context, { model, input: shapeOf(args, ['where']), address: { where: member(args, 'where') } }),
  upsert: (context, { model, args }) => upsertRecord(context, { model, input: shapeOf(args, ['where', 'create', 'update']) }, without(args, SHAPE)),
  createMany: (context, { model, args }) => createMany(context, { model }, args),
  updateMany: (context, { model, args }) => updateMany(context, { model }, args),
  deleteMany: (context, { model, args }) => deleteMany(context, { model }, args),
}

/** Runs several writes, all or nothing: `{ operations: [{ model, action, args }] }`; `{ "_result": [0, "id"] }` in one is a value of an earlier one's answer. */
export async function runOperations(context: OperationContext, body: Given): Promise<WriteReply> {
  const operations = parseOperations(context, body)
  for (const { model } of operations) context.chargeModel?.(model)
  context.chargeWrites?.(operations.reduce((writes, { args }) => writes + listedIn(args), 0))
  return context.records.transaction(async (records): Promise<WriteReply> => {
    const replies: WriteReply[] = []
    for (const { action, args, ...operation } of operations) {
      const filled = fillResults(args, replies.map(dataOf))
      replies.push(await action({ ...context, records }, { ...operation, args: filled }))
    }
    return { kind: 'list', replies }
  })
}

// Each operation is counted already, but not what its own list holds.
function listedIn(args: Given): number {
  const data = member(args, 'data').value
  return Array.isArray(data) ? Math.max(0, data.length - 1) : 0
}

function parseOperations({ registry, principal }: OperationContext, body: Given): readonly (Operation & { readonly action: Action })[] {
  const faults = createFaults()
  const list = member(body, 'operations')
  rejectUnknownMembers({ faults }, body, ['operations'])
  const count = Array.isArray(list.value) ? list.value.length : 0
  if (count === 0) badValue({ faults }, list.path, 'must be a list of at least one { model, action, args }')
  if (count > MAX_OPERATIONS) faults.add(list.path, 'LIMIT.EXCEEDED', `A transaction may hold ${MAX_OPERATIONS} operations.`)
  faults.throwIfAny()
  const items = Array.isArray(list.value) ? list.value : []
  const operations = items.flatMap((value: unknown, index) => {
    const item = given(value, `operations.${index}`)
    rejectUnknownMembers({ faults }, item, ['model', 'action', 'args'])
    const [name, action, args] = [member(item, 'model'), member(item, 'action'), member(item, 'args')]
    const model = typeof name.value === 'string' ? registry.models.get(name.value) : undefined
    const known = typeof action.value === 'string' && Object.hasOwn(ACTIONS, action.value) ? ACTIONS[action.value] : undefined
    // A hidden model is one that is not there.
    if (!model || model.hidden) badValue({ faults }, name.path, 'must name a model')
    if (!known) badValue({ faults }, action.path, `must be one of ${Object.keys(ACTIONS).join(', ')}`)
    if (!isPlainObject(args.value)) badValue({ faults }, args.path, 'must be an object')
    return model && known ? [{ model, action: known, args }] : []
  })
  if (principal.kind === 'anonymous' && operations.length < count) throw problem('AUTH.REQUIRED', { detail: 'Sign in to do this.' })
  faults.throwIfAny()
  return operations
}

function shapeOf(args: Given, own: readonly string[]): Arguments {
  const rest = without(args, own)
  return isPlainObject(rest.value) ? rest.value : {}
}

function without({ value, path }: Given, names: readonly string[]): Given {
  return { value: isPlainObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) : value, path }
}

// Owns `$explain`: to anybody but an administrator it is not there.
import { problem, type Explanation } from '@ssot/contract'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import type { OperationContext } from '../operations/context.ts'
import { explainAccess, type ExplainRequest } from '../operations/explain-access.ts'
import { scopeOf } from '../operations/scope-of.ts'
import { ANONYMOUS, type Principal } from '../policy/principal.ts'
import type { Model } from '../registry/registry.ts'
import { whereKey } from '../request/combine-where.ts'
import { createFaults } from '../request/faults.ts'
import { given, isPlainObject, member } from '../request/given.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { badValue, rejectUnknownMembers } from '../request/scope.ts'
import { identified } from './identified.ts'
import { noResource, type PlainHandler } from './route.ts'
import type { Runtime, RuntimeHolder } from './runtime.ts'
import { isIdentity } from './stand-in.ts'

/** Mounts `POST /$explain` below the API's base path. */
export function mountExplain(app: FastifyInstance, route: (handler: PlainHandler) => RouteHandlerMethod, holder: RuntimeHolder): void {
  app.post('/$explain', route(async (context, _input, { body }) => ({ data: await explain(context, holder.current(), body) })))
}

const MEMBERS = ['as', 'action', 'model', 'key', 'field']

async function explain(context: OperationContext, runtime: Runtime, body: unknown): Promise<Explanation> {
  if (!context.principal.isAdmin) throw noResource()
  const request = parseRequest(body)
  const { registry, records, settings } = runtime
  const principal = await principalAs(context, runtime, body)
  const model = context.registry.models.get(request.model)
  if (model && request.key !== undefined) await checkInReach(context, model, request.key)
  return explainAccess({ rights: runtime.rightsOf(principal), registry, records, limits: settings.limits }, request)
}

function parseRequest(body: unknown): ExplainRequest {
  const faults = createFaults()
  const input = given(body)
  if (!isPlainObject(body)) badValue({ faults }, '', 'must be an object with action and model')
  rejectUnknownMembers({ faults }, input, MEMBERS)
  const [action, model, key, field] = ['action', 'model', 'key', 'field'].map((name) => {
    const { value } = member(input, name)
    if (value !== undefined && typeof value !== 'string') badValue({ faults }, name, 'must be a text')
    return typeof value === 'string' ? value : undefined
  })
  if (action === undefined) badValue({ faults }, 'action', 'is missing')
  if (model === undefined) badValue({ faults }, 'model', 'is missing')
  faults.throwIfAny()
  return { action: action ?? '', model: model ?? '', key, field }
}

// Whoever asks of nobody in particular asks of himself.
async function principalAs(context: OperationContext, runtime: Runtime, body: unknown): Promise<Principal> {
  const { value } = member(given(body), 'as')
  if (value === undefined) return context.principal
  if (value === null) return ANONYMOUS
  if (!isIdentity(value)) throw problem('REQUEST.BAD_VALUE', { detail: 'as must be null, or an object with an id.', errors: [{ path: 'as', code: 'REQUEST.BAD_VALUE', message: 'as must be null, or an object with an id.' }] })
  const users = context.registry.models.get(runtime.authModel?.name ?? '')
  if (users) await checkInReach(context, users, encodeURIComponent(String(value.id)))
  return identified(value, runtime)
}

// An administrator learns nothing of records that it may not see itself; the one of a development server may see them all.
async function checkInReach(context: OperationContext, model: Model, segment: string): Promise<void> {
  if (context.principal.development) return
  const records = context.withDeleted?.(model, 'include') ?? context.records
  const [known] = context.rights.allows(model, 'read') ? await records.judge(model, whereKey(model, parsePathKey(scopeOf(context, model), segment)), []) : []
  if (!known) throw notFound(model)
}

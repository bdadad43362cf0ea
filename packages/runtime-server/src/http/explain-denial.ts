// Owns that the developer at work is told, in the log and in the answer, which rule denied a request. Nobody else ever is.
import { isProblem, problem, type Explanation, type Problem } from '@ssot/contract'
import type { FastifyRequest } from 'fastify'
import { explainAccess, type ExplainRequest } from '../operations/explain-access.ts'
import type { Principal } from '../policy/principal.ts'
import type { Runtime } from './runtime.ts'

/** A request of the developer's own. */
interface Explained {
  readonly request: FastifyRequest
  readonly runtime: Runtime
  readonly principal: Principal
}

const REFUSALS: ReadonlySet<string> = new Set(['POLICY.DENIED', 'AUTH.REQUIRED', 'DATA.NOT_FOUND'])

/** The same answer; a refusal says which rule it is of. */
export async function explaining(answer: Promise<unknown>, explained: Explained): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    throw isProblem(error) && REFUSALS.has(error.code) ? await withExplanation(error, explained) : error
  }
}

async function withExplanation(error: Problem, { request, runtime, principal }: Explained): Promise<Problem> {
  const asked = questionOf(request, runtime)
  const { registry, records, settings } = runtime
  const found = asked && (await explainAccess({ rights: runtime.rightsOf(principal), registry, records, limits: settings.limits }, asked).catch(() => null))
  // Of what is not there, no rule has been asked.
  if (!found || found.decidedBy?.kind === 'record') return error
  const explanation = found.verdict === 'denied' ? found : { ...found, because: becauseOfTheRest(found) }
  request.log.warn({ code: error.code, action: asked.action, model: asked.model, ...(asked.key !== undefined && { record: asked.key }) }, explanation.because)
  const { code, message: detail, errors, hint, headers, cause } = error
  return problem(code, { detail, errors, ...(hint !== undefined && { hint }), headers, cause, explanation })
}

// The record as it is may be reached: what refused is what it would have become, a field of it, or another record.
function becauseOfTheRest({ action, condition, checks = [] }: Explanation): string {
  const afterwards = checks.length > 0 ? checks.map(({ text, name }) => text ?? name).join(' || ') : condition
  return action === 'create' || action === 'update' ? `What was sent does not fulfil what must hold of the record afterwards, ${afterwards}, or touches a field or another record that may not be changed.` : `The record may be reached; another one that the request touches may not. ${condition}`
}

const ACTIONS: Readonly<Record<string, string>> = {
  'POST ': 'create',
  'GET /:id': 'read',
  'GET /:id/$can': 'read',
  'PATCH /:id': 'update',
  'DELETE /:id': 'delete',
  'POST /:id/$restore': 'delete',
  'GET /:id/$history': 'history',
  'POST /$upsert': 'create',
  'POST /$create-many': 'create',
  'POST /$import': 'create',
  'POST /$update-many': 'update',
  'POST /$delete-many': 'delete',
}

/** What a request asks for, where it is about a model itself. */
function questionOf({ method, raw, params, routeOptions: { url = '' } }: FastifyRequest, { registry }: Runtime): ExplainRequest | null {
  const start = url.indexOf('/:model')
  const path: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'model') : undefined
  const model = registry.byPath.get(String(path))
  const route = url.slice(start + '/:model'.length)
  if (start === -1 || !model || route.includes(':relation')) return null
  const action = ACTIONS[`${method} ${route}`] ?? (method === 'GET' || method === 'POST' ? 'list' : undefined)
  const key = route.startsWith('/:id') ? (raw.url ?? '').split('?')[0]?.slice(start + 1).split('/')[1] : undefined
  return action === undefined ? null : { model: model.name, action, ...(key !== undefined && { key }) }
}

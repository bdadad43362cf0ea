import { isProblem } from '@ssot/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '../operations/context.ts'
import { inNameOf } from '../operations/in-name-of.ts'
import { openRecords } from '../operations/open-context.ts'
import { isDeveloper, type Principal } from '../policy/principal.ts'
import type { Rights } from '../policy/rights.ts'
import type { Limits } from '../request/limits.ts'
import type { Authenticate } from './authenticate.ts'
import { chargeRefused, chargesOf, writesOf } from './charge-request.ts'
import { explaining } from './explain-denial.ts'
import type { Gate } from './create-gate.ts'
import type { Rates } from './create-rates.ts'
import { takesImports } from './read-body.ts'
import type { Runtime, RuntimeHolder } from './runtime.ts'
import { watchExchange, type Exchange } from './watch-exchange.ts'

/** Runs one operation for a request: admitted, authenticated, counted, with the registry of the moment. */
export type Serve = (request: FastifyRequest, reply: FastifyReply, run: (context: OperationContext) => Promise<unknown>) => Promise<unknown>

/** What the line of a request passes. */
export interface ServeParts {
  readonly holder: RuntimeHolder
  readonly authenticate: Authenticate
  readonly gate: Gate
  readonly rates: Rates
}

/** The line every request takes before its operation. */
export function createServe(parts: ServeParts): Serve {
  const { holder, gate } = parts
  const line = { opened: createOpened(), ...parts }
  return async (request, reply, run) => {
    const exchange = watchExchange(request, reply)
    const leave = await gate.enter(exchange)
    try {
      return await holder.admit((runtime) => {
        return exchange.within(deadlineOf(request, runtime.settings.limits), contextOf(line, { request, runtime, exchange }).then((context) => (isDeveloper(context.principal) ? explaining(run(context), { request, runtime, principal: context.principal }) : run(context))))
      })
    } finally {
      leave()
    }
  }
}

/** Time for two statements, and for what comes before and after them. */
function deadlineOf(request: FastifyRequest, { queryTimeoutMs }: Limits): number {
  return takesImports(request) ? 0 : 2 * queryTimeoutMs + 5000
}

interface Admitted {
  readonly request: FastifyRequest
  readonly runtime: Runtime
  readonly exchange: Exchange
}

/** What operations get of records, kept for as long as the records are the same. */
type Opened = (rights: Rights, records: Runtime['records']) => ReturnType<typeof openRecords>

// Rights are of one runtime, and so of its records.
function createOpened(): Opened {
  const known = new WeakMap<Rights, ReturnType<Opened>>()
  return (rights, records) => {
    const opened = known.get(rights) ?? openRecords(rights, records)
    known.set(rights, opened)
    return opened
  }
}

async function contextOf(parts: ServeParts & { readonly opened: Opened }, { request, runtime, exchange }: Admitted): Promise<OperationContext> {
  const { limits } = runtime.settings
  const principal = await principalOf(parts, request, runtime)
  const charges = chargesOf(parts.rates, { principal, request, limits })
  charges.request()
  const writes = writesOf(request)
  if (writes > 0) charges.writes(writes)
  const { records, cursors } = runtime
  const rights = runtime.rightsOf(principal)
  const context = { cursors, limits, chargeWrites: charges.writes, chargeModel: charges.model, signal: exchange.signal, ...hooksOf(runtime, request) }
  // A signal costs something: where nothing can be ended it is made for who asks for it alone.
  const during = records.during?.(exchange.signal())
  if (writes > 0 && records.actingAs) return Object.assign(context, openRecords(rights, inNameOf(principal, during ?? records, request.id)))
  return Object.assign(context, during ? openRecords(rights, during) : parts.opened(rights, records))
}

function hooksOf({ settings: { hooks } }: Runtime, { log }: FastifyRequest): Pick<OperationContext, 'hooks' | 'report'> {
  return hooks ? { hooks, report: (error) => log.error({ err: error }, 'afterCommit failed') } : {}
}

async function principalOf({ authenticate, rates }: ServeParts, request: FastifyRequest, runtime: Runtime): Promise<Principal> {
  try {
    return await authenticate(request, runtime)
  } catch (error) {
    if (isProblem(error) && error.code === 'AUTH.INVALID') chargeRefused(rates, request.ip, runtime.settings.limits)
    throw error
  }
}

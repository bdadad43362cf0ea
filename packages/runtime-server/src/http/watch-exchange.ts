import { problem } from '@ssot/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { writesOf } from './charge-request.ts'

/** What tells an operation that nobody waits for its answer any more. */
export interface Exchange {
  /** Aborted when the client hangs up, or when its time is over; made when it is first asked for. */
  signal(): AbortSignal
  /** Settles as the work does, or rejects when its time is over; `timeMs` 0 is no limit. */
  within<T>(timeMs: number, work: Promise<T>): Promise<T>
}

/** Watches one request and its reply. Most are answered before anybody asks for the signal, so that it is only made then. */
export function watchExchange(request: FastifyRequest, reply: FastifyReply): Exchange {
  let controller: AbortController | undefined
  let reason: Error | undefined
  const abort = (why: Error): void => {
    reason = why
    controller?.abort(why)
  }
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) abort(problem('LIMIT.OVERLOADED', { detail: 'The client hung up.' }))
  })
  return {
    // No accessor: an object that has one of its own has a shape of its own, which every request would make anew.
    signal() {
      controller ??= new AbortController()
      if (reason) controller.abort(reason)
      return controller.signal
    },
    within: (timeMs, work) => (timeMs === 0 ? work : race(work, timeMs, () => {
      const late = lateAnswer(writesOf(request) > 0)
      abort(late)
      return late
    })),
  }
}

function race<T>(work: Promise<T>, timeMs: number, expire: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(expire()), timeMs)
    work.then(
      (result) => {
        clearTimeout(timer)
        resolve(result)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}

// A write that goes on behind the answer may yet be done.
function lateAnswer(isWrite: boolean): Error {
  if (!isWrite) return problem('DATA.TIMEOUT', { detail: 'The request took longer than it may.' })
  return problem('DATA.OUTCOME_UNKNOWN', { detail: 'The request took longer than it may, and may yet be carried out.', hint: 'Look whether the change was made, or repeat it with an Idempotency-Key.', headers: { 'retry-after': '1' } })
}

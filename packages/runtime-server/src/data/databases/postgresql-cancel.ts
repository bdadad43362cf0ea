import { connect } from 'node:net'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import type { Database } from '../database.ts'

/**
 * Reads on a connection of the pool that end when their signal aborts: who hung up while waiting for a connection starts nothing, and a
 * running statement is cancelled by PostgreSQL's own request for that (protocol 3, "Canceling Requests in Progress"), which poolers pass on.
 */
export function createCancellableRead(pool: pg.Pool, adapter: SqlDriverAdapter): NonNullable<Database['read']> {
  return async (query, signal) => {
    signal.throwIfAborted()
    const client = await pool.connect()
    if (signal.aborted) client.release()
    signal.throwIfAborted()
    let cancelled: Promise<void> | undefined
    const cancel = (): void => {
      cancelled = requestCancel(client)
    }
    signal.addEventListener('abort', cancel, { once: true })
    let isSound = false
    try {
      const result = await onClient(adapter, client).queryRaw(query)
      isSound = cancelled === undefined
      return result
    } finally {
      signal.removeEventListener('abort', cancel)
      await cancelled
      // A request to cancel that comes late would end the next statement of the connection.
      client.release(!isSound)
    }
  }
}

// Prisma's adapter speaks to whatever its `client` is: here one connection, with the adapter's own reading of values and errors.
function onClient(adapter: SqlDriverAdapter, client: pg.PoolClient): SqlDriverAdapter {
  return Object.create(adapter, { client: { value: client } })
}

const CANCEL_REQUEST = 80_877_102
const REQUEST_BYTES = 16
const LONGEST_MS = 1000

/** Asks the server to cancel what a connection is doing; resolves when the server has taken note, or cannot be reached. */
function requestCancel(client: pg.PoolClient): Promise<void> {
  const [pid, key, host, port] = ['processID', 'secretKey', 'host', 'port'].map((name): unknown => Reflect.get(client, name))
  if (typeof pid !== 'number' || typeof key !== 'number' || typeof host !== 'string' || typeof port !== 'number') return Promise.resolve()
  const message = Buffer.alloc(REQUEST_BYTES)
  ;[REQUEST_BYTES, CANCEL_REQUEST, pid, key].forEach((word, index) => message.writeInt32BE(word | 0, index * 4))
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    socket.setTimeout(LONGEST_MS, () => socket.destroy())
    socket.on('error', () => undefined)
    socket.once('close', () => resolve())
    // The server closes the connection when it is done.
    socket.once('connect', () => socket.write(message))
    socket.resume()
  })
}

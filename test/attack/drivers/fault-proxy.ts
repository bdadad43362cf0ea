// A wire between a server and its database that can be cut, frozen and slowed.
import { connect, createServer, type Socket } from 'node:net'

export interface FaultProxy extends AsyncDisposable {
  /** The address of the database through the proxy. */
  readonly url: string
  /** Nothing passes any more, and nobody is told. */
  freeze(): void
  /** What was held back goes on. */
  thaw(): void
  /** Every piece is passed on so much later, in ms. */
  delay(ms: number): void
  /** Cuts every connection now. */
  cut(): void
}

/** Starts a proxy before a database given by URL. */
export async function startProxy(databaseUrl: string): Promise<FaultProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let delayMs = 0
  let isFrozen = false
  let held: (() => void)[] = []
  const pass = (data: Buffer, to: Socket): void => {
    const write = (): void => void (to.destroyed || to.write(data))
    if (isFrozen) held.push(write)
    else if (delayMs > 0) setTimeout(write, delayMs)
    else write()
  }
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port || 5432) })
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from)
      from.on('data', (data: Buffer) => pass(data, to))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        if (!isFrozen) to.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`
  return {
    url: url.href,
    freeze: () => void (isFrozen = true),
    thaw: () => {
      isFrozen = false
      held.forEach((write) => write())
      held = []
    },
    delay: (ms) => void (delayMs = ms),
    cut: () => sockets.forEach((socket) => socket.destroy()),
    [Symbol.asyncDispose]: async () => {
      sockets.forEach((socket) => socket.destroy())
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

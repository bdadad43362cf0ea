import { PEERS } from './peers.ts'
import type { DatabaseName } from './schema.ts'

/** What a peer's process says: that it listens, or how much processor time it has used so far. */
export type PeerMessage = { readonly port: number } | { readonly cpuMicros: number }

/** Serves one peer until its parent is gone; answers each message with the processor time used. */
export async function servePeer([peerName, databaseName, url]: readonly string[]): Promise<void> {
  const peer = PEERS.find((candidate) => candidate.name === peerName)
  if (!peer || !isDatabase(databaseName) || url === undefined) throw new Error('Usage: peer.mjs <peer> <database> <url>')
  const served = await peer.serve({ name: databaseName, url })
  const say = (message: PeerMessage): void => void process.send?.(message)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    say({ cpuMicros: user + system })
  })
  process.on('disconnect', () => process.exit(0))
  say({ port: served.port })
}

function isDatabase(name: string | undefined): name is DatabaseName {
  return name === 'sqlite' || name === 'postgresql'
}

// One peer in a process of its own: `node peer.mjs <peer> <database> <url>`, spoken to over IPC.
import '../../test/bin/register-typescript.mjs'

const { servePeer } = await import('../src/serve-peer.ts')
await servePeer(process.argv.slice(2))

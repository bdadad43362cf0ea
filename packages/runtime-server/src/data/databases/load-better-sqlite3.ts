import { createRequire } from 'node:module'
import type Sqlite from 'better-sqlite3'

/** Node-API version from which better-sqlite3 13 loads. */
const NODE_API = 10

/**
 * better-sqlite3, in the version for this Node: 13 has binaries for every Node with Node-API 10 (22.14, 24), and 12 is compiled for older ones.
 * On Node 24.19 and later, 12 aborts the process when a statement is collected.
 */
export const BetterSqlite3: typeof Sqlite = createRequire(import.meta.url)(Number(process.versions.napi) >= NODE_API ? 'better-sqlite3-13' : 'better-sqlite3')

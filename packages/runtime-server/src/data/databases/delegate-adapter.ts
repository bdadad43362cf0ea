import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'

/** An adapter that does what another one does, but for what is given anew. */
export function delegateAdapter(base: SqlDriverAdapter, changes: Partial<SqlDriverAdapter>): SqlDriverAdapter {
  return {
    provider: base.provider,
    adapterName: base.adapterName,
    queryRaw: (query) => base.queryRaw(query),
    executeRaw: (query) => base.executeRaw(query),
    executeScript: (script) => base.executeScript(script),
    startTransaction: (level) => base.startTransaction(level),
    getConnectionInfo: () => base.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => base.dispose(),
    ...changes,
  }
}

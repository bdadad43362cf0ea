import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'

/** A factory whose adapters read from the database, but only write down what they are asked to change. */
export interface StepRecorder {
  readonly migrationAdapterFactory: SqlMigrationAwareDriverAdapterFactory
  /** The statements so far, in order. */
  readonly statements: readonly string[]
}

/** Lets the schema engine go through its steps without anything happening, so that they can be shown, refused, or applied in one piece. */
export function recordSteps(factory: SqlMigrationAwareDriverAdapterFactory): StepRecorder {
  const statements: string[] = []
  const record = (base: SqlDriverAdapter): SqlDriverAdapter => ({
    provider: base.provider,
    adapterName: base.adapterName,
    queryRaw: (query) => base.queryRaw(query),
    executeRaw: ({ sql }) => {
      statements.push(sql)
      return Promise.resolve(0)
    },
    executeScript: (script) => {
      statements.push(script)
      return Promise.resolve()
    },
    startTransaction: (level) => base.startTransaction(level),
    ...(base.getConnectionInfo && { getConnectionInfo: () => base.getConnectionInfo?.() ?? { supportsRelationJoins: false } }),
    dispose: () => base.dispose(),
  })
  return {
    statements,
    migrationAdapterFactory: {
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: async () => record(await factory.connect()),
      connectToShadowDb: () => factory.connectToShadowDb(),
    },
  }
}

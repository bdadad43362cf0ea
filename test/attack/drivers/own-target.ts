import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createPlace, startTarget, type Target, type TargetOptions, type TargetPlace } from '../start-target.ts'
import { stdSchema, type DatabaseName } from '../std-schema.ts'

/** A database that servers are started on, one after the other or together. */
export interface Ground extends AsyncDisposable {
  readonly place: TargetPlace
  /** Starts a server on it. @throws with what it said where it refuses to start */
  start(more?: Partial<TargetOptions>, environment?: NodeJS.ProcessEnv, onStart?: (child: ChildProcess) => void): Promise<Target>
  /** Why a server does not start; null where it does. It is ended. */
  refusal(more?: Partial<TargetOptions>): Promise<string | null>
}

/** A new database, with the fixture's tables and rows. */
export async function createGround(database: DatabaseName): Promise<Ground> {
  const place = await createPlace(database)
  const start: Ground['start'] = (more = {}, environment = {}, onStart) =>
    startTarget({ schema: stdSchema(database), joinTables: ['_PostToTag'], databaseUrl: place.databaseUrl, folder: place.folder, ...more }, environment, onStart)
  const first = await start()
  await first.ask('seed', 'base')
  await stop(first)
  return {
    place,
    start,
    refusal: async (more) => {
      try {
        await stop(await start(more))
        return null
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}

/** Ends a server as it is meant to end. */
export async function stop(target: Target): Promise<void> {
  await target.ask('close').catch(() => null)
  await target.end
}

/** Path of the database's file on SQLite. */
export function fileOf({ place }: Ground): string {
  return join(place.folder, 'target.db')
}

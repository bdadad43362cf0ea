// What a target can be asked in order to be one of two twins.
import { createHash } from 'node:crypto'
import type { SsotServer } from '@ssot/runtime-server'
import { fillStd } from '../../attack/seed-std.ts'
import { readableKeys, viewOf, type Row, type Rows } from './read-as-rules-say.ts'
import { twinRowsFor } from './twin-rows.ts'
import { TWIN_TABLES } from './twin-schema.ts'
import { takeStatements } from './watch-statements.ts'

/** Which of two databases. */
export interface Twin {
  readonly reader: string
  readonly seed: number
  readonly side: 'one' | 'other'
}

/** Commands of a target. */
export const TWIN_COMMANDS: Readonly<Record<string, (server: SsotServer, argument: unknown) => unknown>> = {
  load: async (server, argument) => {
    const { reader, seed, side } = argument as Twin
    const pair = twinRowsFor(reader, seed)
    await fillStd(server, pair[side])
    takeStatements()
    return pair.differences
  },
  view: async (server, reader) => JSON.stringify(viewOf(await storedRows(server), String(reader)), null, 1),
  viewHash: async (server, reader) => {
    const view = viewOf(await storedRows(server), String(reader))
    takeStatements()
    return createHash('sha256').update(JSON.stringify(view)).digest('hex')
  },
  readableKeys: async (server, reader) => {
    const rows = await storedRows(server)
    return Object.fromEntries(TWIN_TABLES.map((model) => [model, readableKeys(rows, String(reader), model)]))
  },
  statements: () => takeStatements(),
}

async function storedRows(server: SsotServer): Promise<Rows> {
  const client = server.system('what is stored')
  const read = (table: string, columns: string): Promise<readonly Row[]> => client.$queryRawUnsafe(`SELECT ${columns} FROM "${table}"`) as Promise<readonly Row[]>
  const tables: [string, readonly Row[]][] = []
  for (const name of TWIN_TABLES) tables.push([name, await read(name, columnsOf(server, name))])
  const links = await read('_PostToTag', '"A", "B"')
  takeStatements()
  return { tables: Object.fromEntries(tables), links: links.map(({ A, B }) => [Number(A), Number(B)] as const) }
}

// A document is compared as text: SQLite keeps one that is a number as a number.
function columnsOf({ registry }: SsotServer, name: string): string {
  const fields = [...(registry.models.get(name)?.fields.values() ?? [])]
  return fields.filter(({ computed }) => computed === undefined).map(({ column, kind }) => (kind === 'json' ? `CAST("${column}" AS TEXT) AS "${column}"` : `"${column}"`)).join(', ')
}

// The server under attack, in a process of its own: its parent sees its memory, its log and its death, and asks it for what HTTP does not tell.
import { createHash } from 'node:crypto'
import { createSsotServer, type SsotConfig, type SsotServer } from '@ssot/runtime-server'
import { TWIN_COMMANDS } from '../fuzz/twin/twin-commands.ts'
import { watchStatements } from '../fuzz/twin/watch-statements.ts'
import { describeTarget } from './describe-target.ts'
import { isVariant, seedStd } from './seed-std.ts'
import type { TargetOptions } from './start-target.ts'
import { STD_CONFIG } from './std-config.ts'

const optionsText = process.argv[2]
if (optionsText === undefined) throw new Error('The target is started by startTarget.')
const options: TargetOptions = JSON.parse(optionsText)

const config: SsotConfig = {
  ...STD_CONFIG,
  database: { url: options.databaseUrl },
  ...(options.limits && { limits: options.limits }),
  ...(options.policies && { policies: options.policies }),
}

type Command = (server: SsotServer, argument: unknown) => unknown

const COMMANDS: Readonly<Record<string, Command>> = {
  seed: (server, variant) => seedStd(server, isVariant(variant) ? variant : 'base'),
  hash: hashTables,
  ...TWIN_COMMANDS,
  describe: describeTarget,
  query: (server, sql) => server.system('attack').$queryRawUnsafe(String(sql)),
  execute: (server, sql) => server.system('attack').$executeRawUnsafe(String(sql)),
  weigh: () => {
    Reflect.get(globalThis, 'gc')?.()
    return process.memoryUsage().rss
  },
  polluted: () => ['polluted', 'x'].some((name) => Reflect.get({}, name) !== undefined),
  close: async (server) => {
    await server.close()
    setImmediate(() => process.exit(0))
  },
}

/** A hash of the rows of each table, the tables of many-to-many relations among them. */
async function hashTables(server: SsotServer): Promise<Readonly<Record<string, string>>> {
  const text = (column: string): string => (server.registry.provider === 'sqlite' ? `coalesce(quote("${column}"), '')` : `coalesce("${column}"::text, 'NULL')`)
  const tables = [...server.registry.models.values()].filter(({ kind }) => kind === 'model').map((model) => ({ name: model.table, columns: [...model.fields.values()].map(({ column }) => column) }))
  const joins = options.joinTables.map((name) => ({ name, columns: ['A', 'B'] }))
  const hashes: [string, string][] = []
  for (const { name, columns } of [...tables, ...joins]) {
    const rows = await server.system('attack').$queryRawUnsafe(`SELECT ${columns.map(text).join(` || '|' || `)} AS row FROM "${name}" ORDER BY 1`)
    hashes.push([name, createHash('sha256').update(JSON.stringify(rows)).digest('hex')])
  }
  return Object.fromEntries(hashes)
}

interface Question {
  readonly id: number
  readonly command: string
  readonly argument: unknown
}

async function answer(server: SsotServer, { id, command, argument }: Question): Promise<void> {
  try {
    const result = await COMMANDS[command]?.(server, argument)
    process.send?.({ id, result: JSON.stringify(result ?? null, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

try {
  if (options.watched === true) watchStatements()
  const server = await createSsotServer(options.schema, config, { cwd: options.folder, development: true, push: options.push ?? 'always', ui: options.ui ?? false, logLevel: 'warn' })
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 })
  process.on('message', (question: Question) => void answer(server, question))
  process.on('disconnect', () => process.exit(1))
  process.send?.({ url })
} catch (error) {
  process.send?.({ failed: error instanceof Error ? [error.message, Reflect.get(error, 'hint')].filter(Boolean).join('\n') : String(error) })
  process.exitCode = 1
  process.disconnect()
}

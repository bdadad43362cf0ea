import { Command } from 'commander'
import { createSsotServer } from '../../boot/create-ssot-server.ts'
import { describeServer } from '../describe-server.ts'
import { portOf } from '../parse-port.ts'
import { printFindings } from '../print-failure.ts'
import { serveUntilStopped } from '../serve-until-stopped.ts'

interface StartOptions {
  readonly port?: number
  readonly host?: string
  readonly push?: true
  readonly ui: boolean
  readonly logLevel?: string
}

const HELP = `
Nothing is changed in the database: a schema that does not fit is an error. Apply migrations first: ssot db deploy
With an embedded database, --push makes it follow the schema (never where data would be lost).`

/** `ssot start`: serve in production. */
export function startCommand(): Command {
  return new Command('start')
    .description('Serve the application in production')
    .argument('[schema]', 'schema file or folder')
    .option('-p, --port <port>', 'port to listen on (default: server.port, else 4000)', portOf)
    .option('--host <host>', 'address to listen on (default: server.host, else 127.0.0.1)')
    .option('--push', 'let an embedded database follow the schema')
    .option('--no-ui', 'do not serve the UI at /app')
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent')
    .addHelpText('after', HELP)
    .action(runStart)
}

async function runStart(schema: string | undefined, options: StartOptions): Promise<void> {
  const startedAt = performance.now()
  const server = await createSsotServer(schema, undefined, {
    development: false,
    environment: { ...process.env },
    ui: options.ui,
    push: options.push ? 'embedded' : 'never',
    onFinding: (finding) => printFindings([finding]),
    ...(options.logLevel !== undefined && { logLevel: options.logLevel }),
  })
  try {
    const listening = await server.listen({ ...(options.port !== undefined && { port: options.port }), ...(options.host !== undefined && { host: options.host }) })
    process.stdout.write(describeServer(server, listening, { mode: 'start', startedAt }))
    await serveUntilStopped(server)
  } catch (error) {
    await server.close()
    throw error
  }
}

import { Command } from 'commander'
import { createSsotServer } from '../../boot/create-ssot-server.ts'
import { describePlan } from '../../boot/fit-database.ts'
import type { WatchListener } from '../../boot/options.ts'
import { ask } from '../ask.ts'
import { describeServer } from '../describe-server.ts'
import { paint } from '../paint.ts'
import { printFindings } from '../print-failure.ts'
import { serveUntilStopped } from '../serve-until-stopped.ts'
import { portOf } from '../parse-port.ts'

interface DevOptions {
  readonly port?: number
  readonly host?: string
  readonly push?: true
  readonly acceptDataLoss?: true
  readonly ui: boolean
  readonly watch: boolean
  readonly logLevel?: string
}

const HELP = `
The database is DATABASE_URL (environment or .env) or database.url of ssot.config.ts. Without one it is embedded,
in .ssot/: a SQLite file, or PostgreSQL in the process (PGlite).
An embedded database follows the schema. One named by a URL is never changed unasked: the plan is shown first.

Examples:
  ssot dev
  ssot dev ./prisma/schema.prisma --port 4100
  DATABASE_URL=postgresql://localhost/app ssot dev --push`

/** `ssot dev`: API and UI at one address, following the sources. */
export function devCommand(): Command {
  return new Command('dev')
    .description('Serve the application and follow changes of schema and configuration')
    .argument('[schema]', 'schema file or folder; default: schema.prisma, prisma/schema.prisma, prisma/schema')
    .option('-p, --port <port>', 'port to listen on (default: server.port, else 4000)', portOf)
    .option('--host <host>', 'address to listen on (default: server.host, else 127.0.0.1)')
    .option('--push', 'change the database named by a URL to fit the schema, without asking')
    .option('--accept-data-loss', 'make changes even where data is lost')
    .option('--no-ui', 'do not serve the UI at /app')
    .option('--no-watch', 'do not follow changes')
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent')
    .addHelpText('after', HELP)
    .action(runDev)
}

async function runDev(schema: string | undefined, options: DevOptions): Promise<void> {
  const startedAt = performance.now()
  const server = await createSsotServer(schema, undefined, {
    development: true,
    environment: { ...process.env },
    ui: options.ui,
    push: options.push ? 'always' : askToPush,
    acceptDataLoss: options.acceptDataLoss ?? askToLose,
    onFinding: (finding) => printFindings([finding]),
    ...(options.watch && { watch: LISTENER }),
    ...(options.logLevel !== undefined && { logLevel: options.logLevel }),
  })
  try {
    const listening = await server.listen({ ...(options.port !== undefined && { port: options.port }), ...(options.host !== undefined && { host: options.host }) })
    process.stdout.write(describeServer(server, listening, { mode: 'dev', startedAt }))
    await serveUntilStopped(server)
  } catch (error) {
    await server.close()
    throw error
  }
}

function askToPush(plan: Parameters<typeof describePlan>[0]): Promise<boolean> {
  return ask(`The database does not fit the schema. To fit it:\n\n${describePlan(plan)}\n\n`, 'Change the database?')
}

function askToLose(losses: string): Promise<boolean> {
  return ask(`${paint.yellow('This change loses data:')}\n${losses}\n`, 'Make it all the same?')
}

const LISTENER: WatchListener = {
  swapped: (changed, elapsedMs) => void process.stdout.write(`  ${paint.green('swapped')} ${changed.join(', ')} ${paint.dim(`in ${elapsedMs} ms`)}\n`),
  refused: (findings) => {
    process.stderr.write(`  ${paint.red('not swapped')}; what served before goes on serving:\n`)
    printFindings(findings)
  },
}

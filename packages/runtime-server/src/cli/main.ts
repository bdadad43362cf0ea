// The `ssot` command: one value per sub-command, errors of the user's without a stack, exit codes 0, 1 (failed) and 2 (wrong usage).
import { Command, CommanderError } from 'commander'
import { auditCommand } from './commands/audit.ts'
import { checkCommand } from './commands/check.ts'
import { dbCommand } from './commands/db.ts'
import { devCommand } from './commands/dev.ts'
import { explainCommand } from './commands/explain.ts'
import { initCommand } from './commands/init.ts'
import { manifestCommand } from './commands/manifest.ts'
import { policyCommand } from './commands/policy.ts'
import { startCommand } from './commands/start.ts'
import { typesCommand } from './commands/types.ts'
import { printFailure } from './print-failure.ts'
import { VERSION } from './version.ts'

const EXAMPLES = `
Examples:
  ssot dev                       the application in this folder, at http://localhost:4000
  ssot dev ./other.prisma        any Prisma schema, on an embedded database
  ssot types --watch             keep ssot.d.ts in step with the schema
  ssot db migrate --name orders  write the next SQL migration
  ssot check                     every fault of schema and configuration, with file and line

Documentation of a command: ssot <command> --help`

/** Runs the command line; sets the process's exit code. */
export async function runCli(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endAtClosedPipe)
  const program = new Command('ssot')
    .description('Boots an API, policies, realtime and a UI from schema.prisma. Nothing is generated but TypeScript types.')
    .version(VERSION, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError(true)
    .showHelpAfterError('Run with --help for what is possible.')
    .configureHelp({ sortSubcommands: false })
    .exitOverride()
  for (const command of [devCommand(), startCommand(), checkCommand(), typesCommand(), manifestCommand(), dbCommand(), explainCommand(), policyCommand(), auditCommand(), initCommand()]) program.addCommand(inherit(command))
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : printFailure(error)
  }
}

// `ssot check | head` closes the pipe when it has read enough.
function endAtClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
}

function inherit(command: Command): Command {
  command.exitOverride().showSuggestionAfterError(true).showHelpAfterError('Run with --help for what is possible.')
  command.commands.forEach(inherit)
  return command
}

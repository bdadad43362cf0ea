import { Command } from 'commander'
import { runDeploy, runDiff, runMigrate, runPull, runReset, runSeed, runStatus } from '../database/index.ts'

const HELP = `
The database is DATABASE_URL (environment or .env), database.url of ssot.config.ts, or the embedded one in .ssot/.
Migrations are SQL files in ./prisma/migrations or ./migrations, in Prisma's layout: existing histories go on working.

Examples:
  ssot db diff                   what would have to change, as SQL
  ssot db migrate --name orders  write the next migration and apply it to the embedded database
  ssot db deploy                 apply what is pending, one process at a time
  ssot db status --exit-code     fail when something is pending (for CI)`

/** `ssot db`: the database and its migrations. */
export function dbCommand(): Command {
  const db = new Command('db').description('Compare, migrate, fill and read the database').addHelpText('after', HELP)
  const add = (name: string, description: string): Command => db.command(name).description(description).argument('[schema]', 'schema file or folder')
  add('diff', 'print the SQL that would make the database fit the schema; changes nothing').option('--exit-code', 'exit with 1 when there is a difference').action(runDiff)
  add('migrate', 'write a migration from the existing ones to the schema').requiredOption('-n, --name <name>', 'what the migration does').action(runMigrate)
  add('deploy', 'apply the pending migrations').action(runDeploy)
  add('status', 'list applied and pending migrations').option('--exit-code', 'exit with 1 when something is pending, failed or edited').action(runStatus)
  add('pull', 'print a schema read from the database').option('-o, --output <file>', 'write it to a file instead').action(runPull)
  add('seed', 'run seed.ts, which lies beside the schema or the configuration').action(runSeed)
  add('reset', 'empty the embedded database').option('-y, --yes', 'without asking').action(runReset)
  return db
}

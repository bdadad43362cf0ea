import { Command, InvalidArgumentError } from 'commander'
import { pruneAudit } from '../../data/index.ts'
import { withDatabase } from '../database/with-database.ts'

const HELP = `
Every change of a record whose model has @@audit is kept in the table _ssot_audit of the application's database,
in the transaction that makes it, until it is pruned. Changes are read at GET /api/<models>/<id>/$history.
Pruning touches no record, and nothing of what happened from the date on; it cannot be undone.

Examples:
  ssot audit prune --before 2025-01-01
  ssot audit prune --before 2025-06-30T12:00:00Z ./prisma/schema.prisma
  ssot audit prune --before "$(date -u -d '-1 year' +%F)"      each night, to keep a year`

/** `ssot audit`: what the audit log holds. */
export function auditCommand(): Command {
  const audit = new Command('audit').description('Look after the audit log').addHelpText('after', HELP)
  audit
    .command('prune')
    .description('remove what was kept of changes from before a date')
    .argument('[schema]', 'schema file or folder')
    .requiredOption('--before <date>', 'a date (2025-01-01, its beginning in UTC) or a moment (2025-01-01T12:00:00Z)', dateOf)
    .addHelpText('after', HELP)
    .action(runPrune)
  return audit
}

async function runPrune(schema: string | undefined, { before }: { readonly before: Date }): Promise<void> {
  const count = await withDatabase(schema, ({ database }) => pruneAudit(database, before))
  process.stdout.write(`Removed ${count} ${count === 1 ? 'version' : 'versions'} from before ${before.toISOString()}.\n`)
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

// A day that does not exist would be another one, and a moment to come would take everything.
function dateOf(text: string): Date {
  const [, day] = ISO.exec(text) ?? []
  const date = new Date(text)
  if (day === undefined || Number.isNaN(date.getTime()) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) {
    throw new InvalidArgumentError('Give a date like 2025-01-01, or a moment like 2025-01-01T12:00:00Z.')
  }
  if (date.getTime() > Date.now()) throw new InvalidArgumentError('It is still to come: the whole log would be removed.')
  return date
}

import { Command, InvalidArgumentError } from 'commander'
import { pruneAudit } from '../../data/index.ts'
import { withDatabase } from '../database/with-database.ts'

const HELP = `
Models with @@audit keep every version of their records, in the table _ssot_audit, until it is pruned.
The versions themselves are at GET /api/<model>/<id>/$history.

Examples:
  ssot audit prune --before 2025-01-01
  ssot audit prune --before 2025-06-30T12:00:00Z ./prisma/schema.prisma`

/** `ssot audit`: what the audit log holds. */
export function auditCommand(): Command {
  const audit = new Command('audit').description('Look after the audit log').addHelpText('after', HELP)
  audit
    .command('prune')
    .description('remove the versions from before a date')
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

const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

function dateOf(text: string): Date {
  const date = new Date(text)
  if (!ISO.test(text) || Number.isNaN(date.getTime())) throw new InvalidArgumentError('Give a date like 2025-01-01, or a moment like 2025-01-01T12:00:00Z.')
  return date
}

import { resetEmbedded } from '../../data/index.ts'
import { ask } from '../ask.ts'
import { withDatabase } from './with-database.ts'

/** `ssot db reset` */
export async function runReset(schema: string | undefined, options: { readonly yes?: true }): Promise<void> {
  await withDatabase(schema, async ({ database }) => {
    if (!options.yes && !(await ask('', 'Delete everything in the embedded database?'))) return void process.stdout.write('Nothing was deleted. Without a terminal, say --yes.\n')
    await resetEmbedded(database)
    process.stdout.write('The embedded database is empty.\n')
  })
}

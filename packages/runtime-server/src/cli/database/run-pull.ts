import { existsSync, writeFileSync } from 'node:fs'
import { problem } from '@ssot/contract'
import { introspect } from '../../data/index.ts'
import { withDatabase } from './with-database.ts'

/** `ssot db pull` */
export async function runPull(schema: string | undefined, options: { readonly output?: string }): Promise<void> {
  const { text, warnings } = await withDatabase(schema, (context) => introspect(context.database, context.schema))
  if (warnings !== null && warnings !== '') process.stderr.write(`${warnings}\n`)
  if (options.output === undefined) return void process.stdout.write(text)
  if (existsSync(options.output)) throw problem('CONFIG.INVALID', { detail: `${options.output} exists; it is not overwritten.`, hint: 'Name another file, compare, and take over what you want.' })
  writeFileSync(options.output, text)
  process.stdout.write(`wrote ${options.output}\n`)
}

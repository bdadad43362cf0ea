import { existsSync, writeFileSync } from 'node:fs'
import { problem } from '@ssot/contract'
import { introspect } from '../../data/index.ts'
import { withDatabase } from './with-database.ts'

/** `ssot db pull` */
export async function runPull(schema: string | undefined, options: { readonly output?: string }): Promise<void> {
  const { text, warnings } = await withDatabase(schema, async (context) => {
    const pulled = await introspect(context.database, context.schema)
    return { ...pulled, text: withOwnBlocks(pulled.text, context.schema.files.map((file) => file.text).join('\n')) }
  })
  if (warnings !== null && warnings !== '') process.stderr.write(`${warnings}\n`)
  if (options.output === undefined) return void process.stdout.write(text)
  if (existsSync(options.output)) throw problem('CONFIG.INVALID', { detail: `${options.output} exists; it is not overwritten.`, hint: 'Name another file, compare, and take over what you want.' })
  writeFileSync(options.output, text)
  process.stdout.write(`wrote ${options.output}\n`)
}

const BLOCK = /^(?:generator|datasource)\s+\w+\s*\{[^}]*\}\n*/gm

// What was read stands on a normalised schema; the generators and the datasource are the user's own.
function withOwnBlocks(pulled: string, written: string): string {
  const own = [...written.matchAll(BLOCK)].map(([block]) => block.trim())
  return `${[...own, pulled.replace(BLOCK, '').trim()].join('\n\n')}\n`
}

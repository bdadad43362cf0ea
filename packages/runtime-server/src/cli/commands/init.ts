import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { parseAppName, PROVIDERS, type AppProvider } from '../init/app-values.ts'
import { createApp } from '../init/create-app.ts'
import { describeApp } from '../init/describe-app.ts'

interface InitOptions {
  readonly name?: string
  readonly provider?: AppProvider
}

const HELP = `
A file that exists is never changed: it is listed and kept. In a folder with a Prisma schema (schema.prisma,
prisma/schema.prisma or prisma/schema), the schema is kept, and what it takes to run it is written around it.

Examples:
  ssot init shop                              a new application in the folder shop
  ssot init shop --provider postgresql        the same, for PostgreSQL
  ssot init                                   in this folder, or around the schema that is in it`

/** `ssot init`: a new application, or what an existing schema needs to run. */
export function initCommand(): Command {
  return new Command('init')
    .description('Create an application: schema, configuration, CI and Dockerfile; keeps every file that exists')
    .argument('[folder]', 'folder to create it in (default: this one)', parseFolder)
    .option('--name <name>', "the application's name (default: the folder's name)", parseAppName)
    .addOption(new Option('--provider <provider>', 'the database of a new schema (default: sqlite)').choices(PROVIDERS))
    .addHelpText('after', HELP)
    .action(runInit)
}

async function runInit(named: string | undefined, options: InitOptions): Promise<void> {
  const folder = named ?? process.cwd()
  const app = await createApp({ folder, name: options.name, provider: options.provider })
  process.stdout.write(describeApp(app, folder))
  if (app.schema && options.provider !== undefined && options.provider !== app.values.provider) {
    process.stderr.write(`  --provider is for a new schema: the one at ${app.schema.place} stays with ${app.values.provider}.\n`)
  }
  if (app.written.length > 0) return
  process.stderr.write('  Nothing was written: every file is there already.\n')
  process.exitCode = 1
}

function parseFolder(text: string): string {
  const folder = resolve(text)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new InvalidArgumentError(`${text} is a file.`)
  return folder
}

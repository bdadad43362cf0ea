import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { Command } from 'commander'
import { prepare } from '../../boot/boot.ts'
import { watchFiles } from '../../boot/watch-sources.ts'
import { renderTypes } from '../../emit/render-types.ts'
import { paint } from '../paint.ts'
import { printFailure } from '../print-failure.ts'

interface TypesOptions {
  readonly output?: string
  readonly watch?: true
  readonly check?: true
}

/** `ssot types`: the one file that is ever written. */
export function typesCommand(): Command {
  return new Command('types')
    .description('Write ssot.d.ts, the types of your models for the client')
    .argument('[schema]', 'schema file or folder')
    .option('-o, --output <file>', 'where to write (default: output of ssot.config.ts, else ssot.d.ts beside the schema)')
    .option('-w, --watch', 'write again when the schema changes')
    .option('--check', 'write nothing; fail when the file is not up to date (for CI)')
    .addHelpText('after', '\nExamples:\n  ssot types\n  ssot types --check')
    .action(runTypes)
}

async function runTypes(schema: string | undefined, options: TypesOptions): Promise<void> {
  const rendered = await render(schema, options)
  if (options.check) {
    const upToDate = existsSync(rendered.file) && readFileSync(rendered.file, 'utf8') === rendered.text
    process.stdout.write(upToDate ? `${rendered.name} is up to date.\n` : `${rendered.name} is not up to date. Run: ssot types\n`)
    process.exitCode = upToDate ? 0 : 1
    return
  }
  write(rendered)
  if (!options.watch) return
  watchFiles(rendered.folders, async () => {
    try {
      write(await render(schema, options))
    } catch (error) {
      printFailure(error)
    }
  })
  await new Promise(() => undefined)
}

interface Rendered {
  readonly file: string
  readonly name: string
  readonly text: string
  readonly folders: readonly string[]
}

async function render(schema: string | undefined, options: TypesOptions): Promise<Rendered> {
  const { sources, registry } = await prepare({ schema, options: { environment: { ...process.env } } })
  const { project, config } = sources
  const file = options.output !== undefined ? resolve(options.output) : config.output !== undefined ? resolve(project.root, config.output) : resolve(project.schemaFolder, 'ssot.d.ts')
  return { file, name: relative(process.cwd(), file), text: await renderTypes(registry), folders: [project.schemaFolder] }
}

function write({ file, name, text }: Rendered): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return void process.stdout.write(`  ${paint.dim('unchanged')} ${name}\n`)
  writeFileSync(file, text)
  process.stdout.write(`  ${paint.green('wrote')} ${name}\n`)
}

import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { loadSources } from '../../boot/load-sources.ts'
import { registryOf } from '../../boot/build-runtime.ts'
import { lintSchema } from '../../boot/lint-schema.ts'
import { describeDatabase } from '../describe-server.ts'
import { paint } from '../paint.ts'
import { printFindings } from '../print-failure.ts'

/** `ssot check`: every fault of schema and configuration, and what would be used. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Report every fault of schema and configuration, and what would be used; changes nothing')
    .argument('[schema]', 'schema file or folder')
    .option('--json', 'print the findings as JSON')
    .action(runCheck)
}

async function runCheck(schema: string | undefined, options: { readonly json?: true }): Promise<void> {
  const sources = await loadSources({ schema, cwd: process.cwd(), environment: { ...process.env } })
  const built = sources.schema && registryOf(sources, sources.schema)
  const faults = [...sources.findings, ...(built?.findings ?? [])]
  const isSound = !faults.some((finding) => finding.severity === 'error')
  const findings = [...faults, ...(built && sources.schema && isSound ? lintSchema(built, sources.schema) : [])]
  const failed = findings.some((finding) => finding.severity === 'error')
  process.exitCode = failed ? 1 : 0
  if (options.json) return void process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
  printFindings(findings)
  if (!built || failed) return
  process.stdout.write(
    `  ${paint.dim('schema    ')} ${sources.schema?.files.map((file) => file.path).join(', ') ?? ''} · ${built.registry.byPath.size} models\n` +
      `  ${paint.dim('database  ')} ${describeDatabase(sources)}\n` +
      `  ${paint.dim('config    ')} ${sources.watched.slice(1).filter((file) => existsSync(file)).join(', ') || 'none'}\n` +
      `  ${paint.green('no faults')}${findings.length === 0 ? '' : paint.dim(`, ${findings.length} ${findings.length === 1 ? 'warning' : 'warnings'}`)}\n`,
  )
}

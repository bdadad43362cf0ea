import { Command } from 'commander'
import { prepare } from '../../boot/boot.ts'
import { buildSettings } from '../../boot/build-settings.ts'
import { presentFor } from '../../http/mount-manifest.ts'
import { ANONYMOUS, DEVELOPMENT_ADMIN } from '../../policy/principal.ts'

/** `ssot manifest`: what the UI and the SDK are told. */
export function manifestCommand(): Command {
  return new Command('manifest')
    .description('Print the manifest: what the UI and the SDK are told of the application')
    .argument('[schema]', 'schema file or folder')
    .option('--as <principal>', 'admin or anonymous', 'admin')
    .action(runManifest)
}

async function runManifest(schema: string | undefined, options: { readonly as: string }): Promise<void> {
  const { sources, rightsOf } = await prepare({ schema, options: { environment: { ...process.env } } })
  const principal = options.as === 'anonymous' ? ANONYMOUS : DEVELOPMENT_ADMIN
  const manifest = presentFor({ rightsOf, settings: buildSettings(sources.config) }, principal, { api: sources.config.api?.base ?? '/api' })
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`)
}

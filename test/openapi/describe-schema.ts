import { join } from 'node:path'
import type { SsotConfig } from '@ssot/runtime-server'
import { prepare } from '../../packages/runtime-server/src/boot/boot.ts'
import { presentFor } from '../../packages/runtime-server/src/http/mount-manifest.ts'
import { presentOpenapi } from '../../packages/runtime-server/src/openapi/present-openapi.ts'
import { DEVELOPMENT_ADMIN } from '../../packages/runtime-server/src/policy/principal.ts'
import { buildSettings } from '../../packages/runtime-server/src/boot/build-settings.ts'

const FIXTURES = join(import.meta.dirname, '..', 'fixture')

// What rules of the fixtures read of `auth`.
const CONFIG: SsotConfig = { auth: { claims: { orgIds: 'string[]' } } }

/** The document of a schema for an administrator, with every route of the table, mounted or not. */
export async function describeSchema(schema: string): Promise<ReturnType<typeof presentOpenapi>> {
  const path = schema.includes('/') ? schema : join(FIXTURES, schema)
  const { registry, rightsOf } = await prepare({ schema: path, config: CONFIG, options: { environment: {} } })
  const manifest = presentFor({ rightsOf, settings: buildSettings({}) }, DEVELOPMENT_ADMIN, { api: '/api' })
  return presentOpenapi(registry, { manifest, prefix: '', isMounted: () => true, authenticates: true })
}

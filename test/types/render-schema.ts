import { readFile } from 'node:fs/promises'
import { parseSchema } from '../../packages/runtime-server/src/data/prisma/parse-schema.ts'
import { renderTypes } from '../../packages/runtime-server/src/emit/render-types.ts'
import { readAnnotations } from '../../packages/runtime-server/src/registry/annotations/read-annotations.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Registry, UiSpec } from '../../packages/runtime-server/src/registry/registry.ts'

const NO_UI: UiSpec = {
  site: { name: 'types' },
  theme: { mode: 'system', tokens: {} },
  pages: {},
  nav: { header: [], sidebar: [], footer: [] },
  components: { variants: {}, defaults: {} },
}

/** The registry of a schema file. */
export async function readRegistry(path: string): Promise<Registry> {
  const { schema, findings } = await parseSchema([{ path, text: await readFile(path, 'utf8') }])
  if (schema === null) throw new Error(`${path}: ${JSON.stringify(findings)}`)
  const { registry } = buildRegistry({
    datamodel: schema.dmmf,
    provider: schema.provider,
    relationMode: schema.relationMode,
    schemaHash: schema.hash,
    ...readAnnotations(schema.files),
    buildUi: () => ({ ui: NO_UI, findings: [] }),
  })
  return registry
}

/** The text of `ssot.d.ts` for a schema file. */
export async function renderSchema(path: string): Promise<string> {
  return renderTypes(await readRegistry(path))
}

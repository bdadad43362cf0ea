import { readFile } from 'node:fs/promises'
import { parseSchema } from '../../packages/runtime-server/src/data/prisma/parse-schema.ts'
import { renderTypes } from '../../packages/runtime-server/src/emit/render-types.ts'
import type { Annotation } from '../../packages/runtime-server/src/registry/annotations/annotation.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Registry, UiSpec } from '../../packages/runtime-server/src/registry/registry.ts'

const NO_UI: UiSpec = {
  site: { name: 'types' },
  theme: { mode: 'system', tokens: {} },
  pages: {},
  nav: { header: [], sidebar: [], footer: [] },
  components: { variants: {}, defaults: {} },
}

/** The registry of a schema file with these annotations. */
export async function readRegistry(path: string, annotations: readonly Annotation[] = []): Promise<Registry> {
  const { schema, findings } = await parseSchema([{ path, text: await readFile(path, 'utf8') }])
  if (schema === null) throw new Error(`${path}: ${JSON.stringify(findings)}`)
  const { registry } = buildRegistry({
    datamodel: schema.dmmf,
    provider: schema.provider,
    relationMode: schema.relationMode,
    schemaHash: schema.hash,
    annotations,
    descriptions: new Map([['Role', 'Who may do what. */ not the end of a comment'], ['User', 'A person who signs in. */ not the end of a comment']]),
    buildUi: () => ({ ui: NO_UI, findings: [] }),
  })
  return registry
}

/** The text of `ssot.d.ts` for a schema file. */
export async function renderSchema(path: string, annotations: readonly Annotation[] = []): Promise<string> {
  return renderTypes(await readRegistry(path, annotations))
}

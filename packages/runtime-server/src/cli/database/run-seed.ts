import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { problem } from '@ssot/contract'
import { fitDatabase } from '../../boot/fit-database.ts'
import { loadModule } from '../../boot/config/load-module.ts'
import type { Project } from '../../boot/find-project.ts'
import { capturesAny, createPrismaClient, createSystemClient } from '../../data/index.ts'
import { paint } from '../paint.ts'
import { withDatabase } from './with-database.ts'

const NAMES = ['seed.ts', 'seed.mts', 'seed.js', 'seed.mjs']

type Seed = (context: { readonly db: object }) => unknown

/** `ssot db seed` */
export async function runSeed(schema: string | undefined): Promise<void> {
  await withDatabase(schema, async ({ sources, schema: parsed, registry, database }) => {
    const file = findSeed(sources.project)
    await fitDatabase(database, { schema: parsed, registry }, { push: 'embedded', acceptDataLoss: false })
    const captures = capturesAny(registry)
    const client = await createPrismaClient(parsed, database, { captures })
    const module = await loadModule(file, { files: [file], modules: {} })
    const startedAt = performance.now()
    await seedOf(module, file)({ db: createSystemClient(client, captures ? 'ssot db seed' : null).raw })
    await client.$disconnect()
    process.stdout.write(`${paint.green('seeded')} by ${relative(process.cwd(), file)} ${paint.dim(`in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)}\n`)
  })
}

function findSeed({ schemaFolder, root }: Project): string {
  const places = [schemaFolder, root, join(root, 'prisma')].flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const file = places.find((place) => existsSync(place))
  if (file === undefined) throw problem('CONFIG.LOAD', { detail: 'There is no seed.ts beside the schema or the configuration.', hint: 'Write one: export default async function seed({ db }) { await db.user.create({ data: { … } }) }' })
  return file
}

function seedOf(module: unknown, file: string): Seed {
  const exported = typeof module === 'object' && module !== null && 'default' in module ? module.default : module
  if (isSeed(exported)) return exported
  throw problem('CONFIG.LOAD', { detail: `${file} does not export a function.`, hint: 'Write: export default async function seed({ db }) { … }' })
}

function isSeed(value: unknown): value is Seed {
  return typeof value === 'function'
}

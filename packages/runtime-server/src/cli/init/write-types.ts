import { join, relative, resolve } from 'node:path'
import { isProblem } from '@ssot/contract'
import { prepare } from '../../boot/boot.ts'
import { isBootFailure } from '../../boot/boot-failure.ts'
import { renderTypes } from '../../emit/render-types.ts'
import { writeIfAbsent, type Written } from './write-app.ts'

/**
 * Writes the types of an application's models, so that a first `ssot types --check` succeeds. Packages need not be installed.
 * Null where schema or configuration have faults.
 */
export async function writeTypes(folder: string, schema: string): Promise<Written | null> {
  try {
    const { registry, sources } = await prepare({ schema: join(folder, schema), options: { cwd: folder } })
    const { project, config } = sources
    const file = config.output === undefined ? join(project.schemaFolder, 'ssot.d.ts') : resolve(project.root, config.output)
    const path = relative(folder, file)
    return (await writeIfAbsent(file, await renderTypes(registry))) ? { written: [path], kept: [] } : { written: [], kept: [path] }
  } catch (error) {
    if (isBootFailure(error) || isProblem(error)) return null
    throw error
  }
}

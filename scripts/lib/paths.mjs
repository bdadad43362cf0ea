import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where the scripts remember what they have done; removed together with node_modules. */
export const cacheDir = join(root, 'node_modules', '.cache', 'ssot')

/** A path below the repository's folder. */
export const at = (...segments) => join(root, ...segments)

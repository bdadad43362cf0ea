// Lets Node run the repository's TypeScript as it stands: no build. Used by the commands in this folder.
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

const SOURCE = /\.tsx?$/

/** Resolves workspace packages to their sources. */
export async function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: ['@ssot/source', ...context.conditions] })
}

/** Strips the types of a source file. */
export async function load(url, context, next) {
  if (!SOURCE.test(url) || url.includes('/node_modules/')) return next(url, context)
  const { transform } = await import('esbuild')
  const path = fileURLToPath(url)
  const options = { loader: url.endsWith('x') ? 'tsx' : 'ts', format: 'esm', target: 'node20', sourcefile: path, sourcemap: 'inline' }
  const { code } = await transform(await readFile(path, 'utf8'), options)
  return { format: 'module', source: code, shortCircuit: true }
}

if (isMainThread) register(import.meta.url)

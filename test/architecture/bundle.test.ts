import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { root } from './list-files.ts'

const ENTRIES = [
  'packages/runtime-client/src/index.ts',
  'packages/runtime-client/src/react.ts',
  'packages/runtime-ui/src/index.ts',
  'packages/runtime-ui/src/spa.tsx',
  'packages/runtime-ui/src/next.tsx',
]
const SERVER_ONLY = /^node:|(^|\/)(@prisma|prisma|fastify|@fastify|better-sqlite3|pg|runtime-server)(\/|$)/

describe('given a bundle for browsers', () => {
  it.each(ENTRIES)('%s holds no Node module, Prisma, Fastify or server code', async (entry) => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
      conditions: ['@ssot/source'],
      jsx: 'automatic',
      external: ['next/*'],
      logLevel: 'silent',
      outdir: 'out',
    })
    const named = Object.entries(metafile.inputs).flatMap(([path, { imports }]) => [path, ...imports.map((item) => item.path)])
    expect(named.map((path) => path.replace(/^.*node_modules\//, '')).filter((path) => SERVER_ONLY.test(path))).toEqual([])
  })
})

import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const source = join(import.meta.dirname, '..', '..', 'packages', 'contract', 'src')
const conditions = ['@ssot/source', 'module', 'node', 'development|production']

/** The tests of an area, for mutation testing: the command names its folder as `dir`. */
export default defineConfig({
  resolve: {
    conditions,
    // By the workspace's links a package would find the sources of the checkout instead of the mutated ones beside it.
    alias: [
      { find: /^@ssot\/contract$/, replacement: join(source, 'index.ts') },
      { find: /^@ssot\/contract\/schemas$/, replacement: join(source, 'schemas.ts') },
    ],
  },
  ssr: { resolve: { conditions, externalConditions: ['@ssot/source', 'node'] } },
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    isolate: false,
    env: { NODE_ENV: 'test', TZ: 'UTC' },
  },
})

import { defineConfig } from 'vitest/config'

/** Workspace packages resolve to their sources, so that a test needs no build. */
const conditions = ['@ssot/source', 'module', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@ssot/source', 'node'] } },
  test: {
    environment: 'node',
    include: ['packages/**/src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.next/**'],
    server: { deps: { inline: [/^@ssot\//] } },
    // Files share their worker's modules, which take longer to load and to warm up than most files run; two workers keep memory bounded.
    pool: 'forks',
    isolate: false,
    setupFiles: ['test/keep-environment.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    env: { NODE_ENV: 'test', NEXT_TELEMETRY_DISABLED: '1', TZ: 'UTC' },
  },
})

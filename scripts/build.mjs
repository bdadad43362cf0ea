// Builds the packages, the stand-alone UI and the demo, each only when something it is made of has changed.
import './lib/require-node.mjs'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { at } from './lib/paths.mjs'
import { hashFiles, recall, remember } from './lib/remember.mjs'
import { runMain, runQuietly, runStep } from './lib/run-step.mjs'

const LIBRARIES = ['contract', 'runtime-server', 'runtime-client', 'runtime-ui', 'plugins']
const bin = (folder, name) => at(folder, 'node_modules', name)
const settings = [at('pnpm-lock.yaml'), at('tsconfig.base.json')]
const sources = LIBRARIES.flatMap((name) => ['src', 'package.json', 'tsconfig.json', 'vite.config.ts', 'app-src'].map((file) => at('packages', name, file)))

const steps = [
  {
    name: 'packages',
    label: 'Building packages',
    inputs: [...settings, ...sources],
    outputs: LIBRARIES.map((name) => at('packages', name, 'dist', 'index.js')),
    run: () => runQuietly(process.execPath, [bin('', 'typescript/bin/tsc'), '-b', ...LIBRARIES.map((name) => `packages/${name}`)]),
  },
  {
    name: 'app',
    label: 'Building the stand-alone UI',
    inputs: [...settings, ...sources],
    outputs: [at('packages', 'runtime-server', 'app', 'index.html')],
    run: () => runQuietly(process.execPath, [bin('packages/runtime-ui', 'vite/bin/vite.js'), 'build'], { cwd: at('packages', 'runtime-ui') }),
  },
  {
    name: 'demo',
    label: 'Building the demo',
    inputs: [...settings, ...sources, at('apps', 'demo')],
    outputs: [at('apps', 'demo', '.next', 'BUILD_ID')],
    run: () =>
      runQuietly(process.execPath, [bin('apps/demo', 'next/dist/bin/next'), 'build'], {
        cwd: at('apps', 'demo'),
        env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      }),
  },
]

/** Runs the named steps (all by default) whose inputs changed or whose outputs are missing. */
export async function build(names = steps.map((step) => step.name)) {
  for (const step of steps.filter(({ name }) => names.includes(name))) {
    const hash = hashFiles(step.inputs)
    if (recall(`built-${step.name}`) === hash && step.outputs.every((file) => existsSync(file))) continue
    await runStep(step.label, async () => void (await step.run()))
    remember(`built-${step.name}`, hash)
  }
}

async function main() {
  await bootstrap()
  await build()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(main)

// `npm test`: installs, builds and checks everything, on a machine that has only Node and npm.
import './lib/require-node.mjs'
import { bootstrap } from './bootstrap.mjs'
import { build } from './build.mjs'
import { check, conclude } from './check.mjs'
import { runMain } from './lib/run-step.mjs'

await runMain(async () => {
  await bootstrap()
  await build()
  conclude(await check(process.argv.slice(2)))
})

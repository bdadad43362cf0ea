// What the sub-commands of `ssot db` do: each opens the database that the application would use, and nothing else.
export { runDeploy, runDiff, runMigrate, runStatus } from './run-migrations.ts'
export { runPull } from './run-pull.ts'
export { runReset } from './run-reset.ts'
export { runSeed } from './run-seed.ts'

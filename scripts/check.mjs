// Types, lint, import table and every test; closes with `N passed, N failed`.
import './lib/require-node.mjs'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { at, cacheDir } from './lib/paths.mjs'
import { runLoudly, runMain } from './lib/run-step.mjs'

const node = process.execPath
const tsc = at('node_modules', 'typescript', 'bin', 'tsc')

async function checkTypes() {
  console.log('\nTypes')
  const packages = await runLoudly(node, [tsc, '-b'])
  const demo = await runLoudly(node, [tsc, '--noEmit', '-p', at('apps', 'demo')])
  const written = await runLoudly(node, [at('packages', 'runtime-server', 'bin', 'ssot.mjs'), 'types', 'schema.prisma', '--check'], { cwd: at('apps', 'demo') })
  return verdict(packages === 0 && demo === 0 && written === 0)
}

async function checkLint() {
  console.log('\nLint')
  return verdict((await runLoudly(node, [at('node_modules', 'oxlint', 'bin', 'oxlint'), '--deny-warnings'])) === 0)
}

const verdict = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 })

async function runTests(filters) {
  console.log('\nTests')
  mkdirSync(cacheDir, { recursive: true })
  const report = join(cacheDir, 'vitest.json')
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runLoudly(node, [at('node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters, ...filters])
  return countTests(report, code)
}

/** A file that cannot be loaded and an error outside of any test count as one failure each. */
function countTests(report, code) {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = readReport(report)
  const brokenFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed')).length
  const failed = numFailedTests + brokenFiles
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: numPendingTests }
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [] }
  }
}

/** Runs every check; answers how many passed, failed and were skipped. */
export async function check(filters = []) {
  const results = [await checkTypes(), await checkLint(), await runTests(filters)]
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** Prints the closing line and sets the exit code. */
export function conclude({ passed, failed, skipped }) {
  if (skipped > 0) console.log(`\n${skipped} skipped: what they need is not on this machine (see above).`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(async () => conclude(await check(process.argv.slice(2))))

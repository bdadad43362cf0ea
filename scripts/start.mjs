// `npm start`: the demo, from a fresh clone to two running servers. `npm start -- --help` lists the options.
import './lib/require-node.mjs'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'
import { build } from './build.mjs'
import { at } from './lib/paths.mjs'
import { portIsFree, runServer, waitUntilReady } from './lib/run-server.mjs'
import { StepFailed, runMain, runQuietly, runStep } from './lib/run-step.mjs'

const HELP = `npm start -- [options]
  --web-port <number>   port of the pages (3000, or WEB_PORT)
  --api-port <number>   port of the server (4000, or API_PORT)
  --database <url>      another SQLite file than apps/demo/.ssot/dev.db, such as file:/tmp/demo.db;
                        it is made to fit the demo's schema
`
const READY_MS = 60_000
const PARENT_POLL_MS = 300
const demo = at('apps', 'demo')
const cli = at('packages', 'runtime-server', 'bin', 'ssot.mjs')
const next = at('apps', 'demo', 'node_modules', 'next', 'dist', 'bin', 'next')
const database = at('apps', 'demo', '.ssot', 'dev.db')
const seededMark = at('apps', 'demo', '.ssot', 'seeded')

function readOptions() {
  const { values } = parseArgs({ options: { 'web-port': { type: 'string' }, 'api-port': { type: 'string' }, database: { type: 'string' }, help: { type: 'boolean' } } })
  return {
    help: values.help === true,
    database: values.database,
    webPort: readPort(values['web-port'] ?? process.env.WEB_PORT ?? '3000', '--web-port'),
    apiPort: readPort(values['api-port'] ?? process.env.API_PORT ?? '4000', '--api-port'),
  }
}

function readPort(text, option) {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new StepFailed(`${option} takes a port number from 1 to 65535, not "${text}".`)
  return port
}

async function requirePorts({ webPort, apiPort }) {
  for (const [port, option] of [[webPort, '--web-port'], [apiPort, '--api-port']]) {
    if (!(await portIsFree(port))) throw new StepFailed(`Port ${port} is in use. Stop what listens there, or choose another: npm start -- ${option} ${port + 1}`)
  }
}

/** Fills a database that has not been filled; the seed itself leaves one with people in it alone. */
async function seed(env, isFilled) {
  if (isFilled) return
  await runStep('Filling the demo database', async () => void (await runQuietly(process.execPath, [cli, 'db', 'seed', 'schema.prisma'], { cwd: demo, env })))
  if (env.DATABASE_URL) return
  mkdirSync(dirname(seededMark), { recursive: true })
  writeFileSync(seededMark, '')
}

function printAddresses({ webPort, apiPort }) {
  const lines = [
    'SSOT Runtime is running',
    '',
    `Demo       http://localhost:${webPort}`,
    `Admin UI   http://localhost:${apiPort}/app`,
    `API        http://localhost:${apiPort}/api/posts`,
    `Manifest   http://localhost:${apiPort}/manifest.json`,
    '',
    'Press Ctrl+C to stop.',
  ]
  const width = Math.max(...lines.map((line) => line.length))
  const rows = lines.map((line) => `│  ${line.padEnd(width)}  │`)
  console.log(['', `╭${'─'.repeat(width + 4)}╮`, ...rows, `╰${'─'.repeat(width + 4)}╯`, ''].join('\n'))
}

function receiveSignal() {
  return new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => resolve({ signal }))))
}

/** npm runs its scripts in a shell, which does not pass signals on: an ended npm shows only by the ancestors of this process. */
function loseParent() {
  if (!process.env.npm_lifecycle_event) return new Promise(() => {})
  const before = ancestors()
  return new Promise((resolve) => setInterval(() => ancestors() !== before && resolve({}), PARENT_POLL_MS).unref())
}

/** The parent, and where that is npm's shell, npm; as far as the system says. */
function ancestors() {
  const parent = process.ppid
  try {
    const [name, ...facts] = readFileSync(`/proc/${parent}/stat`, 'utf8').split(/[()]/).slice(1)
    return /^(da|ba)?sh$/.test(name) ? `${parent} ${facts.at(-1).trim().split(' ')[1]}` : `${parent}`
  } catch {
    return `${parent}`
  }
}

/** Runs until a signal comes or a server ends; then stops what still runs. */
async function serve(options) {
  const { webPort, apiPort } = options
  const env = {
    API_PORT: String(apiPort),
    WEB_PORT: String(webPort),
    // Never the DATABASE_URL that happens to be set: the demo changes its database to fit its schema.
    DATABASE_URL: options.database ?? '',
    NEXT_PUBLIC_SSOT_URL: `http://localhost:${apiPort}`,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const isFilled = !options.database && existsSync(seededMark) && existsSync(database)
  const apiArgs = [cli, 'dev', 'schema.prisma', '--host', '127.0.0.1', '--port', String(apiPort), ...(options.database ? ['--push'] : [])]
  const servers = []
  const start = (name, spec) => servers.push(runServer(name, spec)) && servers.at(-1)
  const stopped = Promise.race([receiveSignal(), loseParent()])
  process.on('exit', () => servers.forEach((server) => server.kill()))
  try {
    const api = start('api', { args: apiArgs, cwd: demo, env: { ...env, NODE_ENV: 'development' } })
    const web = start('web', { args: [next, 'start', '-H', '127.0.0.1', '-p', String(webPort)], cwd: demo, env: { ...env, NODE_ENV: 'production' } })
    const ready = async () => {
      await waitUntilReady(api, `http://127.0.0.1:${apiPort}/health`, READY_MS)
      await seed(env, isFilled)
      await waitUntilReady(web, `http://127.0.0.1:${webPort}/welcome`, READY_MS)
      printAddresses(options)
      return new Promise(() => {})
    }
    const ended = await Promise.race([stopped, ready(), ...servers.map(async (server) => ({ server, ...(await server.exited) }))])
    if (ended.server) throw new StepFailed(`The ${ended.server.name} server ended with ${ended.signal ?? `code ${ended.code}`}; its output is above.`)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

await runMain(async () => {
  const options = readOptions()
  if (options.help) return console.log(HELP)
  await requirePorts(options)
  await bootstrap()
  await build()
  await serve(options)
  process.exit(0)
})

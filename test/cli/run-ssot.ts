import { spawn } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SSOT = fileURLToPath(new URL('../../packages/runtime-server/bin/ssot.mjs', import.meta.url))

/** What a run of the command answered. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder with an application's files, removed when disposed of. */
export interface Folder extends AsyncDisposable {
  readonly path: string
  /** Runs `ssot` there. */
  ssot(...argv: readonly string[]): Promise<Run>
}

/** Writes files by their names into a folder of their own. */
export async function createFolder(files: Readonly<Record<string, string>>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'ssot-cli-'))
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), text)
  }
  return { path, ssot: (...argv) => run(path, argv), [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

async function run(cwd: string, argv: readonly string[]): Promise<Run> {
  const { DATABASE_URL: _, NODE_ENV: __, ...env } = process.env
  const child = spawn(process.execPath, [SSOT, ...argv], { cwd, env: { ...env, NO_COLOR: '1' }, timeout: 25_000 })
  const read = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (read.stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (read.stderr += String(chunk)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, ...read }
}

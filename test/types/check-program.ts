import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const TEST = join(import.meta.dirname, '..')
const TSC = join(TEST, '..', 'node_modules', '.bin', 'tsc')

const OPTIONS = {
  target: 'ES2023',
  lib: ['ES2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  customConditions: ['@ssot/source'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  allowImportingTsExtensions: true,
}

/** What the compiler said of one program. */
export interface Verdict {
  /** 1-based lines with an error, each once, in order. */
  readonly lines: readonly number[]
  readonly output: string
  readonly seconds: number
  /** Memory that the compiler says it used. */
  readonly megabytes: number
}

/** Compiles a program of `programs/` together with these declarations, under strict and exactOptionalPropertyTypes. */
export async function checkProgram(declarations: string, program: string): Promise<Verdict> {
  await mkdir(join(TEST, 'output'), { recursive: true })
  // Inside the test package, so that `@ssot/contract` resolves as it does for an application.
  const folder = await mkdtemp(join(TEST, 'output', 'types-'))
  try {
    await writeFile(join(folder, 'ssot.d.ts'), declarations)
    await cp(join(import.meta.dirname, 'programs', program), join(folder, program))
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: [program, 'ssot.d.ts'] }))
    const output = await runCompiler(folder)
    return {
      lines: [...new Set([...output.matchAll(/^\S+\((\d+),\d+\): error/gm)].map((match) => Number(match[1])))],
      output,
      seconds: Number(/^Total time:\s+([\d.]+)s/m.exec(output)?.[1]),
      megabytes: Number(/^Memory used:\s+(\d+)K/m.exec(output)?.[1]) / 1000,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runCompiler(folder: string): Promise<string> {
  const run = promisify(execFile)
  try {
    return (await run(TSC, ['-p', folder, '--extendedDiagnostics', '--pretty', 'false'])).stdout
  } catch (error) {
    // The compiler answers 1 or 2 where it found errors; they are on its standard output.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout
    throw error
  }
}

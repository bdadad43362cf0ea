import { isProblem, type Finding } from '@ssot/contract'
import { describeFinding, isBootFailure } from '../boot/boot-failure.ts'
import { paint } from './paint.ts'

/** Prints why a command failed; a stack only for what is a bug of ours. Answers the exit code. */
export function printFailure(error: unknown): 1 {
  if (isBootFailure(error)) printFindings(error.findings)
  else if (isProblem(error)) process.stderr.write(`${paint.red(error.code)}  ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`)
  else process.stderr.write(`${paint.red(describeUnknown(error))}\n`)
  return 1
}

/** Prints findings, errors last, with their places, and a line that counts them. */
export function printFindings(findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error')
  const warnings = findings.filter((finding) => finding.severity === 'warning')
  for (const finding of warnings) process.stderr.write(`${paint.yellow('warning')}${describeFinding(finding)}\n`)
  for (const finding of errors) process.stderr.write(`${paint.red('error')}${describeFinding(finding)}\n`)
  if (errors.length > 0) process.stderr.write(`\n${paint.red(`${errors.length} error${errors.length === 1 ? '' : 's'}`)}\n`)
}

const SYSTEM_ERRORS: Readonly<Record<string, (error: NodeJS.ErrnoException) => string>> = {
  EADDRINUSE: (error) => `Port ${'port' in error ? String(error.port) : ''} is in use. Stop what listens there, or choose another with --port.`,
  EACCES: (error) => `Permission denied: ${error.path ?? error.message}`,
  EROFS: (error) => `The file system is read-only: ${error.path ?? error.message}`,
}

function describeUnknown(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const describe = 'code' in error && typeof error.code === 'string' ? SYSTEM_ERRORS[error.code] : undefined
  return describe ? describe(error) : `Unexpected: ${error.stack ?? error.message}`
}

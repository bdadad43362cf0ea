import type { Finding } from '@ssot/contract'

/** Refuses a start: every finding of every phase, reported together. */
export class BootFailure extends Error {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super(['The application cannot start:', ...findings.filter((finding) => finding.severity === 'error').map(describeFinding)].join('\n'))
    this.name = 'BootFailure'
    this.findings = findings
  }
}

/** Whether a caught value is a refused start. */
export function isBootFailure(error: unknown): error is BootFailure {
  return error instanceof Error && error.name === 'BootFailure' && 'findings' in error
}

/** `schema.prisma:12:3  SCHEMA.INVALID  message`, and what to do on a line of its own. */
export function describeFinding(finding: Finding): string {
  const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(':')
  const hint = finding.hint === undefined ? '' : `\n    ${finding.hint.replaceAll('\n', '\n    ')}`
  return `  ${place === '' ? '' : `${place}  `}${finding.code}  ${finding.message.replaceAll('\n', '\n    ')}${hint}`
}

/** Throws when a finding is an error. */
export function refuseErrors(findings: readonly Finding[]): void {
  if (findings.some((finding) => finding.severity === 'error')) throw new BootFailure(findings)
}

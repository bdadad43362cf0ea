import { nearest, type Finding } from '@ssot/contract'
import type { z } from 'zod'
import { showPath } from '../../registry/ui/show-path.ts'
import { valueAt } from './deprecated-keys.ts'

type Issue = z.core.$ZodIssue

/** What a value is checked as: the name of its file, and what to call it. */
export interface ConfigSource {
  readonly file: string
  /** `the configuration`, `the UI configuration`. */
  readonly called: string
}

/** A fault of a configuration, and the path at which it is. */
export interface ConfigFault {
  readonly path: readonly PropertyKey[]
  readonly finding: Finding
}

/** The faults that a check of the shape found, each with its dotted path and what was probably meant. */
export function describeIssues(issues: readonly Issue[], value: unknown, source: ConfigSource): readonly ConfigFault[] {
  return issues.flatMap((issue) => describeIssue(issue, value, source))
}

function describeIssue(issue: Issue, value: unknown, source: ConfigSource): readonly ConfigFault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...issue.path, key], issue.message.split(' '), source))
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((branch) => !branch.some(isOfOtherKind))
    const inner = meant.length === 1 ? (meant[0] ?? []) : []
    if (inner.length > 0) return describeIssues(inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] })), value, source)
  }
  const isMissing = valueAt(value, issue.path) === undefined
  const shown = `\`${showPath(issue.path)}\``
  const message = `${issue.path.length === 0 ? capital(source.called) : shown} ${isMissing ? 'is missing' : issue.message}.`
  return [fault(issue.path, { message: message.replace(/\.\.$/, '.') }, source)]
}

// A branch of a union that the value does not try to be.
function isOfOtherKind(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code !== 'unrecognized_keys'
}

function unknownKey(path: readonly PropertyKey[], known: readonly string[], source: ConfigSource): ConfigFault {
  const key = String(path.at(-1))
  const meant = nearest(key, known)
  const hint = meant === undefined ? `The keys here are ${known.map((name) => `\`${name}\``).join(', ')}.` : `Did you mean \`${showPath([...path.slice(0, -1), meant])}\`?`
  return fault(path, { message: `\`${showPath(path)}\` is not a key of ${source.called}.`, hint }, source)
}

function fault(path: readonly PropertyKey[], said: Pick<Finding, 'message' | 'hint'>, { file }: ConfigSource): ConfigFault {
  return { path, finding: { severity: 'error', code: 'CONFIG.INVALID', file, ...said } }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

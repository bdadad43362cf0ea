import type { CaseResult } from './bench.ts'

const MARKS = { passed: '✓', failed: '✗', skipped: '-' } as const
const SHOWN = 12

/** The lines of one case: its verdict, and one for each failure. What was not run is told at the end. */
export function describeResult({ attack, outcome, failures, requests, skipped, note }: CaseResult, isVerbose: boolean): readonly string[] {
  if (outcome === 'skipped' && !isVerbose) return []
  const head = `${MARKS[outcome]} ${attack.id} ${attack.title}${requests > 1 ? ` (${String(requests)} requests)` : ''}${outcome === 'skipped' ? `: ${skipped[0] ?? ''}` : ''}`
  const more = failures.length > SHOWN ? [`    … and ${String(failures.length - SHOWN)} more`] : []
  return [head, ...failures.slice(0, SHOWN).map((line) => `    ${attack.id}: ${line}`), ...more, ...(isVerbose && note !== null ? [`    contract: ${note}`] : [])]
}

/** The end of a run: the count, and what was left out and why. */
export function describeReport(results: readonly CaseResult[], total: number): string {
  const of = (outcome: CaseResult['outcome']): readonly CaseResult[] => results.filter((result) => result.outcome === outcome)
  const unrun = total - results.length
  const parts = results.filter(({ outcome, skipped }) => outcome !== 'skipped' && skipped.length > 0)
  const noted = results.filter(({ note }) => note !== null)
  const worded = results.filter(({ outcome, unchecked }) => outcome === 'passed' && unchecked.length > 0)
  return [
    '',
    ...byReason(of('skipped')),
    ...parts.map(({ attack, skipped }) => `Not run of ${attack.id}: ${[...new Set(skipped)].join('; ')}`),
    ...noted.map(({ attack, note }) => `The contract is followed against ${attack.id}: ${note ?? ''}`),
    ...(worded.length === 0 ? [] : [`Passed, but for a clause in words that no code checks: ${worded.map(({ attack }) => attack.id).join(', ')}`]),
    ...(unrun === 0 ? [] : [`The server died; ${String(unrun)} cases were not reached.`]),
    `${String(of('skipped').length)} skipped, ${String(results.reduce((sum, { requests }) => sum + requests, 0))} requests sent`,
    `${String(of('passed').length)} passed, ${String(of('failed').length + unrun)} failed`,
  ].join('\n')
}

function byReason(results: readonly CaseResult[]): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const { attack, skipped } of results) {
    const reason = skipped[0] ?? ''
    groups.set(reason, [...(groups.get(reason) ?? []), attack.id])
  }
  return [...groups].toSorted((a, b) => b[1].length - a[1].length).map(([reason, ids]) => `Not run, ${String(ids.length)}: ${reason} (${ids.join(', ')})`)
}

import type { ModelResult } from './bench.ts'
import type { CrudReport } from './run-crud.ts'

const MARK = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' } as const

/** One line for a model, and each fault below it. */
export function describeResult(result: ModelResult, verbose: boolean): string {
  const head = `${MARK[result.outcome]} ${result.model}`
  if (result.outcome === 'skipped') return `${head}: ${result.reasons.join('; ')}`
  if (result.outcome === 'passed') return verbose ? `${head}: ${result.steps.join(', ')}` : head
  return [head, ...result.reasons.map((reason) => `       ${reason}`)].join('\n')
}

/** Counts by step and outcome, and the closing line `N passed, N failed`. */
export function describeReport(report: CrudReport): string {
  const count = (outcome: ModelResult['outcome']): number => report.results.filter((result) => result.outcome === outcome).length
  const steps = new Map<string, { done: number; failed: number }>()
  for (const { steps: done, reasons, outcome } of report.results) {
    for (const step of done) tally(steps, step).done++
    if (outcome === 'failed') for (const reason of reasons) tally(steps, /^([a-z ]+):/.exec(reason)?.[1] ?? 'clean-up').failed++
  }
  const table = [...steps].map(([step, { done, failed }]) => `${step.padEnd(12)} ${String(done).padStart(5)} ${String(failed).padStart(7)}`)
  return [
    '',
    `${'step'.padEnd(12)} ${'done'.padStart(5)} ${'failed'.padStart(7)}`,
    ...table,
    '',
    ...report.notes,
    `${String(count('skipped'))} skipped, each with its reason above. ${String(report.requests)} requests in ${report.seconds.toFixed(1)} s on ${report.database}.`,
    `${String(count('passed'))} passed, ${String(count('failed'))} failed`,
  ].join('\n')
}

function tally(steps: Map<string, { done: number; failed: number }>, step: string): { done: number; failed: number } {
  const entry = steps.get(step) ?? { done: 0, failed: 0 }
  steps.set(step, entry)
  return entry
}

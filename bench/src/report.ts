import { availableParallelism, loadavg, totalmem } from 'node:os'
import type { ExportResult } from './export/run-export.ts'
import type { Load } from './measure.ts'
import { ratioTo, ratiosOf } from './ratios.ts'
import type { ScenarioResult } from './run-bench.ts'
import { outcomesOf } from './targets.ts'

/** What figures depend on; nothing that names the machine. */
export function describeMachine(): Readonly<Record<string, string | number>> {
  return { cores: availableParallelism(), load: Number((loadavg()[0] ?? 0).toFixed(1)), memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version, platform: `${process.platform} ${process.arch}` }
}

/** Everything, for machines. */
export function renderJson({ results, exports }: { readonly results: readonly ScenarioResult[]; readonly exports: readonly ExportResult[] }, load: Load): string {
  const withRatios = results.map((result) => ({ ...result, ratios: ratiosOf(result.peers), targets: outcomesOf(result) }))
  return JSON.stringify({ machine: describeMachine(), load, results: withRatios, exports, ...countOf([...results, ...exports]) }, null, 2)
}

/** How many measurements passed and failed. */
export function countOf(results: readonly { readonly faults: readonly string[] }[]): { readonly passed: number; readonly failed: number } {
  const failed = results.filter((result) => result.faults.length > 0).length
  return { passed: results.length - failed, failed }
}

const COLUMNS = ['', '', 'requests/s', 'ours to it', 'CPU µs/request', 'ours to it', 'p50 ms', 'p99 ms'] as const
const RULE_COLUMNS = ['policies on against off', 'requests/s', 'off', 'on to off', 'CPU µs/request', 'off', 'on to off'] as const

/** Tables for people. */
export function renderTable(results: readonly ScenarioResult[], load: Load): string {
  const machine = Object.entries(describeMachine()).map(([name, value]) => `${name} ${value}`).join(', ')
  const heading = `${machine}; ${load.connections} connections, median of ${load.rounds} × ${load.seconds} s`
  const rules = results.flatMap((result) => ruleRowsOf(result))
  const faults = results.flatMap((result) => result.faults.map((fault) => `  FAILED ${result.database} ${result.scenario}: ${fault}`))
  const targets = results.flatMap(outcomesOf).map(({ text, verdict }) => `  ${verdict === 'reached' ? verdict : verdict.toUpperCase()} ${text}`)
  const measured = alignedRows([COLUMNS, ...results.flatMap((result) => rowsOf(result))], 2)
  const compared = rules.length > 0 ? alignedRows([RULE_COLUMNS, ...rules], 1) : []
  return [heading, '', ...measured, ...section(compared), ...section(targets), ...section(faults)].join('\n')
}

// The first columns are words, the others numbers.
function alignedRows(rows: readonly (readonly string[])[], words: number): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map((row) => row.map((cell, index) => (index < words ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ').trimEnd())
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['', ...lines] : []
}

function rowsOf(result: ScenarioResult): readonly (readonly string[])[] {
  const name = `${result.database} · ${result.title}`
  const ratios = [undefined, ...ratiosOf(result.peers)]
  const figures = result.peers.map(({ title, median }, index) => [
    index === 0 ? name : '',
    title,
    whole(median.requestsPerSecond),
    times(ratios[index]?.requestsPerSecond),
    whole(median.cpuMicrosPerRequest),
    times(ratios[index]?.cpuMicrosPerRequest),
    median.p50Ms.toFixed(0),
    median.p99Ms.toFixed(0),
  ])
  const absent = result.absent.map(({ title, reason }) => ['', `${title} — (${reason})`])
  return figures.length > 0 ? [...figures, ...absent] : [[name, 'not measured']]
}

function ruleRowsOf({ database, title, peers: [ours], unguarded }: ScenarioResult): readonly (readonly string[])[] {
  if (!ours || !unguarded) return []
  const figures = (['requestsPerSecond', 'cpuMicrosPerRequest'] as const).flatMap((figure) => [whole(ours.median[figure]), whole(unguarded.median[figure]), times(ratioTo(ours, unguarded, figure))])
  return [[`${database} · ${title}`, ...figures]]
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${ratio.toFixed(2)}×`
}

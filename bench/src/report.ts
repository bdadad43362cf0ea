import { availableParallelism, loadavg, totalmem } from 'node:os'
import type { ExportResult } from './export/run-export.ts'
import type { Load } from './measure.ts'
import { ratiosOf } from './ratios.ts'
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

/** A table for people. */
export function renderTable(results: readonly ScenarioResult[], load: Load): string {
  const machine = Object.entries(describeMachine()).map(([name, value]) => `${name} ${value}`).join(', ')
  const heading = `${machine}; ${load.connections} connections, median of ${load.rounds} × ${load.seconds} s`
  const rows = results.flatMap((result) => rowsOf(result))
  const widths = COLUMNS.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string => row.map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ').trimEnd()
  const faults = results.flatMap((result) => result.faults.map((fault) => `  FAILED ${result.database} ${result.scenario}: ${fault}`))
  const targets = results.flatMap(outcomesOf).map(({ text, reached }) => `  ${reached ? 'reached    ' : 'NOT REACHED'} ${text}`)
  return [heading, '', line(COLUMNS), ...rows.map(line), ...section(targets), ...section(faults)].join('\n')
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
    Math.round(median.requestsPerSecond).toLocaleString('en-US'),
    times(ratios[index]?.requestsPerSecond),
    Math.round(median.cpuMicrosPerRequest).toLocaleString('en-US'),
    times(ratios[index]?.cpuMicrosPerRequest),
    median.p50Ms.toFixed(0),
    median.p99Ms.toFixed(0),
  ])
  const absent = result.absent.map(({ title, reason }) => ['', `${title} — (${reason})`])
  return figures.length > 0 ? [...figures, ...absent] : [[name, 'not measured']]
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${ratio.toFixed(2)}×`
}

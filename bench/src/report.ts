import { availableParallelism, totalmem } from 'node:os'
import { median, type Load } from './measure.ts'
import type { PeerResult, ScenarioResult } from './run-bench.ts'

/** What figures depend on; nothing that names the machine. */
export function describeMachine(): Readonly<Record<string, string | number>> {
  return { cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version, platform: `${process.platform} ${process.arch}` }
}

/** Ours to a peer's: above 1 is more. */
export interface Ratio {
  readonly peer: string
  readonly requestsPerSecond: number
  readonly cpuMicrosPerRequest: number
}

/** The ratios of the first peer to each of the others: the median of the rounds' own ratios, since what disturbs a round disturbs both. */
export function ratiosOf([first, ...others]: readonly PeerResult[]): readonly Ratio[] {
  if (!first) return []
  const of = (other: PeerResult, key: 'requestsPerSecond' | 'cpuMicrosPerRequest'): number =>
    round(median(first.samples.map((sample, index) => sample[key] / (other.samples[index]?.[key] ?? Number.NaN))), 2)
  return others.map((other) => ({ peer: other.peer, requestsPerSecond: of(other, 'requestsPerSecond'), cpuMicrosPerRequest: of(other, 'cpuMicrosPerRequest') }))
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** Everything, for machines. */
export function renderJson(results: readonly ScenarioResult[], load: Load): string {
  const withRatios = results.map((result) => ({ ...result, ratios: ratiosOf(result.peers) }))
  return JSON.stringify({ machine: describeMachine(), load, results: withRatios, ...countOf(results) }, null, 2)
}

/** How many scenarios passed and failed. */
export function countOf(results: readonly ScenarioResult[]): { readonly passed: number; readonly failed: number } {
  const failed = results.filter((result) => result.faults.length > 0).length
  return { passed: results.length - failed, failed }
}

const COLUMNS = ['', '', 'requests/s', 'CPU µs/request', 'p50 ms', 'p99 ms'] as const

/** A table for people. */
export function renderTable(results: readonly ScenarioResult[], load: Load): string {
  const machine = Object.entries(describeMachine()).map(([name, value]) => `${name} ${value}`).join(', ')
  const heading = `${machine}; ${load.connections} connections, median of ${load.rounds} × ${load.seconds} s`
  const rows = results.flatMap((result) => rowsOf(result))
  const widths = COLUMNS.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string => row.map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ').trimEnd()
  const faults = results.flatMap((result) => result.faults.map((fault) => `  FAILED ${result.database} ${result.scenario}: ${fault}`))
  return [heading, '', line(COLUMNS), ...rows.map(line), ...(faults.length > 0 ? ['', ...faults] : [])].join('\n')
}

function rowsOf(result: ScenarioResult): readonly (readonly string[])[] {
  const name = `${result.database} · ${result.title}`
  const figures = result.peers.map(({ title, median }, index) => [
    index === 0 ? name : '',
    title,
    Math.round(median.requestsPerSecond).toLocaleString('en-US'),
    Math.round(median.cpuMicrosPerRequest).toLocaleString('en-US'),
    median.p50Ms.toFixed(0),
    median.p99Ms.toFixed(0),
  ])
  const ratios = ratiosOf(result.peers).map((ratio) => ['', `  ours / ${ratio.peer}`, `${ratio.requestsPerSecond.toFixed(2)}×`, `${ratio.cpuMicrosPerRequest.toFixed(2)}×`, '', ''])
  return figures.length > 0 ? [...figures, ...ratios] : [[name, 'not measured', '', '', '', '']]
}

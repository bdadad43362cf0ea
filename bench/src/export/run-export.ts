// Owns the measurement of a large export: a table of many rows, a server of its own process, its time and its memory.
import type { BenchDatabase } from '../databases.ts'
import { SSOT } from '../peers.ts'
import { startPeer } from '../start-peer.ts'
import { fillPosts } from './fill-posts.ts'
import { EXPORTED, measureExport, type ExportFigures } from './measure-export.ts'

/** How many rows the whole measurement exports. */
export const EXPORT_ROWS = 1_000_000

/** A server may hold so much more while it exports than when it is idle. */
export const MOST_ABOVE_IDLE_MEGABYTES = 200

/** One export from one database. */
export interface ExportResult extends ExportFigures {
  readonly database: string
  /** What is wrong with it; empty where all rows came, in order, within the memory. */
  readonly faults: readonly string[]
}

/** What to export from. */
export interface ExportPlan {
  readonly databases: readonly BenchDatabase[]
  readonly rows: number
  readonly profile: string | undefined
}

/** Exports a table of so many rows in each format from each database that answers. */
export async function runExport({ databases, rows, profile }: ExportPlan, progress: { readonly skipped: (database: BenchDatabase) => void; readonly tell: (line: string) => void }): Promise<readonly ExportResult[]> {
  const results: ExportResult[] = []
  for (const database of databases) {
    progress.tell(`… ${database.title}: filling ${rows.toLocaleString('en-US')} rows`)
    await using seeded = await database.seed(fillPosts(database.name, rows))
    if (!seeded) progress.skipped(database)
    else {
      const url = await seeded.copy()
      for (const format of EXPORTED) {
        progress.tell(`… ${database.title}: export as ${format}`)
        await using server = await startPeer(SSOT, { name: database.name, url }, profile)
        const figures = await measureExport(server, format)
        results.push({ database: database.name, ...figures, faults: faultsOf(figures, rows) })
      }
    }
  }
  return results
}

function faultsOf({ rows, isInOrder, aboveIdleMegabytes, markAboveIdleMegabytes }: ExportFigures, expected: number): readonly string[] {
  const above = Math.max(aboveIdleMegabytes, markAboveIdleMegabytes ?? 0)
  return [
    ...(rows === expected ? [] : [`${rows} rows came, not ${expected}`]),
    ...(isInOrder ? [] : ['the rows are not in order']),
    ...(above <= MOST_ABOVE_IDLE_MEGABYTES ? [] : [`${Math.round(above)} MB above idle, at most ${MOST_ABOVE_IDLE_MEGABYTES} are allowed`]),
  ]
}

/** A line for each export. */
export function renderExports(results: readonly ExportResult[]): string {
  return results.map((result) => [describe(result), ...result.faults.map((fault) => `  FAILED ${fault}`)].join('\n')).join('\n')
}

function describe({ database, format, rows, seconds, megabytes, idleMegabytes, aboveIdleMegabytes, markAboveIdleMegabytes }: ExportResult): string {
  const mark = markAboveIdleMegabytes === null ? '' : `, ${markAboveIdleMegabytes.toFixed(0)} by the system's mark`
  return `${database} · export as ${format}: ${rows.toLocaleString('en-US')} rows (${megabytes.toFixed(0)} MB) in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds).toLocaleString('en-US')} rows/s; memory ${aboveIdleMegabytes.toFixed(0)} MB above idle (${idleMegabytes.toFixed(0)} MB)${mark}`
}

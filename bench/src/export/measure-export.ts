import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { authorizationOf } from '../callers.ts'
import type { RunningPeer } from '../start-peer.ts'

/** Formats that are measured. */
export const EXPORTED = ['ndjson', 'csv'] as const

/** One export of a whole table. */
export interface ExportFigures {
  readonly format: (typeof EXPORTED)[number]
  readonly seconds: number
  readonly rows: number
  readonly megabytes: number
  /** The ids come one after the other, from 1. */
  readonly isInOrder: boolean
  readonly idleMegabytes: number
  /** The most memory that the server's process held above that, as itself saw it every 20 ms. */
  readonly aboveIdleMegabytes: number
  /** The same by the operating system's own mark; null where there is none. */
  readonly markAboveIdleMegabytes: number | null
}

const MEGABYTE = 2 ** 20
const SETTLE_MS = 500
const ID: Readonly<Record<ExportFigures['format'], RegExp>> = { ndjson: /^\{"id":(\d+),/, csv: /^(\d+),/ }

/** Exports all posts from a server and counts what comes. */
export async function measureExport(server: RunningPeer, format: ExportFigures['format']): Promise<ExportFigures> {
  await warmUp(server, format)
  const idle = (await server.usage('watch')).rssBytes
  const hasMark = await resetMark(server.pid)
  const start = performance.now()
  const counted = await download(server, `/api/posts/$export?format=${format}`, format)
  const seconds = (performance.now() - start) / 1000
  const { peakRssBytes } = await server.usage()
  const mark = hasMark ? await readMark(server.pid) : null
  return {
    format,
    seconds,
    ...counted,
    idleMegabytes: idle / MEGABYTE,
    aboveIdleMegabytes: (peakRssBytes - idle) / MEGABYTE,
    markAboveIdleMegabytes: mark === null ? null : (mark - idle) / MEGABYTE,
  }
}

// What a process holds once it has answered something at all; a small export of the same form is part of that.
async function warmUp(server: RunningPeer, format: ExportFigures['format']): Promise<void> {
  await download(server, `/api/posts/$export?format=${format}&where[id][lte]=100`, format)
  await pause(SETTLE_MS)
}

async function download({ url }: RunningPeer, path: string, format: ExportFigures['format']): Promise<Pick<ExportFigures, 'rows' | 'megabytes' | 'isInOrder'>> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: authorizationOf('admin') } })
  if (!response.ok || !response.body) throw new Error(`An export was answered with ${response.status}: ${await response.text()}`)
  const counter = countLines(format)
  let bytes = 0
  const decoder = new TextDecoder()
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    counter.take(decoder.decode(chunk, { stream: true }))
  }
  return { ...counter.end(), megabytes: bytes / MEGABYTE }
}

// No text of these rows holds a line's end.
function countLines(format: ExportFigures['format']): { take(text: string): void; end(): { readonly rows: number; readonly isInOrder: boolean } } {
  const id = ID[format]
  let rows = 0
  let isInOrder = true
  let rest = ''
  const takeLine = (line: string): void => {
    if (format === 'csv' && rows === 0 && line.startsWith('id,')) return
    rows += 1
    if (Number(id.exec(line)?.[1]) !== rows) isInOrder = false
  }
  return {
    take: (text) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) takeLine(line)
    },
    end: () => ({ rows, isInOrder: isInOrder && rest === '' }),
  }
}

// Linux keeps the most that a process held; the mark can be set back to what it holds now.
async function resetMark(pid: number): Promise<boolean> {
  return writeFile(`/proc/${pid}/clear_refs`, '5').then(() => true, () => false)
}

async function readMark(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

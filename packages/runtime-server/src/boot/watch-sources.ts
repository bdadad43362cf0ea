import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { isProblem, type Finding } from '@ssot/contract'
import { isBootFailure } from './boot-failure.ts'
import type { Booted } from './boot.ts'
import type { WatchListener } from './options.ts'

const SETTLE_MS = 60

/** A running watch. */
export interface Watch {
  /** Watches these folders too. */
  follow(folders: readonly string[]): void
  stop(): void
}

/**
 * Calls back with the names of changed sources, one call at a time, when they have settled.
 * Folders are watched, not files: editors replace a file by renaming another over it.
 */
export function watchFiles(folders: readonly string[], onChange: (names: readonly string[]) => Promise<void>): Watch {
  const watchers = new Map<string, FSWatcher>()
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let busy = false
  const settle = async (): Promise<void> => {
    if (busy) return
    busy = true
    const names = [...changed]
    changed.clear()
    await onChange(names)
    busy = false
    if (changed.size > 0) schedule()
  }
  const schedule = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void settle(), SETTLE_MS)
  }
  const watchFolder = (folder: string): void => {
    if (watchers.has(folder)) return
    const watcher = watch(folder, (_event, name) => {
      if (name === null || !isSource(name)) return
      changed.add(name)
      schedule()
    })
    watcher.on('error', () => watchers.delete(folder))
    watchers.set(folder, watcher)
  }
  folders.forEach(watchFolder)
  return {
    follow: (more) => more.forEach(watchFolder),
    stop: () => {
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

function isSource(name: string): boolean {
  return (/\.(prisma|[cm]?[jt]s|json)$/.test(name) && !name.endsWith('.d.ts')) || name.startsWith('.env')
}

/** Reloads a booted application when one of its sources changes. */
export function watchSources(booted: Booted, listener: WatchListener): Watch {
  const watching = watchFiles(foldersOf(booted), async (names) => {
    await attempt(booted, listener, names)
    watching.follow(foldersOf(booted))
  })
  return watching
}

async function attempt(booted: Booted, listener: WatchListener, names: readonly string[]): Promise<void> {
  const start = performance.now()
  try {
    await booted.reload()
    listener.swapped(names, Math.round(performance.now() - start))
  } catch (error) {
    listener.refused(findingsOf(error))
  }
}

function findingsOf(error: unknown): readonly Finding[] {
  if (isBootFailure(error)) return error.findings
  if (isProblem(error)) return [{ severity: 'error', code: error.code, message: error.message, ...(error.hint !== undefined && { hint: error.hint }) }]
  return [{ severity: 'error', code: 'INTERNAL.BUG', message: error instanceof Error ? error.message : String(error) }]
}

function foldersOf(booted: Booted): readonly string[] {
  const { project, watched } = booted.sources()
  const folders = watched.map((path) => (/\.\w+$/.test(basename(path)) ? dirname(path) : path))
  return [...new Set([project.root, project.schemaFolder, ...folders].map((folder) => resolve(folder)))]
}

'use client'
import type { ThemeSpec } from '@ssot/contract'
import { createContext, use, useLayoutEffect, useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { joinClasses } from '../kit/join-classes.ts'

/** Light, dark, or as the system says. */
export type ThemeMode = ThemeSpec['mode']

interface ThemeControl {
  readonly mode: ThemeMode
  readonly setMode: (mode: ThemeMode) => void
}

const ThemeContext = createContext<ThemeControl>({ mode: 'system', setMode: () => undefined })
const STORAGE_KEY = 'ssot-theme'
const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/** The theme's mode and how to change it. */
export function useTheme(): ThemeControl {
  return use(ThemeContext)
}

/** The root of everything that is drawn: carries the theme, and keeps the viewer's choice of light or dark. */
export function ThemedRoot({ theme, children }: { readonly theme?: ThemeSpec; readonly children?: ReactNode }): ReactNode {
  const chosen = useSyncExternalStore(subscribe, readChoice, () => undefined)
  const root = useRef<HTMLDivElement>(null)
  const mode = chosen ?? theme?.mode ?? 'system'
  useBrowserLayoutEffect(() => {
    // Through the object model: a style attribute in HTML is refused under a strict policy.
    for (const [name, value] of Object.entries(theme?.tokens ?? {})) root.current?.style.setProperty(name, value)
  }, [theme])
  const control = useMemo(() => ({ mode, setMode: (next: ThemeMode) => void keepChoice(next) }), [mode])
  return (
    <ThemeContext value={control}>
      <div ref={root} className={joinClasses('ssot', mode !== 'system' && `ssot-${mode}`)}>
        {children}
      </div>
    </ThemeContext>
  )
}

// Told of changes made here; the browser tells of those made in other windows.
const CHOSEN = 'ssot:theme'

function subscribe(notify: () => void): () => void {
  addEventListener('storage', notify)
  addEventListener(CHOSEN, notify)
  return () => {
    removeEventListener('storage', notify)
    removeEventListener(CHOSEN, notify)
  }
}

// A browser may refuse its storage; there is no choice then.
function readChoice(): ThemeMode | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY)
    return stored === 'light' || stored === 'dark' || stored === 'system' ? stored : undefined
  } catch {
    return undefined
  }
}

function keepChoice(mode: ThemeMode): boolean {
  try {
    localStorage.setItem(STORAGE_KEY, mode)
    return dispatchEvent(new Event(CHOSEN))
  } catch {
    return false
  }
}

'use client'
import { useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { RouterContext, type RouterAdapter } from './router/router-adapter.ts'

// Announces a change of address that the browser does not: `pushState` fires no event.
const MOVED = 'ssot:moved'

/** A router over the browser's own history, for Vite applications and the stand-alone one. */
export function SpaRouter({ children }: { readonly children?: ReactNode }): ReactNode {
  const url = useSyncExternalStore(subscribe, readAddress, () => '/')
  const router = useMemo((): RouterAdapter => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    return {
      pathname,
      search: searchParams,
      push: (to) => {
        history.pushState(null, '', to)
        dispatchEvent(new Event(MOVED))
      },
      replace: (to) => {
        history.replaceState(null, '', to)
        dispatchEvent(new Event(MOVED))
      },
      back: () => history.back(),
    }
  }, [url])
  return <RouterContext value={router}>{children}</RouterContext>
}

function subscribe(notify: () => void): () => void {
  addEventListener('popstate', notify)
  addEventListener(MOVED, notify)
  return () => {
    removeEventListener('popstate', notify)
    removeEventListener(MOVED, notify)
  }
}

function readAddress(): string {
  return location.pathname + location.search
}

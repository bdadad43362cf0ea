'use client'
import { createContext, use, useEffect } from 'react'
import { problem } from '@ssot/contract'

/** Where the application is and how to move in it; paths are below its base path. */
export interface Navigation {
  readonly path: string
  readonly search: URLSearchParams
  /** The address for a path (`/posts`), a query of the current page (`?page=2`) or another site; undefined when it is not safe. */
  hrefOf(to: string): string | undefined
  /** `force`: the guard is not asked. */
  go(to: string, options?: { readonly replace?: boolean; readonly force?: boolean }): void
  setGuarded(guarded: boolean): void
}

/** Carries the navigation to the application below it. */
export const NavigationContext = createContext<Navigation | null>(null)

/** The navigation of the application. */
export function useNavigation(): Navigation {
  const navigation = use(NavigationContext)
  if (navigation === null) throw problem('INTERNAL.BUG', { detail: 'There is no <SsotApp> above this component.' })
  return navigation
}

/** Asks before the page is left while `dirty`: by link, back button, reload or close. */
export function useDirtyGuard(dirty: boolean): void {
  const { setGuarded } = useNavigation()
  useEffect(() => {
    setGuarded(dirty)
    return () => setGuarded(false)
  }, [dirty, setGuarded])
}

'use client'
// Owns moving between pages: paths within the application, links, and the guard that keeps unsaved work.
// Every in-app move passes through `go`; the back button and a reload are caught while a guard is set.
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { ConfirmDialog } from '../kit/confirm-dialog.tsx'
import { NavigationContext, type Navigation } from './navigation.ts'
import { useRouterAdapter } from './router-adapter.ts'
import { isExternal, safeUrl } from './safe-url.ts'

/** Provides navigation over the router of the host. */
export function NavigationProvider({ basePath, children }: { readonly basePath: string; readonly children?: ReactNode }): ReactNode {
  const { pathname, search, push, replace } = useRouterAdapter()
  const guarded = useRef(false)
  const [pending, setPending] = useState<(() => void) | null>(null)
  const setGuarded = useCallback((value: boolean) => {
    guarded.current = value
  }, [])
  const hrefOf = useCallback((to: string) => resolveHref(to, basePath, pathname), [basePath, pathname])
  const navigation = useMemo(
    (): Navigation => ({
      path: pathname.startsWith(basePath) ? pathname.slice(basePath.length) || '/' : pathname,
      search,
      hrefOf,
      setGuarded,
      go: (to, { replace: inPlace = false, force = false } = {}) => {
        const href = hrefOf(to)
        if (href === undefined) return
        const move = (): void => (isExternal(href) ? location.assign(href) : inPlace ? replace(href) : push(href))
        if (guarded.current && !force) setPending(() => move)
        else move()
      },
    }),
    [pathname, search, hrefOf, setGuarded, basePath, push, replace],
  )
  useLeaveGuard(guarded, setPending)
  const leave = (): void => {
    guarded.current = false
    setPending(null)
    pending?.()
  }
  return (
    <NavigationContext value={navigation}>
      {children}
      <ConfirmDialog
        open={pending !== null}
        title="Leave without saving?"
        confirmLabel="Discard changes"
        cancelLabel="Keep editing"
        tone="danger"
        onConfirm={leave}
        onClose={() => setPending(null)}
      >
        What you changed on this page has not been saved.
      </ConfirmDialog>
    </NavigationContext>
  )
}

// A popstate comes after the address has changed: the guarded address is put back on top, and leaving goes back past it.
function useLeaveGuard(guarded: { readonly current: boolean }, ask: (move: () => () => void) => void): void {
  const { pathname, search } = useRouterAdapter()
  const here = search.size > 0 ? `${pathname}?${search.toString()}` : pathname
  useEffect(() => {
    const onPop = (event: PopStateEvent): void => {
      if (!guarded.current) return
      event.stopImmediatePropagation()
      history.pushState(null, '', here)
      ask(() => () => history.back())
    }
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (guarded.current) event.preventDefault()
    }
    addEventListener('popstate', onPop, { capture: true })
    addEventListener('beforeunload', onUnload)
    return () => {
      removeEventListener('popstate', onPop, { capture: true })
      removeEventListener('beforeunload', onUnload)
    }
  }, [guarded, ask, here])
}

function resolveHref(to: string, basePath: string, pathname: string): string | undefined {
  if (isExternal(to)) return safeUrl(to)
  if (to.startsWith('?')) return pathname + (to === '?' ? '' : to)
  return safeUrl(to.startsWith('/') ? basePath + to : `${basePath}/${to}`)
}

'use client'
// Owns moving between pages: paths within the application, links, and the guard that keeps unsaved work.
// While a page is guarded, a move by link waits for an answer, and one that the browser has made already is not followed yet.
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { ConfirmDialog } from '../kit/confirm-dialog.tsx'
import { NavigationContext, type Navigation } from './navigation.ts'
import { useRouterAdapter } from './router-adapter.ts'
import { isExternal, safeUrl } from './safe-url.ts'

/** Provides navigation over the router of the host. */
export function NavigationProvider({ basePath, children }: { readonly basePath: string; readonly children?: ReactNode }): ReactNode {
  const { push, replace } = useRouterAdapter()
  const [guarded, setGuarded] = useState(false)
  const [pending, setPending] = useState<(() => void) | null>(null)
  const { here, isHeld } = useFollowedAddress(guarded)
  useUnloadGuard(guarded)
  const navigation = useMemo((): Navigation => {
    const { pathname, searchParams } = new URL(here, 'http://localhost')
    const hrefOf = (to: string): string | undefined => resolveHref(to, basePath, pathname)
    return {
      path: pathname.startsWith(basePath) ? pathname.slice(basePath.length) || '/' : pathname,
      search: searchParams,
      hrefOf,
      setGuarded,
      go: (to, { replace: inPlace = false, force = false } = {}) => {
        const href = hrefOf(to)
        if (href === undefined) return
        const move = (): void => (isExternal(href) ? location.assign(href) : inPlace ? replace(href) : push(href))
        if (guarded && !force) return setPending(() => move)
        setGuarded(false)
        move()
      },
    }
  }, [here, basePath, guarded, push, replace])
  const stay = useCallback(() => {
    setPending(null)
    if (isHeld) push(here)
  }, [isHeld, push, here])
  const leave = (): void => {
    setGuarded(false)
    setPending(null)
    pending?.()
  }
  return (
    <NavigationContext value={navigation}>
      {children}
      <ConfirmDialog
        open={pending !== null || isHeld}
        title="Leave without saving?"
        confirmLabel="Discard changes"
        cancelLabel="Keep editing"
        tone="danger"
        onConfirm={leave}
        onClose={stay}
      >
        What you changed on this page has not been saved.
      </ConfirmDialog>
    </NavigationContext>
  )
}

// The back button has changed the address before anyone is asked: a guarded page goes on being drawn for the address it had.
function useFollowedAddress(guarded: boolean): { readonly here: string; readonly isHeld: boolean } {
  const { pathname, search } = useRouterAdapter()
  const address = search.size > 0 ? `${pathname}?${search.toString()}` : pathname
  const [followed, follow] = useState(address)
  const isHeld = guarded && address !== followed
  if (!guarded && address !== followed) follow(address)
  return { here: isHeld ? followed : address, isHeld }
}

function useUnloadGuard(guarded: boolean): void {
  useEffect(() => {
    if (!guarded) return undefined
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', onUnload)
    return () => removeEventListener('beforeunload', onUnload)
  }, [guarded])
}

function resolveHref(to: string, basePath: string, pathname: string): string | undefined {
  if (isExternal(to)) return safeUrl(to)
  if (to.startsWith('?')) return pathname + (to === '?' ? '' : to)
  return safeUrl(to.startsWith('/') ? basePath + to : `${basePath}/${to}`)
}

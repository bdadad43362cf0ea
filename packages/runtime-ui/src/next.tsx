'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation.js'
import { Suspense, useMemo, type ReactNode } from 'react'
import { RouterContext, type RouterAdapter } from './router/router-adapter.ts'

/**
 * A router for Next's App Router. Pages change by `history.pushState`, which Next follows: `router.push` under a
 * catch-all segment would mount the whole tree anew. Render `<SsotApp>` in a layout.
 */
export function NextRouter({ children }: { readonly children?: ReactNode }): ReactNode {
  return (
    <Suspense fallback={null}>
      <FollowNext>{children}</FollowNext>
    </Suspense>
  )
}

function FollowNext({ children }: { readonly children?: ReactNode }): ReactNode {
  const [pathname, search, { back }] = [usePathname(), useSearchParams().toString(), useRouter()]
  const router = useMemo(
    (): RouterAdapter => ({
      pathname,
      search: new URLSearchParams(search),
      push: (to) => window.history.pushState(null, '', to),
      replace: (to) => window.history.replaceState(null, '', to),
      back,
    }),
    [pathname, search, back],
  )
  return <RouterContext value={router}>{children}</RouterContext>
}

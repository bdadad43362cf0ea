import type { ReactNode } from 'react'

/** The page before the manifest is there: the shape of what comes, or why it does not. */
export function BareFrame({ busy, children }: { readonly busy: boolean; readonly children?: ReactNode }): ReactNode {
  if (!busy) return <main className="ssot-bare">{children}</main>
  return (
    <main className="ssot-bare" aria-busy="true">
      <span className="ssot-spinner ssot-spinner-large" role="status" aria-label="Loading the application" />
    </main>
  )
}

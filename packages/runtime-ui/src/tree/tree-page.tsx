'use client'
import type { ExprScope, ExprValue, PrincipalManifest, TreePage } from '@ssot/contract'
import { useMemo, useState, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { PageSkeleton } from '../app/current-page.tsx'
import { decodeSegment, type PageMatch } from '../router/match-page.ts'
import { useNavigation } from '../router/navigation.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { usePageData } from './page-data.ts'
import { ActionsContext, RenderNodes } from './render-node.tsx'
import { computeValue, holds, toExprValue } from './scope.ts'
import { useActions } from './use-actions.ts'

/** A page that is written out as a tree. */
export function TreePageView({ match, page }: { readonly match: PageMatch; readonly page: TreePage }): ReactNode {
  const { manifest } = useApp()
  const { search } = useNavigation()
  const text = search.toString()
  const [state, setState] = useState<ExprValue>(toExprValue(page.state ?? {}))
  const base = useMemo(
    (): ExprScope => ({
      params: Object.fromEntries(Object.entries(match.params).map(([name, segment]) => [name, decodeSegment(segment)])),
      query: Object.fromEntries(new URLSearchParams(text)),
      user: userOf(manifest.principal),
      state,
    }),
    [match.params, text, manifest.principal, state],
  )
  const { data, isPending, error } = usePageData(page, base)
  const run = useActions((path, value) => setState((former) => setPath(former, path.split('.'), value)))
  const scope: ExprScope = { ...base, data }
  const title = computeValue(page.title, scope)
  if (error !== null) return <ProblemView error={error} />
  if (isPending) return <PageSkeleton />
  if (!holds(page.if, scope)) return <ProblemView error={null} />
  return (
    <ActionsContext value={run}>
      <PageHeader title={typeof title === 'string' ? title : manifest.site.name} />
      <div className="ssot-stack ssot-gap-large">
        <RenderNodes nodes={page.body} scope={scope} />
      </div>
    </ActionsContext>
  )
}

function userOf({ kind, id, name, isAdmin }: PrincipalManifest): ExprValue {
  return kind === 'anonymous' ? null : { id, name: name ?? null, isAdmin }
}

function setPath(value: ExprValue, [head, ...rest]: readonly string[], next: ExprValue): ExprValue {
  if (head === undefined) return next
  const former = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  return { ...former, [head]: setPath(Object.entries(former).find(([name]) => name === head)?.[1], rest, next) }
}

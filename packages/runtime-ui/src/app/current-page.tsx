'use client'
import type { AutoPage } from '@ssot/contract'
import { lazy, Suspense, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { ButtonLink } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { DetailPage } from '../detail/detail-page.tsx'
import { ListPage } from '../list/list-page.tsx'
import { matchPage, type PageMatch } from '../router/match-page.ts'
import { useNavigation } from '../router/navigation.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { findModel, useApp } from './app-context.ts'
import type { PageProps } from './components.ts'
import { PageBoundary } from './page-boundary.tsx'
import { draw } from './draw.ts'
import { useOverride } from './use-override.ts'

const OverviewPage = lazy(async () => ({ default: (await import('../overview/overview-page.tsx')).OverviewPage }))
const CreatePage = lazy(async () => ({ default: (await import('../form/create-page.tsx')).CreatePage }))
const EditPage = lazy(async () => ({ default: (await import('../form/edit-page.tsx')).EditPage }))
const HistoryPage = lazy(async () => ({ default: (await import('../history/history-page.tsx')).HistoryPage }))
const TreePage = lazy(async () => ({ default: (await import('../tree/tree-page.tsx')).TreePageView }))

/** The page at the current address. */
export function CurrentPage(): ReactNode {
  const { manifest } = useApp()
  const { path } = useNavigation()
  const match = useMemo(() => matchPage(manifest.pages, path), [manifest.pages, path])
  useFocusOnMove(path)
  if (match === undefined) return <NoPage path={path} />
  return (
    <PageBoundary key={path}>
      <Suspense fallback={<PageSkeleton />}>
        <MatchedPage match={match} />
      </Suspense>
    </PageBoundary>
  )
}

function MatchedPage({ match }: { readonly match: PageMatch }): ReactNode {
  const { manifest } = useApp()
  const { page } = match
  const modelName = 'auto' in page ? page.model : undefined
  const Override = useOverride<PageProps>(match.key)
  if (Override) return draw(Override, { match, ...(modelName !== undefined && { model: findModel(manifest, modelName) }) })
  return 'auto' in page ? <AutoPageView match={match} page={page} /> : <TreePage match={match} page={page} />
}

function AutoPageView({ match, page }: { readonly match: PageMatch; readonly page: AutoPage }): ReactNode {
  const { manifest } = useApp()
  const title = typeof page.title === 'string' ? page.title : undefined
  if (page.auto === 'overview' || page.model === undefined) return <OverviewPage title={title} options={page.with} />
  const model = findModel(manifest, page.model)
  const [segment = ''] = Object.values(match.params)
  switch (page.auto) {
    case 'list':
      return <ListPage model={model} title={title} options={page.with} />
    case 'detail':
      return <DetailPage model={model} segment={segment} options={page.with} />
    case 'create':
      return <CreatePage model={model} options={page.with} />
    case 'edit':
      return <EditPage model={model} segment={segment} options={page.with} />
    case 'history':
      return <HistoryPage model={model} segment={segment} />
  }
}

// With another page, the focus and the view go to its beginning, as they do when a browser loads one.
function useFocusOnMove(path: string): void {
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    window.scrollTo(0, 0)
    document.getElementById('ssot-main')?.focus({ preventScroll: true })
  }, [path])
}

/** Bars in place of a page whose code is still to come. */
export function PageSkeleton(): ReactNode {
  return (
    <div className="ssot-page-skeleton" role="status" aria-label="Loading">
      <span className="ssot-skeleton ssot-skeleton-title" />
      <span className="ssot-skeleton ssot-skeleton-block" />
    </div>
  )
}

function NoPage({ path }: { readonly path: string }): ReactNode {
  return (
    <>
      <PageHeader title="Page not found" />
      <Empty icon="search" title="There is no page at this address" text={`Nothing is at ${path}. It may have moved, or you may not be allowed to see it.`}>
        <ButtonLink to="/" variant="primary">
          Go to the overview
        </ButtonLink>
      </Empty>
    </>
  )
}

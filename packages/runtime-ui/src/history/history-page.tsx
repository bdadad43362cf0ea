'use client'
// Owns the automatic page of one record's past: who changed it, when, and what.
import { isProblem, problem, type HistoryEntry, type ModelManifest } from '@ssot/contract'
import { decodeKey } from '@ssot/runtime-client'
import { useHistory } from '@ssot/runtime-client/react'
import { useMemo, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import type { RecordPageProps } from '../detail/detail-page.tsx'
import { Button, ButtonLink } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { fillPath, pathOfPage } from '../router/match-page.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { labelOfRecord } from '../values/record-label.ts'
import { HistoryItem } from './history-item.tsx'

/** What was done to a record, newest first. */
export function HistoryPage({ model, segment }: RecordPageProps): ReactNode {
  const { manifest } = useApp()
  const key = useMemo(() => decodeKey(model, segment), [model, segment])
  const query = useHistory(model.name, key ?? {}, { enabled: key !== undefined })
  const { data, error, refetch } = query
  const entries = data?.pages.flatMap((page) => page.data)
  const [detail, isGone] = [pathOfPage(manifest, model.name, 'detail'), isDeleted(entries)]
  const crumbs = [{ label: model.plural, to: pathOfPage(manifest, model.name, 'list') }, { label: labelOf(model, segment, entries), to: detail === undefined || isGone ? undefined : fillPath(detail, [segment]) }]
  const missing = key === undefined ? problem('DATA.NOT_FOUND') : error
  return (
    <>
      <PageHeader title="History" crumbs={crumbs} {...(isGone && { description: `This ${model.label.toLowerCase()} was deleted.` })} />
      {isMissing(missing) ? <NoHistory model={model} error={missing} /> : entries !== undefined ? <Entries model={model} query={query} entries={entries} /> : missing === null ? <HistorySkeleton /> : <ProblemView error={missing} retry={() => void refetch()} />}
    </>
  )
}

function isMissing(error: unknown): boolean {
  return isProblem(error) && error.status === 404
}

function NoHistory({ model, error }: { readonly model: ModelManifest; readonly error: unknown }): ReactNode {
  const { manifest } = useApp()
  const list = pathOfPage(manifest, model.name, 'list')
  return (
    <ProblemView error={error}>
      {list !== undefined && (
        <ButtonLink to={list} variant="primary">
          All {model.plural.toLowerCase()}
        </ButtonLink>
      )}
    </ProblemView>
  )
}

function isDeleted(entries: readonly HistoryEntry[] | undefined): boolean {
  return entries?.[0]?.action === 'delete'
}

function labelOf(model: ModelManifest, segment: string, [newest]: readonly HistoryEntry[] = []): string {
  const image = newest?.after ?? newest?.before
  return image ? labelOfRecord(model, image) : `${model.label} ${segment}`
}

interface EntriesProps {
  readonly model: ModelManifest
  readonly entries: readonly HistoryEntry[]
  readonly query: ReturnType<typeof useHistory>
}

function Entries({ model, entries, query }: EntriesProps): ReactNode {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = query
  if (entries.length === 0) {
    return (
      <div className="ssot-panel">
        <Empty icon="history" title="No changes yet" text={`Changes of this ${model.label.toLowerCase()} are kept from now on, and shown here.`} />
      </div>
    )
  }
  return (
    <>
      <ol className="ssot-panel ssot-history" aria-label="Changes, newest first">
        {entries.map((entry, index) => (
          <HistoryItem key={`${entry.at} ${entries.length - index}`} model={model} entry={entry} />
        ))}
      </ol>
      {isFetchNextPageError && <ProblemView error={error} />}
      <p className="ssot-history-end">
        {hasNextPage ? (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show earlier changes
          </Button>
        ) : (
          <span className="ssot-muted ssot-small">Nothing earlier is kept.</span>
        )}
      </p>
    </>
  )
}

function HistorySkeleton(): ReactNode {
  return (
    <div className="ssot-panel ssot-history-skeleton" role="status" aria-label="Loading">
      {Array.from({ length: 6 }, (_, index) => (
        <span key={index} className="ssot-skeleton" />
      ))}
    </div>
  )
}

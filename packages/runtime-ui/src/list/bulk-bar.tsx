'use client'
import { isProblem, type ModelManifest } from '@ssot/contract'
import { useDelete } from '@ssot/runtime-client/react'
import { useState, type ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { ConfirmDialog } from '../kit/confirm-dialog.tsx'
import { useToast } from '../kit/toast.tsx'
import { whereOfRecord } from '../values/record-label.ts'
import type { Selection } from './selection.ts'

/** What can be done with the chosen records; `onDone` takes the choice back. */
export function BulkBar({ model, selected, onDone }: { readonly model: ModelManifest; readonly selected: Selection; readonly onDone: () => void }): ReactNode {
  const [asking, setAsking] = useState(false)
  const { busy, deleteAll } = useDeleteAll(model)
  const what = `${selected.size} ${(selected.size === 1 ? model.label : model.plural).toLowerCase()}`
  const confirm = async (): Promise<void> => {
    await deleteAll(selected)
    setAsking(false)
    onDone()
  }
  return (
    <div className="ssot-toolbar ssot-bulk" role="toolbar" aria-label="Selected rows">
      <span className="ssot-bulk-count" role="status">
        {selected.size} selected
      </span>
      <Button small variant="danger" icon="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <Button small variant="ghost" onClick={onDone}>
        Clear selection
      </Button>
      <ConfirmDialog open={asking} title={`Delete ${what}?`} confirmLabel={`Delete ${what}`} tone="danger" busy={busy} onConfirm={() => void confirm()} onClose={() => setAsking(false)}>
        This cannot be undone.
      </ConfirmDialog>
    </div>
  )
}

interface DeleteAll {
  readonly busy: boolean
  readonly deleteAll: (selected: Selection) => Promise<void>
}

// Each record is deleted by itself, so that one that others need does not keep the rest.
function useDeleteAll(model: ModelManifest): DeleteAll {
  const remove = useDelete(model.name)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const deleteAll = async (selected: Selection): Promise<void> => {
    setBusy(true)
    const outcomes = await Promise.allSettled([...selected.values()].map((row) => remove.mutateAsync(whereOfRecord(model, row))))
    setBusy(false)
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    const deleted = outcomes.length - failures.length
    if (deleted > 0) toast({ text: `${deleted} ${(deleted === 1 ? model.label : model.plural).toLowerCase()} deleted`, tone: 'success' })
    if (failures.length > 0) toast({ text: `${failures.length} could not be deleted. ${messageOf(failures[0])}`, tone: 'danger' })
  }
  return { busy, deleteAll }
}

function messageOf(error: unknown): string {
  return isProblem(error) ? error.message : ''
}

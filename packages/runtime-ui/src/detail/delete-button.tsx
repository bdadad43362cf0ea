'use client'
import { isProblem, type ModelManifest, type Row } from '@ssot/contract'
import { useDelete } from '@ssot/runtime-client/react'
import { useState, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Button } from '../kit/button.tsx'
import { ConfirmDialog } from '../kit/confirm-dialog.tsx'
import { useToast } from '../kit/toast.tsx'
import { pathOfPage } from '../router/match-page.ts'
import { useNavigation } from '../router/navigation.ts'
import { labelOfRecord, whereOfRecord } from '../values/record-label.ts'

/** Deletes a record after asking, then goes to the list. */
export function DeleteButton({ model, row }: { readonly model: ModelManifest; readonly row: Row }): ReactNode {
  const { manifest } = useApp()
  const { go } = useNavigation()
  const toast = useToast()
  const remove = useDelete(model.name)
  const [asking, setAsking] = useState(false)
  const label = labelOfRecord(model, row)
  const confirm = (): void =>
    remove.mutate(whereOfRecord(model, row), {
      onSuccess: () => {
        toast({ text: `${model.label} “${label}” deleted`, tone: 'success' })
        go(pathOfPage(manifest, model.name, 'list') ?? '/', { force: true })
      },
      onError: (error) => {
        setAsking(false)
        toast({ text: isProblem(error) ? error.message : 'It could not be deleted.', tone: 'danger' })
      },
    })
  return (
    <>
      <Button icon="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog open={asking} title={`Delete this ${model.label.toLowerCase()}?`} confirmLabel="Delete" tone="danger" busy={remove.isPending} onConfirm={confirm} onClose={() => setAsking(false)}>
        “{label}” will be deleted. This cannot be undone.
      </ConfirmDialog>
    </>
  )
}

'use client'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** What a question before a deed takes. */
export interface ConfirmDialogProps {
  readonly open: boolean
  readonly title: string
  readonly confirmLabel: string
  readonly cancelLabel?: string
  readonly tone?: 'primary' | 'danger'
  readonly busy?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks before something that cannot be undone; the safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { open, title, confirmLabel, cancelLabel = 'Cancel', tone = 'primary', busy = false, onConfirm, onClose, children } = props
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <div className="ssot-dialog-text">{children}</div>
      <div className="ssot-dialog-actions">
        <Button autoFocus onClick={onClose}>
          {cancelLabel}
        </Button>
        <Button variant={tone} busy={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  )
}

'use client'
import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react'
import { joinClasses } from './join-classes.ts'
import { Button } from './button.tsx'

/** What a dialog takes. */
export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  /** A drawer comes from the side, for navigation on a phone. */
  readonly drawer?: boolean
  readonly children?: ReactNode
}

/** A modal dialog; focus trap, Escape, inert page and return of focus are the platform's. */
export function Dialog({ open, title, onClose, drawer = false, children }: DialogProps): ReactNode {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    if (open) ref.current?.showModal()
    else ref.current?.close()
  }, [open])
  const closeOnBackdrop = (event: MouseEvent): void => {
    if (event.target === ref.current) onClose()
  }
  return (
    <dialog ref={ref} className={joinClasses('ssot-dialog', drawer && 'ssot-drawer')} aria-labelledby={id} onClose={onClose} onClick={closeOnBackdrop}>
      {open && (
        <div className="ssot-dialog-body">
          <div className="ssot-dialog-head">
            <h2 id={id} className="ssot-dialog-title">
              {title}
            </h2>
            <Button variant="ghost" small icon="close" aria-label="Close" onClick={onClose} />
          </div>
          {children}
        </div>
      )}
    </dialog>
  )
}

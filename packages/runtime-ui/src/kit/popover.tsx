'use client'
import { useId, useRef, useState, type ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { usePopover, type PopoverOptions } from './use-popover.ts'

/** What a button with a panel takes. */
export interface PopoverProps {
  /** Name of the panel for screen readers. */
  readonly label: string
  readonly button: ButtonProps
  readonly placement?: PopoverOptions['placement']
  /** The panel's content; `close` shuts it. */
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a panel beside it; Escape and a click elsewhere close it. */
export function Popover({ label, button, placement = 'bottom-start', children }: PopoverProps): ReactNode {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const attributes = usePopover({ anchor, open, setOpen, mode: 'auto', placement })
  const close = (): void => {
    setOpen(false)
    document.getElementById(`${id}-button`)?.focus()
  }
  return (
    <>
      <Button {...button} id={`${id}-button`} ref={anchor} aria-haspopup="dialog" aria-expanded={open} popoverTarget={id} />
      <div {...attributes} id={id} role="dialog" aria-label={label} className="ssot-popover">
        {open && children(close)}
      </div>
    </>
  )
}

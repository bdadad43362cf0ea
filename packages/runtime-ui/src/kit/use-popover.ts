'use client'
import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom'
import { useLayoutEffect, useRef, type RefObject, type ToggleEvent } from 'react'

/** How a popover is placed and dismissed. */
export interface PopoverOptions {
  readonly anchor: RefObject<HTMLElement | null>
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  /** `auto`: Escape and a click outside close it. */
  readonly mode: 'auto' | 'manual'
  readonly placement?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end'
  /** As wide as its anchor, at least. */
  readonly matchWidth?: boolean
}

/** Attributes for the element that pops up: it lies in the top layer, next to its anchor. */
export interface PopoverAttributes {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly popover: 'auto' | 'manual'
  readonly onToggle: (event: ToggleEvent<HTMLElement>) => void
}

/** Opens and places a popover. */
export function usePopover({ anchor, open, setOpen, mode, placement = 'bottom-start', matchWidth = false }: PopoverOptions): PopoverAttributes {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const [popup, target] = [ref.current, anchor.current]
    if (popup === null) return undefined
    if (open !== popup.matches(':popover-open')) popup.togglePopover(open)
    if (!open || target === null) return undefined
    const place = (): void => void placeAt({ popup, target, placement, matchWidth })
    return autoUpdate(target, popup, place)
  }, [open, anchor, placement, matchWidth])
  const onToggle = (event: ToggleEvent<HTMLElement>): void => {
    // A popover within this one says that it closes, too.
    if (event.target === event.currentTarget) setOpen(event.newState === 'open')
  }
  return { ref, popover: mode, onToggle }
}

interface Place {
  readonly popup: HTMLElement
  readonly target: HTMLElement
  readonly placement: NonNullable<PopoverOptions['placement']>
  readonly matchWidth: boolean
}

async function placeAt({ popup, target, placement, matchWidth }: Place): Promise<void> {
  const { x, y } = await computePosition(target, popup, {
    strategy: 'fixed',
    placement,
    middleware: [
      offset(4),
      flip({ padding: 8 }),
      shift({ padding: 8 }),
      size({
        padding: 8,
        apply: ({ availableHeight, rects }) => {
          popup.style.maxHeight = `${Math.max(120, availableHeight)}px`
          if (matchWidth) popup.style.minWidth = `${rects.reference.width}px`
        },
      }),
    ],
  })
  popup.style.left = `${x}px`
  popup.style.top = `${y}px`
}

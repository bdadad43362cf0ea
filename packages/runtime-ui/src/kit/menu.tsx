'use client'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'
import { usePopover, type PopoverOptions } from './use-popover.ts'

/** One choice of a menu. */
export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly danger?: boolean
  /** Present on choices of which one holds. */
  readonly checked?: boolean
  readonly select: () => void
}

/** What a button with a menu takes. */
export interface MenuProps {
  readonly label: string
  readonly button: ButtonProps
  readonly items: readonly MenuItem[]
  readonly placement?: PopoverOptions['placement']
}

/** A button with a menu: arrows, Home, End and the first letter move, Escape closes, the button has the focus again. */
export function Menu({ label, button, items, placement = 'bottom-end' }: MenuProps): ReactNode {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const attributes = usePopover({ anchor, open, setOpen, mode: 'auto', placement })
  useEffect(() => {
    if (open) menuItems(attributes.ref.current)[0]?.focus()
  }, [open, attributes.ref])
  const choose = (item: MenuItem): void => {
    setOpen(false)
    anchor.current?.focus()
    item.select()
  }
  return (
    <>
      <Button {...button} ref={anchor} aria-haspopup="menu" aria-expanded={open} popoverTarget={id} />
      <div {...attributes} id={id} role="menu" tabIndex={-1} aria-label={label} className="ssot-menu" onKeyDown={moveInMenu}>
        {open && items.map((item) => <MenuButton key={item.label} item={item} choose={choose} />)}
      </div>
    </>
  )
}

function MenuButton({ item, choose }: { readonly item: MenuItem; readonly choose: (item: MenuItem) => void }): ReactNode {
  const radio = item.checked !== undefined
  return (
    <button
      type="button"
      role={radio ? 'menuitemradio' : 'menuitem'}
      aria-checked={item.checked}
      tabIndex={-1}
      className={item.danger === true ? 'ssot-menu-item ssot-menu-item-danger' : 'ssot-menu-item'}
      onClick={() => choose(item)}
    >
      {item.icon && <Icon name={item.icon} />}
      <span className="ssot-menu-label">{item.label}</span>
      {item.checked === true && <Icon name="check" />}
    </button>
  )
}

function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = menuItems(event.currentTarget)
  const at = items.findIndex((item) => item === document.activeElement)
  const target = targetOf(event.key, items, at)
  if (target === undefined) return
  event.preventDefault()
  target.focus()
}

function targetOf(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(at + 1) % items.length]
  if (key === 'ArrowUp') return items.at(at <= 0 ? -1 : at - 1)
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return rotated.find((item) => item.textContent?.toLowerCase().startsWith(key.toLowerCase()))
}

function menuItems(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('.ssot-menu-item') ?? [])]
}

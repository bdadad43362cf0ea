'use client'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Icon } from './icon.tsx'
import { usePopover } from './use-popover.ts'

/** A choice: `value` is unique among its list. */
export interface Option {
  readonly value: string
  readonly label: string
  readonly detail?: string
}

/** What a search field with choices takes. */
export interface ComboboxProps<O extends Option> {
  readonly id: string
  /** Name of the list of choices for screen readers. */
  readonly label: string
  readonly selected: O | null
  /** Undefined while they load. */
  readonly options: readonly O[] | undefined
  /** Called with what is typed, after a short rest; with an empty text when the list opens. */
  readonly onSearch: (text: string) => void
  /** Null: the choice is taken back. */
  readonly onPick: (option: O | null) => void
  readonly clearable?: boolean
  readonly placeholder?: string
  readonly invalid?: boolean
  readonly required?: boolean
  readonly describedBy?: string | undefined
}

const REST_MS = 150

/** A text field that searches a list of choices (ARIA 1.2 combobox with list autocomplete). */
export function Combobox<O extends Option>(props: ComboboxProps<O>): ReactNode {
  const { selected, options, clearable = false } = props
  const box = useCombobox(props)
  const { open, active } = box
  const anchor = useRef<HTMLInputElement>(null)
  const listId = useId()
  const popup = usePopover({ anchor, open, setOpen: box.setOpen, mode: 'manual', matchWidth: true })
  useEffect(() => {
    if (open) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [open, active, listId])
  const activeId = options?.[active] === undefined ? undefined : `${listId}-${active}`
  return (
    <div className="ssot-combobox">
      <ComboboxInput props={props} box={box} inputRef={anchor} list={open ? { id: listId, active: activeId } : undefined} />
      {clearable && selected !== null ? (
        <button type="button" className="ssot-combobox-clear" aria-label={`Clear ${props.label}`} onClick={() => box.pick(null)}>
          <Icon name="close" size={14} />
        </button>
      ) : (
        <span className="ssot-combobox-mark">
          <Icon name="chevrons-up-down" size={14} />
        </span>
      )}
      <div {...popup} className="ssot-menu ssot-combobox-popup" onPointerDown={(event) => event.preventDefault()}>
        {open && <Choices id={listId} props={props} active={active} pick={box.pick} />}
      </div>
    </div>
  )
}

interface ComboboxState<O> {
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly active: number
  /** What is being typed; null while the choice is shown. */
  readonly typed: string | null
  readonly type: (text: string) => void
  readonly pick: (option: O | null) => void
  readonly leave: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function useCombobox<O extends Option>({ options, onPick, onSearch, clearable = false }: ComboboxProps<O>): ComboboxState<O> {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  useRested(open ? (typed ?? '') : undefined, onSearch)
  const shut = (): void => {
    setOpen(false)
    setTyped(null)
    setActive(0)
  }
  const pick = (option: O | null): void => {
    shut()
    onPick(option)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf({ key: event.key, open, active, count: options?.length ?? 0 })
    if (step === undefined) return
    event.preventDefault()
    if (event.key === 'Escape') event.stopPropagation()
    if (step === 'close') return shut()
    if (step === 'pick') return pick(options?.[active] ?? null)
    setOpen(true)
    setActive(step)
  }
  return {
    open,
    setOpen,
    active,
    typed,
    pick,
    onKeyDown,
    type: (text) => {
      setTyped(text)
      setActive(0)
      setOpen(true)
    },
    leave: () => {
      if (typed === '' && clearable) onPick(null)
      shut()
    },
  }
}

interface ComboboxInputProps<O extends Option> {
  readonly props: ComboboxProps<O>
  readonly box: ComboboxState<O>
  readonly inputRef: RefObject<HTMLInputElement | null>
  /** Present while the list is open. */
  readonly list: { readonly id: string; readonly active: string | undefined } | undefined
}

function ComboboxInput<O extends Option>({ props, box, inputRef, list }: ComboboxInputProps<O>): ReactNode {
  return (
    <input
      ref={inputRef}
      id={props.id}
      className="ssot-input"
      role="combobox"
      autoComplete="off"
      spellCheck={false}
      aria-expanded={list !== undefined}
      aria-controls={list?.id}
      aria-activedescendant={list?.active}
      aria-autocomplete="list"
      aria-invalid={props.invalid === true || undefined}
      aria-required={props.required === true || undefined}
      aria-describedby={props.describedBy}
      placeholder={props.placeholder}
      value={box.typed ?? props.selected?.label ?? ''}
      onChange={(event) => box.type(event.target.value)}
      onClick={() => box.setOpen(true)}
      onBlur={box.leave}
      onKeyDown={box.onKeyDown}
    />
  )
}

interface ChoicesProps<O extends Option> {
  readonly id: string
  readonly props: ComboboxProps<O>
  readonly active: number
  readonly pick: (option: O) => void
}

function Choices<O extends Option>({ id, props, active, pick }: ChoicesProps<O>): ReactNode {
  const { options, selected, label } = props
  return (
    <>
      <div id={id} role="listbox" aria-label={label} aria-busy={options === undefined}>
        {options?.map((option, index) => (
          // The keys are the input's: it keeps the focus and names the active choice.
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option.value === selected?.value}
            className={index === active ? 'ssot-menu-item ssot-menu-item-active' : 'ssot-menu-item'}
            onClick={() => pick(option)}
          >
            <span className="ssot-menu-label">{option.label}</span>
            {option.detail !== undefined && <span className="ssot-menu-detail">{option.detail}</span>}
            {option.value === selected?.value && <Icon name="check" />}
          </div>
        ))}
      </div>
      {(options === undefined || options.length === 0) && <p className="ssot-menu-note">{options === undefined ? 'Loading…' : 'No matches'}</p>}
    </>
  )
}

interface KeyState {
  readonly key: string
  readonly open: boolean
  readonly active: number
  readonly count: number
}

function stepOf({ key, open, active, count }: KeyState): number | 'close' | 'pick' | undefined {
  if (key === 'ArrowDown') return open && count > 0 ? (active + 1) % count : 0
  if (key === 'ArrowUp') return open && count > 0 ? (active + count - 1) % count : 0
  if (!open) return undefined
  if (key === 'Enter') return count > 0 ? 'pick' : 'close'
  return key === 'Escape' ? 'close' : undefined
}

function useRested(text: string | undefined, report: (text: string) => void): void {
  useEffect(() => {
    if (text === undefined) return undefined
    const timer = setTimeout(() => report(text), text === '' ? 0 : REST_MS)
    return () => clearTimeout(timer)
  }, [text, report])
}

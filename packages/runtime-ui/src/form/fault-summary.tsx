'use client'
import { useSyncExternalStore, type MouseEvent, type ReactNode } from 'react'
import { Icon } from '../kit/icon.tsx'
import { useForm } from './form-context.ts'
import { inputIdOf } from './input-id.ts'
import type { FormItem } from './plan-form.ts'

/** What is wrong with a form, in one place: each fault leads to its input. `others` are about none. */
export function FaultSummary({ items, others }: { readonly items: readonly FormItem[]; readonly others: readonly string[] }): ReactNode {
  const { store } = useForm()
  const readNames = (): string => items.filter((item) => store.faultOf(item.name) !== undefined).map((item) => item.name).join(' ')
  const faulty = useSyncExternalStore(store.subscribe, readNames, () => '').split(' ')
  const named = items.filter((item) => faulty.includes(item.name))
  if (named.length + others.length === 0) return null
  const count = named.length + others.length
  return (
    <div className="ssot-faults" role="alert" id="ssot-faults" tabIndex={-1}>
      <p className="ssot-faults-title">
        <Icon name="alert" />
        {count === 1 ? 'One thing needs your attention' : `${count} things need your attention`}
      </p>
      <ul className="ssot-faults-list">
        {others.map((message) => (
          <li key={message}>{message}</li>
        ))}
        {named.map((item) => (
          <li key={item.name}>
            <a className="ssot-fault-link" href={`#${inputIdOf(item.name)}`} onClick={(event) => focusInput(event, item.name)}>
              {item.label}
            </a>
            : {store.faultOf(item.name)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function focusInput(event: MouseEvent, name: string): void {
  event.preventDefault()
  document.getElementById(inputIdOf(name))?.focus()
}

'use client'
// Owns filling a form: checks what is written, sends what was changed, and shows what the server found wrong.
import { isProblem, type ModelManifest, type Row } from '@ssot/contract'
import { useLayoutEffect, useMemo, useState, type FormEvent, type ReactNode } from 'react'
import { Button, ButtonLink } from '../kit/button.tsx'
import { useDirtyGuard } from '../router/navigation.ts'
import { buildPayload, type Drafts } from './build-payload.ts'
import { FaultSummary } from './fault-summary.tsx'
import { FormContext, useDirty } from './form-context.ts'
import { createFormStore, type FormStore } from './form-store.ts'
import { FormField } from './form-field.tsx'
import { inputIdOf } from './input-id.ts'
import { placeFaults } from './place-faults.ts'
import type { FormItem, FormMode } from './plan-form.ts'

/** What a form takes. */
export interface RecordFormProps {
  readonly model: ModelManifest
  readonly mode: FormMode
  readonly items: readonly FormItem[]
  /** What the inputs hold at first. */
  readonly before: Drafts
  readonly submitLabel: string
  /** Where leaving the form leads; without it there is no way to leave it. */
  readonly cancelTo?: string
  /** Sends the data; a problem it throws is shown at the inputs it is about. */
  readonly save: (data: Row) => Promise<void>
}

/** The form of a model: its inputs, their faults, and the buttons that send or leave it. */
export function RecordForm(props: RecordFormProps): ReactNode {
  const { model, mode, items, before, submitLabel, cancelTo } = props
  const [store] = useState(() => createFormStore(before))
  useLayoutEffect(() => store.rebase(before), [store, before])
  const scope = useMemo(() => ({ store, model, mode }), [store, model, mode])
  const dirty = useDirty(store)
  const { submit, busy, others } = useSubmit(props, store)
  useDirtyGuard(dirty)
  const isIdle = mode === 'edit' && !dirty
  return (
    <FormContext value={scope}>
      <form className="ssot-form" noValidate onSubmit={submit} aria-label={submitLabel}>
        <FaultSummary items={items} others={others} />
        <div className="ssot-panel">
          <div className="ssot-form-fields">
            {items.map((item) => (
              <FormField key={item.name} item={item} />
            ))}
            {items.length === 0 && <p className="ssot-muted">There is nothing to fill in.</p>}
          </div>
          <div className="ssot-form-actions">
            {cancelTo !== undefined && <ButtonLink to={cancelTo}>Cancel</ButtonLink>}
            <Button variant="primary" type="submit" busy={busy} disabled={isIdle}>
              {submitLabel}
            </Button>
          </div>
        </div>
      </form>
    </FormContext>
  )
}

interface Submit {
  readonly submit: (event: FormEvent) => void
  readonly busy: boolean
  readonly others: readonly string[]
}

function useSubmit({ model, mode, items, save }: RecordFormProps, store: FormStore): Submit {
  const [busy, setBusy] = useState(false)
  const [others, setOthers] = useState<readonly string[]>([])
  const refuse = (faults: { readonly [name: string]: string }, rest: readonly string[]): void => {
    store.setFaults(faults)
    setOthers(rest)
    focusFirst(items, faults)
  }
  const send = async (data: Row): Promise<void> => {
    setBusy(true)
    setOthers([])
    try {
      await save(data)
    } catch (error) {
      const placed = placeFaults(items, isProblem(error) ? error.errors : [])
      const isSilent = Object.keys(placed.byName).length === 0 && placed.others.length === 0
      refuse(placed.byName, isSilent ? [messageOf(error)] : placed.others)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const { data, faults } = buildPayload(model, items, { mode, drafts: store.drafts(), before: store.before() })
    if (Object.keys(faults).length > 0) return refuse(faults, [])
    store.setFaults({})
    void send(data)
  }
  return { submit, busy, others }
}

function messageOf(error: unknown): string {
  if (!isProblem(error)) return 'It could not be saved. Try again.'
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`
}

function focusFirst(items: readonly FormItem[], faults: { readonly [name: string]: string }): void {
  const first = items.find((item) => Object.hasOwn(faults, item.name))
  const target = first === undefined ? document.getElementById('ssot-faults') : document.getElementById(inputIdOf(first.name))
  target?.focus()
  target?.scrollIntoView({ block: 'center' })
}

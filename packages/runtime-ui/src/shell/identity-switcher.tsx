'use client'
// Owns the way in which the administrator of a development server sees the application as somebody else does.
import type { PrincipalManifest, Row } from '@ssot/contract'
import { createSsotClient } from '@ssot/runtime-client'
import { SsotProvider, useManifest } from '@ssot/runtime-client/react'
import { useId, useMemo, useState, type FormEvent, type ReactNode } from 'react'
import { actAs, type Identity } from '../app/act-as.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { Icon } from '../kit/icon.tsx'
import { RecordPicker } from '../values/record-picker.tsx'

/** What the switcher takes: who is signed in, and the address of the manifest. */
export interface IdentitySwitcherProps {
  readonly principal: PrincipalManifest
  readonly url: string
}

/** Says loudly who is signed in on a development server, and lets its administrator act as somebody else. */
export function IdentitySwitcher({ principal, url }: IdentitySwitcherProps): ReactNode {
  const [open, setOpen] = useState(false)
  const [long, short] = principal.development ? ['Development administrator', 'Dev admin'] : [`Acting as ${nameOf(principal)}`, nameOf(principal)]
  return (
    <>
      <button type="button" className={principal.development ? 'ssot-dev-badge' : 'ssot-dev-badge ssot-dev-badge-acting'} aria-haspopup="dialog" title="This development server signs everyone in as an administrator with every right. It does not do so in production." onClick={() => setOpen(true)}>
        <Icon name={principal.development ? 'alert' : 'user'} size={14} />
        <span className="ssot-dev-long">{long}</span>
        <span className="ssot-dev-short">{short}</span>
        <Icon name="chevron-down" size={13} />
      </button>
      <Dialog open={open} title="Act as somebody else" onClose={() => setOpen(false)}>
        <AsOneself url={url}>
          <Choices principal={principal} />
        </AsOneself>
      </Dialog>
    </>
  )
}

function nameOf({ kind, name, id }: PrincipalManifest): string {
  return kind === 'anonymous' ? 'nobody' : (name ?? id ?? 'somebody')
}

// Users are looked for with one's own rights, whoever one acts as.
function AsOneself({ url, children }: { readonly url: string; readonly children?: ReactNode }): ReactNode {
  const client = useMemo(() => createSsotClient({ url }), [url])
  return <SsotProvider client={client}>{children}</SsotProvider>
}

function Choices({ principal }: { readonly principal: PrincipalManifest }): ReactNode {
  const id = useId()
  const { data: manifest } = useManifest()
  const users = manifest?.models[manifest.principal.users ?? '']
  return (
    <div className="ssot-switcher">
      <p className="ssot-dialog-text">You see and may do what they see and may do, in this tab. Denials say which rule they are of.</p>
      {users && (
        <div>
          <label className="ssot-label" htmlFor={id}>
            {users.label}
          </label>
          <RecordPicker id={id} label={users.plural} target={users} selected={null} onPick={(option) => option && actAs(identityOf(users.key, option.row))} />
        </div>
      )}
      <ClaimsForm isOpen={manifest !== undefined && !users} />
      <div className="ssot-dialog-actions">
        <Button icon="globe" onClick={() => actAs(null)}>
          Nobody, not signed in
        </Button>
        {!principal.development && (
          <Button variant="primary" icon="user" onClick={() => actAs(undefined)}>
            Yourself again
          </Button>
        )}
      </div>
    </div>
  )
}

function identityOf(key: readonly string[], row: Row): Identity {
  const value = row[key[0] ?? '']
  return { id: typeof value === 'number' ? value : String(value) }
}

// What a token would say beside the row, or all of it where there are no rows.
function ClaimsForm({ isOpen }: { readonly isOpen: boolean }): ReactNode {
  const id = useId()
  const [fault, setFault] = useState<string>()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const identity = readIdentity(new FormData(event.currentTarget).get('identity'))
    if (identity === undefined) setFault('Write an object with an id, such as {"id": 1}.')
    else actAs(identity)
  }
  return (
    <details className="ssot-switcher-claims" open={isOpen}>
      <summary>By id and claims</summary>
      <form onSubmit={submit}>
        <label className="ssot-label" htmlFor={id}>
          Id and claims as JSON
        </label>
        <textarea id={id} name="identity" className="ssot-input ssot-textarea ssot-code" rows={3} spellCheck={false} defaultValue='{ "id": 1 }' aria-invalid={fault !== undefined || undefined} aria-describedby={fault === undefined ? undefined : `${id}-fault`} />
        {fault !== undefined && (
          <p id={`${id}-fault`} className="ssot-fault">
            {fault}
          </p>
        )}
        <Button type="submit" small>
          Act as this one
        </Button>
      </form>
    </details>
  )
}

function readIdentity(text: FormDataEntryValue | null): Identity | undefined {
  try {
    const value: unknown = JSON.parse(String(text))
    return isIdentity(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isIdentity(value: unknown): value is NonNullable<Identity> {
  return typeof value === 'object' && value !== null && 'id' in value && (typeof value.id === 'number' || (typeof value.id === 'string' && value.id !== ''))
}

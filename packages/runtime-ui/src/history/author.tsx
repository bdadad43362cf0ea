'use client'
import type { HistoryAuthor, ModelManifest } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { describeAuthor } from './describe-author.ts'
import { RecordOf } from './past-value.tsx'

/** Who changed a record: by name where it is somebody of whom there is a record. */
export function Author({ by }: { readonly by: HistoryAuthor }): ReactNode {
  const { manifest } = useApp()
  const { name, note } = describeAuthor(by, manifest.principal)
  const users = manifest.models[manifest.users ?? '']
  const isSomebody = by.kind === 'user' && by.id !== null && by.id !== manifest.principal.id
  return (
    <>
      <span className="ssot-strong">{isSomebody && isNamed(users) ? <RecordOf target={users} id={by.id} /> : name}</span>
      {note !== undefined && <span className="ssot-muted"> {note}</span>}
    </>
  )
}

function isNamed(users: ModelManifest | undefined): users is ModelManifest {
  return users !== undefined && users.can.read && users.key.length === 1
}

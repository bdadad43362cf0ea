'use client'
import type { PrincipalManifest } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Icon } from '../kit/icon.tsx'

/** Who is signed in, at the foot of the navigation. */
export function UserBlock(): ReactNode {
  const { principal } = useApp().manifest
  const name = nameOf(principal)
  return (
    <div className="ssot-user">
      <span className="ssot-avatar" aria-hidden="true">
        {principal.kind === 'anonymous' ? <Icon name="user" /> : name.charAt(0).toUpperCase()}
      </span>
      <span className="ssot-user-text">
        <span className="ssot-user-name">{name}</span>
        <span className="ssot-user-role">{roleOf(principal)}</span>
      </span>
    </div>
  )
}

function nameOf(principal: PrincipalManifest): string {
  if (principal.development) return principal.name ?? 'Developer'
  return principal.name ?? principal.id ?? 'Guest'
}

function roleOf({ kind, isAdmin, development, actedBy }: PrincipalManifest): string {
  if (actedBy) return 'Acted as by the developer'
  if (development) return 'Every right, on this machine'
  if (kind === 'anonymous') return 'Not signed in'
  return isAdmin ? 'Administrator' : kind === 'key' ? 'API key' : 'Signed in'
}

'use client'
import type { ReactNode } from 'react'
import { useApp } from './app-context.ts'

/** What the application puts at a named place of an automatic page. */
export function Slot({ at }: { readonly at: string }): ReactNode {
  const { slots } = useApp()
  return Object.hasOwn(slots, at) ? slots[at] : null
}

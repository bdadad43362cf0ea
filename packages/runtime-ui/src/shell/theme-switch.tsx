'use client'
import type { ReactNode } from 'react'
import { Menu } from '../kit/menu.tsx'
import { useTheme, type ThemeMode } from './themed-root.tsx'

const MODES = [
  { mode: 'light', label: 'Light', icon: 'sun' },
  { mode: 'dark', label: 'Dark', icon: 'moon' },
  { mode: 'system', label: 'System', icon: 'monitor' },
] as const satisfies readonly { readonly mode: ThemeMode; readonly label: string; readonly icon: string }[]

/** Chooses light, dark, or as the system says; the choice is kept in this browser. */
export function ThemeSwitch(): ReactNode {
  const { mode, setMode } = useTheme()
  const now = MODES.find((candidate) => candidate.mode === mode) ?? MODES[2]
  return (
    <Menu
      label="Theme"
      button={{ variant: 'ghost', icon: now.icon, 'aria-label': `Theme: ${now.label}` }}
      items={MODES.map((choice) => ({ label: choice.label, icon: choice.icon, checked: choice.mode === mode, select: () => setMode(choice.mode) }))}
    />
  )
}

'use client'
import { problem, type Manifest, type ModelManifest } from '@ssot/contract'
import { createContext, use } from 'react'
import type { Formatter } from '../values/formatter.ts'
import type { Slots } from './components.ts'

/** What every part of the application reads. */
export interface App {
  readonly manifest: Manifest
  /** Address of the manifest, where it was loaded from one. */
  readonly url?: string | undefined
  readonly slots: Slots
  readonly format: Formatter
}

/** Carries the application to its parts. */
export const AppContext = createContext<App | null>(null)

/** The application around this component. */
export function useApp(): App {
  const app = use(AppContext)
  if (app === null) throw problem('INTERNAL.BUG', { detail: 'There is no <SsotApp> above this component.' })
  return app
}

/** A model that the manifest names; a manifest that names one it does not hold is a bug of the server. */
export function findModel(manifest: Manifest, name: string): ModelManifest {
  const model = Object.hasOwn(manifest.models, name) ? manifest.models[name] : undefined
  if (model === undefined) throw problem('REQUEST.NO_ROUTE', { detail: `The manifest has no model "${name}".` })
  return model
}

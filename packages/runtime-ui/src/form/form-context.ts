'use client'
import { problem, type ModelManifest } from '@ssot/contract'
import { createContext, use, useSyncExternalStore } from 'react'
import type { Draft } from './draft.ts'
import type { FormStore } from './form-store.ts'
import type { FormMode } from './plan-form.ts'

/** What the inputs of one form share. */
export interface FormScope {
  readonly store: FormStore
  readonly model: ModelManifest
  readonly mode: FormMode
}

/** Carries a form to its inputs. */
export const FormContext = createContext<FormScope | null>(null)

/** The form around this input. */
export function useForm(): FormScope {
  const form = use(FormContext)
  if (form === null) throw problem('INTERNAL.BUG', { detail: 'There is no form above this input.' })
  return form
}

/** What one input holds; the component is drawn anew when that changes. */
export function useDraft(name: string): Draft {
  const { store } = useForm()
  return useSyncExternalStore(store.subscribe, () => store.draftOf(name), () => store.draftOf(name))
}

/** What is wrong with one input. */
export function useFault(name: string): string | undefined {
  const { store } = useForm()
  return useSyncExternalStore(store.subscribe, () => store.faultOf(name), () => undefined)
}

/** Whether anything in the form was changed. */
export function useDirty(store: FormStore): boolean {
  return useSyncExternalStore(store.subscribe, store.isDirty, () => false)
}

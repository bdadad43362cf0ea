'use client'
import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react'
import { problem } from '@ssot/contract'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** A short message about what has just happened. */
export interface Toast {
  readonly text: string
  readonly tone?: 'success' | 'danger' | 'info'
}

type ShowToast = (toast: Toast) => void

const ToastContext = createContext<ShowToast | null>(null)

/** Shows a message in the corner for six seconds; failures stay until closed. */
export function useToast(): ShowToast {
  const show = use(ToastContext)
  if (show === null) throw problem('INTERNAL.BUG', { detail: 'There is no <SsotApp> above this component.' })
  return show
}

const TOAST_MS = 6_000

/** Provides messages; the region is always there, so that screen readers announce what is put in it. */
export function ToastProvider({ children }: { readonly children?: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([])
  const lastId = useRef(0)
  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
  const show = useCallback<ShowToast>(
    (toast) => {
      const id = ++lastId.current
      setToasts((shown) => [...shown.slice(-2), { ...toast, id }])
      if (toast.tone !== 'danger') setTimeout(() => dismiss(id), TOAST_MS)
    },
    [dismiss],
  )
  return (
    <ToastContext value={show}>
      {children}
      <div className="ssot-toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={`ssot-toast ssot-toast-${toast.tone ?? 'info'}`}>
            <Icon name={toast.tone === 'danger' ? 'alert' : 'check'} />
            <span className="ssot-toast-text">{toast.text}</span>
            <Button variant="ghost" small icon="close" aria-label="Dismiss" onClick={() => dismiss(toast.id)} />
          </div>
        ))}
      </div>
    </ToastContext>
  )
}

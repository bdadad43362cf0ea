'use client'
import { problem } from '@ssot/contract'
import { createContext, use, type ComponentType, type ReactNode } from 'react'

/** What the runtime needs of a router: where it is, and how to go elsewhere without leaving the page. */
export interface RouterAdapter {
  /** Path of the address, as encoded in it. */
  readonly pathname: string
  readonly search: URLSearchParams
  push(url: string): void
  replace(url: string): void
  back(): void
}

/** A component that provides a `RouterAdapter` to what it wraps: `SpaRouter`, `NextRouter`, or the host's own. */
export type RouterProvider = ComponentType<{ readonly children?: ReactNode }>

/** Carries the router to the application below it. */
export const RouterContext = createContext<RouterAdapter | null>(null)

/** The router of the nearest provider. */
export function useRouterAdapter(): RouterAdapter {
  const router = use(RouterContext)
  if (router === null) throw problem('INTERNAL.BUG', { detail: 'There is no router above this component. Render it within <SsotApp>.' })
  return router
}

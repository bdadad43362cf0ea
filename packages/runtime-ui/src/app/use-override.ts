'use client'
import { createContext, use, type ComponentType } from 'react'
import type { Components } from './components.ts'

/** Carries the application's own components to where they are drawn. */
export const ComponentsContext = createContext<Components>({})

/** The application's own component at an address (`Post.list`, `cell:Post.status`, `kind:datetime`, `Button`), most specific first. */
export function useOverride<P>(...addresses: readonly string[]): ComponentType<P> | undefined {
  const components = use(ComponentsContext)
  return resolve<P>(components, addresses)
}

/** The first component that is registered at one of the addresses. */
export function resolve<P>(components: Components, addresses: readonly string[]): ComponentType<P> | undefined {
  for (const address of addresses) {
    const found = Object.hasOwn(components, address) ? components[address] : undefined
    if (isComponentOf<P>(found)) return found
  }
  return undefined
}

// What a component at an address must take is said by the type `Components`, where it is registered.
function isComponentOf<P>(value: unknown): value is ComponentType<P> {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && '$$typeof' in value)
}

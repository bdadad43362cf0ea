import { createElement, type ComponentType, type ReactNode } from 'react'

/** Draws a component that is known only once the application runs. */
export function draw<P extends object>(component: ComponentType<P>, props: P): ReactNode {
  return createElement(component, props)
}

'use client'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react'
import { isExternal } from './safe-url.ts'
import { useNavigation } from './navigation.ts'

/** A link; `to` is a path within the application, a query of this page, or the address of another site. */
export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly to: string
  readonly ref?: Ref<HTMLAnchorElement> | undefined
}

/** An `<a>` that moves within the application without loading it anew; an unsafe address is drawn as plain text. */
export function Link({ to, onClick, children, ...rest }: LinkProps): ReactNode {
  const { hrefOf, go } = useNavigation()
  const href = hrefOf(to)
  if (href === undefined) return <span className={rest.className}>{children}</span>
  if (isExternal(to)) {
    return (
      <a href={href} rel="noreferrer noopener" target="_blank" onClick={onClick} {...rest}>
        {children}
      </a>
    )
  }
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (event.defaultPrevented || isForBrowser(event)) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  )
}

function isForBrowser(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}

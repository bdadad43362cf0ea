'use client'
import { type ButtonHTMLAttributes, type ReactNode, type Ref } from 'react'
import { draw } from '../app/draw.ts'
import { useOverride } from '../app/use-override.ts'
import { Link } from '../router/link.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'
import { joinClasses } from './join-classes.ts'

/** How much a button stands out. */
export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

/** What a button takes; an override of `Button` gets the same. */
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: ButtonVariant
  readonly icon?: IconName
  /** Shows that its work is under way, and refuses clicks. */
  readonly busy?: boolean
  readonly small?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button, or what the application puts in its place. */
export function Button(props: ButtonProps): ReactNode {
  const Override = useOverride<ButtonProps>('Button')
  return Override ? draw(Override, props) : <PlainButton {...props} />
}

function PlainButton({ variant = 'secondary', icon, busy = false, small = false, className, children, onClick, type = 'button', ...rest }: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={type}
      className={joinClasses('ssot-button', `ssot-button-${variant}`, small && 'ssot-button-small', children === undefined && 'ssot-button-square', className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="ssot-spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** What a link that looks like a button takes. */
export interface ButtonLinkProps {
  readonly to: string
  readonly variant?: ButtonVariant
  readonly icon?: IconName
  readonly small?: boolean
  readonly children?: ReactNode
}

/** A link that looks like a button. */
export function ButtonLink({ to, variant = 'secondary', icon, small = false, children }: ButtonLinkProps): ReactNode {
  return (
    <Link to={to} className={joinClasses('ssot-button', `ssot-button-${variant}`, small && 'ssot-button-small')}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}

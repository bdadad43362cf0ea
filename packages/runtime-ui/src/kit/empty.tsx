import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'

/** What stands where there is nothing to show. */
export interface EmptyProps {
  readonly title: string
  readonly text?: string
  readonly icon?: IconName
  readonly children?: ReactNode
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ title, text, icon = 'inbox', children }: EmptyProps): ReactNode {
  return (
    <div className="ssot-notice">
      <span className="ssot-notice-icon">
        <Icon name={icon} size={22} />
      </span>
      <p className="ssot-notice-title">{title}</p>
      {text !== undefined && <p className="ssot-notice-text">{text}</p>}
      {children !== undefined && <div className="ssot-notice-actions">{children}</div>}
    </div>
  )
}

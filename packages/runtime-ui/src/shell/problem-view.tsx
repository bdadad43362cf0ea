'use client'
import { isProblem } from '@ssot/contract'
import type { ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { ExplanationView } from './explanation-view.tsx'
import type { IconName } from '../kit/icon-paths.ts'

/** What a failure looks like: what happened, and what to do about it. */
export interface ProblemText {
  readonly icon: IconName
  readonly title: string
  readonly text: string
}

/** A failure in words for the person who met it. */
export function describeProblem(error: unknown): ProblemText {
  if (!isProblem(error)) {
    return { icon: 'alert', title: 'Something went wrong', text: 'This part of the page could not be drawn. Reload the page; if it happens again, tell whoever runs this application.' }
  }
  const hint = error.hint === undefined ? '' : ` ${error.hint}`
  if (error.code === 'CLIENT.UNREACHABLE') return { icon: 'plug', title: 'The server cannot be reached', text: error.message + hint }
  if (error.status === 401) return { icon: 'lock', title: 'Sign in to see this', text: `This needs an account. Sign in, then come back to this address.${hint}` }
  if (error.status === 403) return { icon: 'shield', title: 'You may not see this', text: `Your account has no right to it. Ask an administrator if you need it.${hint}` }
  if (error.status === 404) return { icon: 'search', title: 'Nothing was found here', text: 'It may have been deleted, or you may not be allowed to see it. Check the address, or go back to the list.' }
  if (error.status === 503 || error.status === 504) return { icon: 'alert', title: 'The server is busy', text: `${error.message}${hint} Wait a moment, then try again.` }
  return { icon: 'alert', title: error.status >= 500 ? 'The server failed' : 'The request was refused', text: [error.message, ...error.errors.map((fault) => fault.message)].join(' ') + hint }
}

/** What showing a failure takes; `words` say it better where it is known what was tried. */
export interface ProblemViewProps {
  readonly error: unknown
  readonly words?: Partial<ProblemText>
  readonly retry?: () => void
  readonly children?: ReactNode
}

/** A failure in place of what could not be shown. */
export function ProblemView({ error, words, retry, children }: ProblemViewProps): ReactNode {
  const { icon, title, text } = { ...describeProblem(error), ...words }
  const requestId = isProblem(error) ? error.headers['x-request-id'] : undefined
  return (
    <div className="ssot-notice" role="alert">
      <span className="ssot-notice-icon">
        <Icon name={icon} size={22} />
      </span>
      <h2 className="ssot-notice-title">{title}</h2>
      <p className="ssot-notice-text">{text}</p>
      {isProblem(error) && error.explanation && <ExplanationView explanation={error.explanation} />}
      {requestId !== undefined && <p className="ssot-muted ssot-small">Request {requestId}</p>}
      <div className="ssot-notice-actions">
        {retry && (
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        )}
        {children}
      </div>
    </div>
  )
}

'use client'
import { Component, type ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { ProblemView } from '../shell/problem-view.tsx'

interface BoundaryProps {
  /** Drawn in place of what failed; a full notice if absent. */
  readonly fallback?: ReactNode
  readonly children?: ReactNode
}

/** Keeps a failure while drawing within its part of the page. */
export class PageBoundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override readonly state = { error: null }

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    if (this.props.fallback !== undefined) return this.props.fallback
    return (
      <ProblemView error={error}>
        <Button variant="primary" onClick={() => location.reload()}>
          Reload the page
        </Button>
      </ProblemView>
    )
  }
}

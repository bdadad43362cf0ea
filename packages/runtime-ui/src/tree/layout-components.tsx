'use client'
import type { ReactNode } from 'react'
import type { TreeProps } from '../app/components.ts'
import { joinClasses } from '../kit/join-classes.ts'
import { textProp, wordProp } from './read-props.ts'

/** Children under one another, or beside one another with `direction: 'row'`. */
export function StackView(props: TreeProps): ReactNode {
  const row = wordProp(props, 'direction', ['column', 'row']) === 'row'
  return <div className={joinClasses('ssot-stack', row && 'ssot-stack-row', `ssot-gap-${wordProp(props, 'gap', ['medium', 'small', 'large'])}`)}>{props.children}</div>
}

/** Children in as many columns as there is room for. */
export function GridView(props: TreeProps): ReactNode {
  return <div className="ssot-grid">{props.children}</div>
}

/** Children on a raised ground. */
export function CardView(props: TreeProps): ReactNode {
  const title = textProp(props, 'title')
  return (
    <div className="ssot-card">
      {title !== undefined && <h3 className="ssot-card-title">{title}</h3>}
      {props.children}
    </div>
  )
}

/** A part of a page with a heading. */
export function SectionView(props: TreeProps): ReactNode {
  const [title, text] = [textProp(props, 'title', 'heading'), textProp(props, 'description', 'text')]
  return (
    <section className="ssot-section" aria-label={title}>
      {title !== undefined && <h2 className="ssot-section-title">{title}</h2>}
      {text !== undefined && <p className="ssot-page-description">{text}</p>}
      {props.children}
    </section>
  )
}

/** The large beginning of a page. */
export function HeroView(props: TreeProps): ReactNode {
  const [title, text] = [textProp(props, 'title', 'heading'), textProp(props, 'subtitle', 'description', 'text')]
  return (
    <div className="ssot-hero">
      {title !== undefined && <p className="ssot-hero-title">{title}</p>}
      {text !== undefined && <p className="ssot-hero-text">{text}</p>}
      {props.children !== undefined && <div className="ssot-hero-actions">{props.children}</div>}
    </div>
  )
}

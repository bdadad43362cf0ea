'use client'
import { Children, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import type { TreeProps } from '../app/components.ts'
import { Badge } from '../kit/badge.tsx'
import { Button, ButtonLink } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { Icon } from '../kit/icon.tsx'
import { findIcon } from '../kit/icon-paths.ts'
import { Link } from '../router/link.tsx'
import { safeImageUrl } from '../router/safe-url.ts'
import { ModelListView, ModelMetricView } from './model-components.tsx'
import { eventProp, numberProp, textProp, wordProp } from './read-props.ts'

/** A heading; `level` 2 to 4. */
export function HeadingView(props: TreeProps): ReactNode {
  const text = textProp(props, 'text', 'title')
  const level = numberProp(props, 'level')
  if (level === 3) return <h3 className="ssot-card-title">{text}</h3>
  return level === 4 ? <h4 className="ssot-card-title">{text}</h4> : <h2 className="ssot-section-title">{text}</h2>
}

/** A paragraph. */
export function TextView(props: TreeProps): ReactNode {
  return (
    <p className={wordProp(props, 'tone', ['plain', 'muted']) === 'muted' ? 'ssot-paragraph ssot-muted' : 'ssot-paragraph'}>
      {textProp(props, 'text', 'content')}
      {props.children}
    </p>
  )
}

/** A link; `to` is a page's path or an address. */
export function LinkView(props: TreeProps): ReactNode {
  return (
    <Link to={textProp(props, 'to', 'href') ?? '/'} className="ssot-link">
      {textProp(props, 'text', 'label')}
      {props.children}
    </Link>
  )
}

/** A button that does what stands under its event `press`, or leads to `to`. */
export function ButtonView(props: TreeProps): ReactNode {
  const [to, icon] = [textProp(props, 'to', 'href'), textProp(props, 'icon')]
  const look = { variant: wordProp(props, 'variant', ['secondary', 'primary', 'ghost', 'danger']), ...(icon !== undefined && { icon: findIcon(icon) }) }
  const label = textProp(props, 'label', 'text') ?? props.children
  const press = eventProp(props, 'onPress')
  if (to !== undefined) {
    return (
      <ButtonLink to={to} {...look}>
        {label}
      </ButtonLink>
    )
  }
  return (
    <Button {...look} onClick={() => press?.()}>
      {label}
    </Button>
  )
}

/** A short text with a tinted ground. */
export function BadgeView(props: TreeProps): ReactNode {
  return <Badge tone={wordProp(props, 'tone', ['neutral', 'accent', 'success', 'warning', 'danger'])}>{textProp(props, 'text', 'label', 'value') ?? props.children}</Badge>
}

/** A picture; nothing where its address is not safe. */
export function ImageView(props: TreeProps): ReactNode {
  const source = safeImageUrl(textProp(props, 'src', 'url') ?? '')
  return source === undefined || source === '' ? null : <img className="ssot-image" src={source} alt={textProp(props, 'alt') ?? ''} loading="lazy" />
}

/** One figure with its name. */
export function MetricView(props: TreeProps): ReactNode {
  const { format } = useApp()
  if (props['model'] !== undefined) return <ModelMetricView {...props} />
  const value = props['value']
  const shown = typeof value !== 'number' ? (textProp(props, 'value') ?? '–') : format.number(value, textProp(props, 'format'))
  return (
    <div className="ssot-metric">
      <span className="ssot-metric-label">{textProp(props, 'label', 'title')}</span>
      <span className="ssot-metric-value">{shown}</span>
      {textProp(props, 'hint', 'description') !== undefined && <span className="ssot-muted ssot-small">{textProp(props, 'hint', 'description')}</span>}
    </div>
  )
}

/** Children as the entries of a list. */
export function ListView(props: TreeProps): ReactNode {
  if (props['model'] !== undefined) return <ModelListView {...props} />
  const entries = Children.toArray(props.children)
  if (entries.length === 0) return <Empty title={textProp(props, 'empty') ?? 'Nothing yet'} />
  return (
    <ul className="ssot-tree-list">
      {entries.map((entry, index) => (
        <li key={index} className="ssot-tree-entry">
          {entry}
        </li>
      ))}
    </ul>
  )
}

/** Somebody's initial, or picture, in a circle. */
export function AvatarView(props: TreeProps): ReactNode {
  const source = safeImageUrl(textProp(props, 'src', 'url') ?? '')
  const name = textProp(props, 'name', 'alt') ?? ''
  if (source !== undefined && source !== '') return <img className="ssot-avatar" src={source} alt={name} />
  return (
    <span className="ssot-avatar" role="img" aria-label={name}>
      {name.charAt(0).toUpperCase()}
    </span>
  )
}

/** A drawing by name. */
export function IconView(props: TreeProps): ReactNode {
  return <Icon name={findIcon(textProp(props, 'name', 'icon') ?? '')} size={numberProp(props, 'size') ?? 16} />
}

/** Says that something is under way. */
export function SpinnerView(): ReactNode {
  return <span className="ssot-spinner ssot-spinner-large" role="status" aria-label="Loading" />
}

/** A bar in place of what is to come. */
export function SkeletonView(): ReactNode {
  return <span className="ssot-skeleton" />
}

/** Says that there is nothing. */
export function EmptyView(props: TreeProps): ReactNode {
  const [text, icon] = [textProp(props, 'text', 'description'), textProp(props, 'icon')]
  return (
    <Empty title={textProp(props, 'title') ?? 'Nothing here'} {...(text !== undefined && { text })} {...(icon !== undefined && { icon: findIcon(icon) })}>
      {props.children}
    </Empty>
  )
}

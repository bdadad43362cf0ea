'use client'
import { Fragment, useEffect, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Icon } from '../kit/icon.tsx'
import { Link } from '../router/link.tsx'

/** A link of the way back to a page. */
export interface Crumb {
  readonly label: string
  readonly to: string | undefined
}

/** What the head of a page takes. */
export interface PageHeaderProps {
  readonly title: string
  readonly description?: string | undefined
  readonly crumbs?: readonly Crumb[]
  readonly actions?: ReactNode
}

/** The head of a page: the way back, its title (also the document's), what can be done. */
export function PageHeader({ title, description, crumbs = [], actions }: PageHeaderProps): ReactNode {
  useDocumentTitle(title)
  return (
    <header className="ssot-page-head">
      <div className="ssot-page-heading">
        {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <h1 className="ssot-page-title">{title}</h1>
        {description !== undefined && <p className="ssot-page-description">{description}</p>}
      </div>
      {actions !== undefined && actions !== null && <div className="ssot-page-actions">{actions}</div>}
    </header>
  )
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactNode {
  return (
    <nav aria-label="Breadcrumb" className="ssot-crumbs">
      {crumbs.map((crumb, index) => (
        <Fragment key={index}>
          {index > 0 && <Icon name="chevron-right" size={12} />}
          {crumb.to === undefined ? (
            <span className="ssot-crumb">{crumb.label}</span>
          ) : (
            <Link to={crumb.to} className="ssot-crumb">
              {crumb.label}
            </Link>
          )}
        </Fragment>
      ))}
    </nav>
  )
}

/** Names the document after the page. */
export function useDocumentTitle(title: string): void {
  const { manifest } = useApp()
  useEffect(() => {
    document.title = title === manifest.site.name ? title : `${title} · ${manifest.site.name}`
  }, [title, manifest.site.name])
}

'use client'
import type { NavItem } from '@ssot/contract'
import { useId, type ReactNode } from 'react'
import { Icon } from '../kit/icon.tsx'
import { findIcon } from '../kit/icon-paths.ts'
import { joinClasses } from '../kit/join-classes.ts'
import { Link } from '../router/link.tsx'
import { useNavigation } from '../router/navigation.ts'
import { isActive } from './sidebar-of.ts'

/** Links of the navigation under one another, in groups. */
export function NavList({ items }: { readonly items: readonly NavItem[] }): ReactNode {
  return (
    <ul className="ssot-nav">
      {items.map((item, index) => (
        <li key={index} className="ssot-nav-entry">
          {item.items === undefined ? <NavLink item={item} /> : <NavGroup item={item} />}
        </li>
      ))}
    </ul>
  )
}

function NavGroup({ item }: { readonly item: NavItem }): ReactNode {
  const id = useId()
  return (
    <>
      <p id={id} className="ssot-nav-heading">
        {item.label}
      </p>
      <ul className="ssot-nav" aria-labelledby={id}>
        {item.items?.map((child, index) => (
          <li key={index} className="ssot-nav-entry">
            <NavLink item={child} />
          </li>
        ))}
      </ul>
    </>
  )
}

function NavLink({ item }: { readonly item: NavItem }): ReactNode {
  const { path } = useNavigation()
  const active = item.to !== undefined && isActive(item.to, path)
  return (
    <Link to={item.to ?? '/'} ref={active ? showEntry : undefined} className={joinClasses('ssot-nav-link', active && 'ssot-nav-active')} aria-current={active ? 'page' : undefined}>
      <Icon name={findIcon(item.icon ?? item.label)} />
      <span className="ssot-nav-label">{item.label}</span>
      {(typeof item.badge === 'string' || typeof item.badge === 'number') && <span className="ssot-nav-badge">{item.badge}</span>}
    </Link>
  )
}

// A long navigation is scrolled to where one is.
function showEntry(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest' })
}

/** Links of the navigation in a line. */
export function NavLinks({ items, label }: { readonly items: readonly NavItem[]; readonly label: string }): ReactNode {
  const { path } = useNavigation()
  const flat = items.flatMap((item) => item.items ?? [item])
  return (
    <nav aria-label={label} className="ssot-nav-line">
      {flat.map((item, index) => (
        <Link key={index} to={item.to ?? '/'} className="ssot-nav-inline" aria-current={item.to !== undefined && isActive(item.to, path) ? 'page' : undefined}>
          {item.label}
        </Link>
      ))}
    </nav>
  )
}

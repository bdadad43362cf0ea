'use client'
// Owns what stands around every page: navigation, who is signed in, the theme switch.
import { useState, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { Icon } from '../kit/icon.tsx'
import { Link } from '../router/link.tsx'
import { safeImageUrl } from '../router/safe-url.ts'
import { useNavigation } from '../router/navigation.ts'
import { IdentitySwitcher } from './identity-switcher.tsx'
import { NavLinks, NavList } from './nav-list.tsx'
import { sidebarOf } from './sidebar-of.ts'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserBlock } from './user-block.tsx'

/** The frame of the application around its page. */
export function Shell({ children }: { readonly children?: ReactNode }): ReactNode {
  const { manifest } = useApp()
  return (
    <div className="ssot-shell">
      <a className="ssot-skip" href="#ssot-main">
        Skip to content
      </a>
      <aside className="ssot-sidebar" aria-label="Sidebar">
        <Brand />
        <nav aria-label="Main" className="ssot-sidebar-nav">
          <NavList items={sidebarOf(manifest)} />
        </nav>
        <UserBlock />
      </aside>
      <div className="ssot-column">
        <Topbar />
        <main id="ssot-main" className="ssot-main" tabIndex={-1}>
          {children}
        </main>
        {manifest.nav.footer.length > 0 && (
          <footer className="ssot-footer">
            <NavLinks items={manifest.nav.footer} label="Footer" />
          </footer>
        )}
      </div>
    </div>
  )
}

function Brand(): ReactNode {
  const { manifest } = useApp()
  const logo = manifest.site.logo === undefined ? undefined : safeImageUrl(manifest.site.logo)
  return (
    <Link to="/" className="ssot-brand">
      {logo === undefined ? (
        <span className="ssot-brand-mark" aria-hidden="true">
          {manifest.site.name.charAt(0).toUpperCase()}
        </span>
      ) : (
        <img className="ssot-brand-logo" src={logo} alt="" />
      )}
      <span className="ssot-brand-name">{manifest.site.name}</span>
    </Link>
  )
}

function Topbar(): ReactNode {
  const { manifest } = useApp()
  const { path } = useNavigation()
  return (
    <header className="ssot-topbar">
      <MobileNav key={path} />
      <div className="ssot-topbar-brand">
        <Brand />
      </div>
      <div className="ssot-topbar-links">{manifest.nav.header.length > 0 && <NavLinks items={manifest.nav.header} label="Header" />}</div>
      <DevelopmentBadge />
      <ThemeSwitch />
    </header>
  )
}

// Where the manifest is given, it stays that of one principal.
function DevelopmentBadge(): ReactNode {
  const { manifest, url } = useApp()
  const { principal } = manifest
  if (!principal.development && principal.actedBy === undefined) return null
  if (url !== undefined) return <IdentitySwitcher principal={principal} url={url} />
  return (
    <span className="ssot-dev-badge" title="This development server signs everyone in as an administrator with every right. It does not do so in production.">
      <Icon name="alert" size={14} />
      <span className="ssot-dev-long">Development administrator</span>
      <span className="ssot-dev-short">Dev admin</span>
    </span>
  )
}

function MobileNav(): ReactNode {
  const { manifest } = useApp()
  const [open, setOpen] = useState(false)
  return (
    <span className="ssot-mobile-nav">
      <Button variant="ghost" icon="menu" aria-label="Open navigation" aria-expanded={open} onClick={() => setOpen(true)} />
      <Dialog drawer open={open} title={manifest.site.name} onClose={() => setOpen(false)}>
        <nav aria-label="Main" className="ssot-sidebar-nav">
          <NavList items={sidebarOf(manifest)} />
          {manifest.nav.header.length > 0 && <NavList items={manifest.nav.header} />}
        </nav>
        <UserBlock />
      </Dialog>
    </span>
  )
}

import type { Json } from '../schema/model.ts'
import type { Expr } from '../expr/ast.ts'

/** A literal, or an expression computed where it is drawn. */
export type Value = Json | { readonly $: Expr }

/** One component in a page: `type` is a key of the component registry (`Stack`, `DataTable`, `chat.ChatInterface`). */
export interface ViewNode {
  readonly type: string
  /** Stable address for overrides and tests. */
  readonly id?: string
  readonly props?: { readonly [name: string]: Value }
  readonly if?: Expr
  readonly each?: { readonly in: Expr; readonly as?: string }
  readonly on?: { readonly [event: string]: Json }
  readonly children?: readonly ViewNode[]
  readonly slots?: { readonly [name: string]: readonly ViewNode[] }
  /** Drawn when the component is unknown or throws. */
  readonly fallback?: ViewNode
}

/** A page written out as a tree. `path` is `/chats/[id]`. */
export interface TreePage {
  readonly path: string
  readonly title?: Value
  readonly if?: Expr
  readonly data?: { readonly [name: string]: Json }
  readonly state?: Json
  readonly layout?: string
  readonly body: readonly ViewNode[]
}

/** A page that is a name, not a tree: the runtime draws it from the model. */
export interface AutoPage {
  readonly path: string
  readonly title?: Value
  /** Who may see the page. */
  readonly if?: Expr
  readonly auto: 'list' | 'detail' | 'create' | 'edit' | 'history' | 'overview'
  /** Absent for `overview`. */
  readonly model?: string
  readonly with?: AutoPageOptions
}

export interface AutoPageOptions {
  /** Columns of a list, fields of a form or detail page, in order. */
  readonly columns?: readonly string[]
  readonly fields?: readonly string[]
  readonly sort?: readonly string[]
  readonly pageSize?: number
  /** What the page offers: `search`, `filter`, `sort`, `pagination`, `export`, `edit`, `delete`. Absent: all it can. */
  readonly features?: readonly string[]
  /** What the overview shows. Absent: what it finds fit. */
  readonly widgets?: readonly WidgetSpec[]
}

/** A part of the overview. */
export interface WidgetSpec {
  readonly type: 'stat' | 'chart' | 'table' | 'list'
  readonly title: string
  readonly model: string
  /** Field of a date, by which a chart counts. */
  readonly field?: string
  readonly columns?: readonly string[]
  readonly size?: 'sm' | 'md' | 'lg' | 'full'
}

export type PageEntry = TreePage | AutoPage

/** A link or a group of links in the navigation. */
export interface NavItem {
  readonly label: string
  /** Path of a page within the application, or an absolute URL. */
  readonly to?: string
  readonly icon?: string
  readonly badge?: Value
  /** Whether the link is shown; over `user`. */
  readonly if?: Expr
  readonly items?: readonly NavItem[]
}

export interface SiteSpec {
  readonly name: string
  readonly description?: string
  readonly logo?: string
}

export interface ThemeSpec {
  readonly mode: 'light' | 'dark' | 'system'
  /** CSS custom properties by name, `--ssot-accent` and so on; values are validated at boot. */
  readonly tokens: { readonly [variable: string]: string }
}

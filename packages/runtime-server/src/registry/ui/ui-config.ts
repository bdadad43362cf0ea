import type { Json } from '@ssot/contract'

/** `ssot.ui.config.ts`: names, theme, navigation and pages. Everything has a default. */
export interface UiConfig {
  readonly site?: SiteConfig
  readonly theme?: ThemeConfig
  readonly navigation?: NavigationConfig
  /** Pages of the application's own; one at the address of an automatic page takes its place. */
  readonly pages?: readonly PageConfig[]
  readonly generation?: GenerationConfig
  readonly components?: ComponentsConfig
}

export interface SiteConfig {
  readonly name?: string
  /** Stands in for `name` where that is absent. */
  readonly title?: string
  readonly description?: string
  /** Path or URL of an image. */
  readonly logo?: string
  readonly favicon?: string
  readonly url?: string
}

/** A CSS value, or one for each mode. */
export type ThemeColor = string | { readonly light: string; readonly dark: string }

export interface ThemeConfig {
  /** By use: primary, secondary, success, warning, danger, info, background, surface, text, muted, border, or a name of your own. */
  readonly colors?: Readonly<Record<string, ThemeColor>>
  /** By use: body, heading, mono. */
  readonly fonts?: Readonly<Record<string, string>>
  /** Of corners: a CSS length, a number of pixels, or none, sm, md, lg, full. */
  readonly radius?: string | number
  /** true and `system` follow the viewer's system. Default: `system`. */
  readonly darkMode?: boolean | 'light' | 'dark' | 'system' | 'auto' | 'class' | 'media'
}

export interface NavigationConfig {
  readonly header?: NavAreaConfig
  readonly sidebar?: NavAreaConfig
  readonly footer?: NavAreaConfig
}

/** Links, or links in sections. */
export type NavAreaConfig = readonly NavLinkConfig[] | NavSectionsConfig

export interface NavSectionsConfig {
  readonly enabled?: boolean
  readonly title?: string
  readonly logo?: string
  readonly links?: readonly NavLinkConfig[]
  readonly sections?: readonly { readonly title?: string; readonly links: readonly NavLinkConfig[] }[]
  readonly actions?: readonly NavLinkConfig[]
  readonly collapsible?: boolean
  readonly copyright?: string
  readonly social?: readonly { readonly platform: string; readonly url: string }[]
}

export interface NavLinkConfig {
  readonly label: string
  /** Path within the application, or an absolute URL; `href` is the same. */
  readonly to?: string
  readonly href?: string
  /** Name of an icon. */
  readonly icon?: string
  /** A text, a number, or an expression. */
  readonly badge?: string | number | ComputedConfig
  /** Expression over `user`: whether the link is shown. */
  readonly if?: string
  readonly visibleWhen?: string
  readonly requiresAuth?: boolean
  readonly roles?: readonly string[]
  readonly items?: readonly NavLinkConfig[]
  readonly children?: readonly NavLinkConfig[]
}

/** A value computed where it is drawn, by an expression. */
export interface ComputedConfig {
  readonly $: string
}

export type PageConfig = TreePageConfig | AutoPageConfig | ClassicPageConfig

/** A page as a tree of components. */
export interface TreePageConfig {
  /** `/chats/[id]`. */
  readonly path: string
  readonly title?: string | ComputedConfig
  /** Expression: who may see the page. */
  readonly if?: string
  readonly requiresAuth?: boolean
  readonly roles?: readonly string[]
  /** Queries by name: `{ one, id }`, `{ many, where }`, `{ aggregate, by }`, `{ call, input }`. */
  readonly data?: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly state?: Json
  readonly layout?: string
  readonly body: readonly NodeConfig[]
}

/** A page drawn from a model. */
export interface AutoPageConfig {
  readonly path: string
  readonly auto: 'list' | 'detail' | 'create' | 'edit' | 'history' | 'overview'
  /** Absent for `overview`. */
  readonly model?: string
  readonly title?: string | ComputedConfig
  readonly if?: string
  readonly requiresAuth?: boolean
  readonly roles?: readonly string[]
  readonly with?: AutoPageOptionsConfig
}

export interface AutoPageOptionsConfig {
  readonly columns?: readonly string[]
  readonly fields?: readonly string[]
  /** Field names; `-` before a name for descending. */
  readonly sort?: readonly string[]
  readonly pageSize?: number
  readonly features?: readonly string[]
}

/** The classic form of a page; it is normalised to the others. */
export interface ClassicPageConfig {
  readonly path: string
  readonly type: 'list' | 'detail' | 'form' | 'dashboard' | 'landing' | 'custom'
  readonly model?: string
  readonly layout?: string
  readonly title?: string
  readonly description?: string
  readonly requiresAuth?: boolean
  readonly roles?: readonly string[]
  readonly sections?: readonly SectionConfig[]
}

export interface SectionConfig {
  readonly type: string
  readonly title?: string
  readonly config?: Readonly<Record<string, Json>>
  readonly components?: readonly NodeConfig[]
  readonly visibleWhen?: string
}

/** One component: `type` is a name of ours, a plugin's `chat.ChatInterface`, or one of `components.overrides`. */
export interface NodeConfig {
  readonly type: string
  readonly id?: string
  readonly props?: Readonly<Record<string, Json>>
  readonly if?: string
  readonly visibleWhen?: string
  readonly each?: { readonly in: string; readonly as?: string }
  /** Actions by event: `{ press: { do: 'go', to: '/posts' } }`. */
  readonly on?: Readonly<Record<string, Json>>
  /** The classic form of `on`: `{ onClick: 'router.push("/posts")' }`. */
  readonly handlers?: Readonly<Record<string, string>>
  readonly children?: string | readonly (NodeConfig | string)[]
  readonly slots?: Readonly<Record<string, readonly NodeConfig[]>>
  readonly fallback?: NodeConfig
}

export interface GenerationConfig {
  readonly crudPages?: CrudPagesConfig
  readonly autoNavigation?: boolean | { readonly enabled?: boolean; readonly models?: ModelChoice; readonly exclude?: readonly string[]; readonly groupBy?: string }
  readonly dashboard?: boolean | { readonly enabled?: boolean; readonly title?: string; readonly widgets?: readonly WidgetConfig[] }
}

export type ModelChoice = 'all' | readonly string[]

export interface CrudPagesConfig {
  readonly enabled?: boolean
  readonly models?: ModelChoice
  readonly exclude?: readonly string[]
  readonly list?: CrudPageConfig & { readonly columns?: Readonly<Record<string, readonly string[]>>; readonly pageSize?: number; readonly sort?: Readonly<Record<string, readonly string[]>> }
  readonly detail?: CrudPageConfig & { readonly fields?: Readonly<Record<string, readonly string[]>> }
  readonly form?: CrudPageConfig & { readonly fields?: Readonly<Record<string, readonly string[]>> }
}

export interface CrudPageConfig {
  readonly enabled?: boolean
  readonly features?: readonly string[]
}

export interface WidgetConfig {
  readonly type: 'stat' | 'chart' | 'table' | 'list' | 'custom'
  readonly title: string
  readonly model?: string
  /** Field of a date, by which a chart counts. */
  readonly field?: string
  /** Columns of a table or list. */
  readonly columns?: readonly string[]
  /** Name of a component, for `custom`. */
  readonly component?: string
  readonly props?: Readonly<Record<string, Json>>
  readonly size?: 'sm' | 'md' | 'lg' | 'full'
  readonly query?: string
}

export interface ComponentsConfig {
  /** Names of components that the application brings, with what they stand for. */
  readonly overrides?: Readonly<Record<string, Json>>
  readonly variants?: Readonly<Record<string, Json>>
  readonly defaults?: Readonly<Record<string, Json>>
}

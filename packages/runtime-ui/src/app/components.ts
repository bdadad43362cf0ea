import type { FieldManifest, ModelManifest, RelationManifest, Row } from '@ssot/contract'
import type { ComponentType, ReactNode } from 'react'
import type { ButtonProps } from '../kit/button.tsx'
import type { Draft } from '../form/draft.ts'
import type { PageMatch } from '../router/match-page.ts'

/** What a page that replaces an automatic one takes. */
export interface PageProps {
  readonly match: PageMatch
  readonly model?: ModelManifest
}

/** What a component that shows or edits one value takes. */
export interface ValueProps {
  /** `cell`: in a list; `detail`: on a record's page; `edit`: in a form. */
  readonly mode: 'cell' | 'detail' | 'edit'
  readonly model: ModelManifest
  readonly name: string
  readonly field: FieldManifest | RelationManifest
  /** As on the wire when shown, as the input holds it (`Draft`) when edited. */
  readonly value: unknown
  /** The record, where one is shown. */
  readonly row?: Row
  /** Attributes and events of the input, where one is edited. */
  readonly input?: ValueInput
}

/** How an input is wired to its form. */
export interface ValueInput {
  readonly id: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
  readonly required: boolean
  change(draft: Draft): void
}

/** What a component named in a page takes: its props computed, its children and slots drawn. */
export interface TreeProps {
  readonly [prop: string]: unknown
  readonly children?: ReactNode
}

/**
 * The application's own components by address, the most specific wins: a page's key (`Post.list`), `field:Post.body`,
 * `cell:Post.status`, `kind:datetime`, then a component's name (`Button`, `chat.ChatInterface`).
 */
export interface Components {
  readonly Button?: ComponentType<ButtonProps>
  readonly [page: `${string}.${'list' | 'detail' | 'create' | 'edit' | 'history'}`]: ComponentType<PageProps>
  readonly [value: `${'field' | 'cell' | 'kind'}:${string}`]: ComponentType<ValueProps>
  readonly [name: string]: ((props: never) => unknown) | (new (props: never) => object) | undefined
}

/** Nodes that the application puts at named places of the automatic pages (`Post.detail/aside`). */
export type Slots = { readonly [address: string]: ReactNode }

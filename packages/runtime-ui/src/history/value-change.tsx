'use client'
import type { FieldManifest, ModelManifest, Row } from '@ssot/contract'
import { Fragment, type ReactNode } from 'react'
import { Icon } from '../kit/icon.tsx'
import { joinClasses } from '../kit/join-classes.ts'
import { PastValue } from './past-value.tsx'
import { diffText, type TextPiece } from './diff-text.ts'

/** What showing a changed value takes: the record as it was and as it became. */
export interface ValueChangeProps {
  readonly model: ModelManifest
  readonly name: string
  readonly field: FieldManifest
  readonly before: Row
  readonly after: Row
}

/** A value as it was and as it became: texts as what was taken out and put in, anything else as one after the other. */
export function ValueChange({ model, name, field, before, after }: ValueChangeProps): ReactNode {
  if (!field.read) return <span className="ssot-muted">Changed. Its values are never shown.</span>
  const [was, is] = [textOf(field, before[name]), textOf(field, after[name])]
  if (was !== undefined && is !== undefined && (isLong(was) || isLong(is))) return <TextChange isCode={field.kind === 'json'} pieces={diffText(was, is)} />
  return (
    <span className="ssot-was-is">
      <del className="ssot-was">
        <span className="ssot-hidden">was </span>
        <PastValue mode="cell" model={model} name={name} field={field} row={before} />
      </del>
      <Icon name="arrow-right" size={14} />
      <ins className="ssot-is">
        <span className="ssot-hidden">became </span>
        <PastValue mode="cell" model={model} name={name} field={field} row={after} />
      </ins>
    </span>
  )
}

const SHORT = 40

function isLong(text: string): boolean {
  return text.length > SHORT || text.includes('\n')
}

// What can be compared as a text; a list of texts is one line for each.
function textOf({ kind, list }: FieldManifest, value: unknown): string | undefined {
  if (kind === 'json' && typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2)
  if (kind !== 'string') return undefined
  if (list && Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' && value !== '' ? value : undefined
}

function TextChange({ isCode, pieces }: { readonly isCode: boolean; readonly pieces: readonly TextPiece[] }): ReactNode {
  return (
    <p className={joinClasses('ssot-text-change', isCode && 'ssot-code')}>
      {pieces.map((piece, index) => (
        <Fragment key={index}>{draw(piece)}</Fragment>
      ))}
    </p>
  )
}

function draw({ kind, text }: TextPiece): ReactNode {
  if (kind === 'removed') return <del className="ssot-removed">{text}</del>
  if (kind === 'added') return <ins className="ssot-added">{text}</ins>
  return kind === 'cut' ? <span className="ssot-muted"> … </span> : text
}

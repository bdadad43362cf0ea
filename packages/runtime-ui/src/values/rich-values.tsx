'use client'
import { useEffect, useRef, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Button } from '../kit/button.tsx'
import { Link } from '../router/link.tsx'
import { safeImageUrl } from '../router/safe-url.ts'

type Mode = 'cell' | 'detail'

/** A text: on one line in a cell, with its own lines on a record's page; addresses are links. */
export function TextValue({ mode, text, linkAs }: { readonly mode: Mode; readonly text: string; readonly linkAs: 'email' | 'url' | undefined }): ReactNode {
  if (mode === 'cell') return <span className="ssot-text-cell">{text}</span>
  if (linkAs === undefined) return <span className="ssot-text-detail">{text}</span>
  return (
    <Link to={linkAs === 'email' ? `mailto:${text}` : text} className="ssot-link ssot-text-detail">
      {text}
    </Link>
  )
}

/** JSON: on one line in a cell, indented on a record's page. */
export function JsonValue({ mode, value }: { readonly mode: Mode; readonly value: unknown }): ReactNode {
  if (mode === 'cell') return <span className="ssot-code ssot-text-cell">{JSON.stringify(value)}</span>
  return (
    <pre className="ssot-pre" tabIndex={0}>
      {JSON.stringify(value, null, 2)}
    </pre>
  )
}

/** Bytes: their size, and on a record's page a button that saves them. */
export function BytesValue({ mode, base64 }: { readonly mode: Mode; readonly base64: string }): ReactNode {
  const { format } = useApp()
  const size = format.bytes(Math.floor((base64.replace(/=+$/, '').length * 3) / 4))
  if (mode === 'cell') return <span className="ssot-muted">{size}</span>
  return (
    <span className="ssot-row">
      <span className="ssot-number">{size}</span>
      <Button small icon="download" onClick={() => saveBytes(base64)}>
        Download
      </Button>
    </span>
  )
}

function saveBytes(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes]))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = 'file.bin'
  anchor.click()
  URL.revokeObjectURL(url)
}

/** A colour's name beside the colour. */
export function ColorValue({ color }: { readonly color: string }): ReactNode {
  const ref = useRef<HTMLSpanElement>(null)
  // Set through the object model: a style attribute in HTML is refused under a strict policy.
  useEffect(() => {
    ref.current?.style.setProperty('background-color', color)
  }, [color])
  return (
    <span className="ssot-row">
      <span ref={ref} className="ssot-swatch" />
      <span className="ssot-code">{color}</span>
    </span>
  )
}

/** A small picture; nothing where the address is not one of a picture. */
export function ImageValue({ url, label }: { readonly url: string; readonly label: string }): ReactNode {
  const source = safeImageUrl(url)
  return source === undefined ? <span className="ssot-text-cell">{url}</span> : <img className="ssot-thumb" src={source} alt={label} loading="lazy" />
}

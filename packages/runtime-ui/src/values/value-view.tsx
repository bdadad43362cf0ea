'use client'
import type { FieldManifest, ModelManifest, Row } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import type { ValueProps } from '../app/components.ts'
import { draw } from '../app/draw.ts'
import { useOverride } from '../app/use-override.ts'
import { Badge, toneOf } from '../kit/badge.tsx'
import { Icon } from '../kit/icon.tsx'
import { BytesValue, ColorValue, ImageValue, JsonValue, TextValue } from './rich-values.tsx'
import { isDateOnly, type Formatter } from './formatter.ts'

/** What showing one field of a record takes. */
export interface ValueViewProps {
  readonly mode: 'cell' | 'detail'
  readonly model: ModelManifest
  readonly name: string
  readonly field: FieldManifest
  readonly row: Row
}

/** One field's value by its kind, or what the application puts in its place. */
export function ValueView({ mode, model, name, field, row }: ValueViewProps): ReactNode {
  const own = mode === 'cell' ? `cell:${model.name}.${name}` : `field:${model.name}.${name}`
  const Override = useOverride<ValueProps>(own, `kind:${field.kind}`)
  const value = row[name]
  if (Override) return draw(Override, { mode, model, name, field, value, row })
  if (field.list && Array.isArray(value)) return <ListValue mode={mode} field={field} values={value} />
  return <ScalarValue mode={mode} field={field} value={value} isKey={model.key.includes(name)} />
}

/** A value that is not there. */
export function Nothing(): ReactNode {
  return (
    <span className="ssot-nothing">
      <span aria-hidden="true">–</span>
      <span className="ssot-hidden">empty</span>
    </span>
  )
}

function ListValue({ mode, field, values }: { readonly mode: 'cell' | 'detail'; readonly field: FieldManifest; readonly values: readonly unknown[] }): ReactNode {
  if (values.length === 0) return <Nothing />
  const shown = mode === 'cell' ? values.slice(0, 3) : values
  return (
    <span className="ssot-chips">
      {shown.map((value, index) => (
        <span key={index} className="ssot-chip">
          <ScalarValue mode="cell" field={field} value={value} isKey={false} />
        </span>
      ))}
      {values.length > shown.length && <span className="ssot-muted">+{values.length - shown.length}</span>}
    </span>
  )
}

interface ScalarProps {
  readonly mode: 'cell' | 'detail'
  readonly field: FieldManifest
  readonly value: unknown
  readonly isKey: boolean
}

function ScalarValue({ mode, field, value, isKey }: ScalarProps): ReactNode {
  const { manifest, format } = useApp()
  if (!field.read) return <span className="ssot-muted">Not shown</span>
  if (value === null || value === undefined || value === '') return field.kind === 'json' && value === '' ? '""' : <Nothing />
  switch (field.kind) {
    case 'boolean':
      return <BooleanValue value={value === true} />
    case 'enum':
      return <EnumValue value={String(value)} label={labelOfEnum(manifest.enums[field.enum ?? '']?.values, String(value))} />
    case 'datetime':
      return <DateValue mode={mode} field={field} iso={String(value)} format={format} />
    case 'int':
    case 'float':
    case 'bigint':
    case 'decimal':
      return <span className="ssot-number">{isKey ? String(value) : format.number(typeof value === 'number' ? value : String(value), field.format)}</span>
    case 'json':
      return <JsonValue mode={mode} value={value} />
    case 'bytes':
      return <BytesValue mode={mode} base64={String(value)} />
    default:
      return <StringValue mode={mode} field={field} text={String(value)} isKey={isKey} />
  }
}

/** The label of an enum's value; the value itself where the manifest has none. */
export function labelOfEnum(values: readonly { readonly name: string; readonly label: string }[] | undefined, name: string): string {
  return values?.find((value) => value.name === name)?.label ?? name
}

function BooleanValue({ value }: { readonly value: boolean }): ReactNode {
  return (
    <span className={value ? 'ssot-bool ssot-bool-yes' : 'ssot-bool'}>
      <Icon name={value ? 'check' : 'close'} size={14} />
      {value ? 'Yes' : 'No'}
    </span>
  )
}

function EnumValue({ value, label }: { readonly value: string; readonly label: string }): ReactNode {
  return <Badge tone={toneOf(value)}>{label}</Badge>
}

interface DateProps {
  readonly mode: 'cell' | 'detail'
  readonly field: FieldManifest
  readonly iso: string
  readonly format: Formatter
}

function DateValue({ mode, field, iso, format }: DateProps): ReactNode {
  const full = isDateOnly(field) ? format.date(iso) : mode === 'cell' ? format.short(iso) : format.dateTime(iso)
  const relative = field.format === 'relative' || mode === 'detail' ? format.relative(iso) : undefined
  return (
    <time dateTime={iso} title={mode === 'cell' ? format.dateTime(iso) : iso} className="ssot-date">
      {field.format === 'relative' && mode === 'cell' ? relative : full}
      {mode === 'detail' && relative !== undefined && <span className="ssot-muted ssot-aside-text"> {relative}</span>}
    </time>
  )
}

interface StringProps {
  readonly mode: 'cell' | 'detail'
  readonly field: FieldManifest
  readonly text: string
  readonly isKey: boolean
}

function StringValue({ mode, field, text, isKey }: StringProps): ReactNode {
  const look = field.widget?.name ?? field.format ?? field.constraints?.format
  if (look === 'color') return <ColorValue color={text} />
  if (look === 'image' || look === 'avatar') return <ImageValue url={text} label={field.label} />
  if (isKey || look === 'uuid') return <span className="ssot-code ssot-text-cell">{text}</span>
  return <TextValue mode={mode} text={text} linkAs={look === 'email' || look === 'url' ? look : /^https?:\/\/\S+$/.test(text) ? 'url' : undefined} />
}

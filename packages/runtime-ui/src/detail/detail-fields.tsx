'use client'
import type { AutoPageOptions, ModelManifest, Row } from '@ssot/contract'
import type { ReactNode } from 'react'
import { findModel, useApp } from '../app/app-context.ts'
import { columnOf, namesInOrder, type Column } from '../list/choose-columns.ts'
import { joinClasses } from '../kit/join-classes.ts'
import { RelationView } from '../values/relation-view.tsx'
import { ValueView } from '../values/value-view.tsx'

/** What the fields of a record take. */
export interface DetailFieldsProps {
  readonly model: ModelManifest
  readonly row: Row
  readonly options?: AutoPageOptions | undefined
}

/** A record's fields and the records it leads to, as a list of terms. */
export function DetailFields({ model, row, options }: DetailFieldsProps): ReactNode {
  const { manifest } = useApp()
  const names = options?.fields ?? defaultFields(model)
  const columns = names.flatMap((name) => columnOf(manifest, model, name) ?? [])
  return (
    <section className="ssot-panel" aria-label="Details">
      <dl className="ssot-fields">
        {columns.map((column) => (
          <div key={column.name} className={joinClasses('ssot-field-pair', isWide(column, row) && 'ssot-field-wide')}>
            <dt className="ssot-term">{column.label}</dt>
            <dd className="ssot-definition">
              {column.type === 'relation' ? (
                <RelationView target={findModel(manifest, column.relation.model)} value={row[column.name]} />
              ) : (
                <ValueView mode="detail" model={model} name={column.name} field={column.field} row={row} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

// Keys and stamps are for the record, not of it: they come last.
function defaultFields(model: ModelManifest): readonly string[] {
  const names = namesInOrder(model).filter((name) => model.relations[name]?.list !== true)
  const isMeta = (name: string): boolean => {
    const standard = model.fields[name]?.default
    return model.key.includes(name) || (standard !== undefined && 'generated' in standard)
  }
  return [...names.filter((name) => !isMeta(name)), ...names.filter(isMeta)]
}

function isWide(column: Column, row: Row): boolean {
  if (column.type === 'relation') return false
  const { field } = column
  const value = row[column.name]
  return (field.kind === 'json' && value !== null) || field.widget?.name === 'textarea' || field.widget?.name === 'markdown' || (typeof value === 'string' && field.kind === 'string' && value.length > 60)
}

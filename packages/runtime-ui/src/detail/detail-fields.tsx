'use client'
import type { AutoPageOptions, ModelManifest, Row } from '@ssot/contract'
import type { ReactNode } from 'react'
import { findModel, useApp } from '../app/app-context.ts'
import { columnOf, type Column } from '../list/choose-columns.ts'
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

// A relation stands where the first field of its key does; the key's own fields are not repeated.
function defaultFields(model: ModelManifest): readonly string[] {
  const toOne = Object.entries(model.relations).filter(([, relation]) => !relation.list)
  const placed = Object.entries(model.fields).flatMap(([name, field]) => {
    const relation = field.relation !== undefined && Object.hasOwn(model.relations, field.relation) ? field.relation : undefined
    if (relation === undefined) return [name]
    return model.relations[relation]?.via[0] === name ? [relation] : []
  })
  const others = toOne.map(([name]) => name).filter((name) => !placed.includes(name))
  return [...placed, ...others]
}

function isWide(column: Column, row: Row): boolean {
  if (column.type === 'relation') return false
  const { field } = column
  const value = row[column.name]
  return (field.kind === 'json' && value !== null) || field.widget?.name === 'textarea' || field.widget?.name === 'markdown' || (typeof value === 'string' && field.kind === 'string' && value.length > 60)
}

'use client'
import type { ModelManifest, Row } from '@ssot/contract'
import { useState } from 'react'
import { keyOfRecord } from '../values/record-label.ts'

/** The chosen records of a list by key. */
export type Selection = ReadonlyMap<string, Row>

const NONE: Selection = new Map()

/** The chosen records among those that the arguments ask for: with other rows in sight it starts anew. */
export function useSelection(args: unknown): readonly [Selection, (selection: Selection) => void] {
  const [held, hold] = useState<{ readonly of: unknown; readonly selection: Selection }>({ of: args, selection: NONE })
  return [held.of === args ? held.selection : NONE, (selection) => hold({ of: args, selection })]
}

/** All rows that can be chosen. */
export function selectAll(model: ModelManifest, rows: readonly Row[]): Selection {
  return rows.reduce((selection, row) => toggleRow(model, selection, row), NONE)
}

/** The selection with a row taken in, or out. */
export function toggleRow(model: ModelManifest, selection: Selection, row: Row): Selection {
  const key = keyOfRecord(model, row)
  if (key === undefined) return selection
  return selection.has(key) ? new Map([...selection].filter(([other]) => other !== key)) : new Map([...selection, [key, row]])
}

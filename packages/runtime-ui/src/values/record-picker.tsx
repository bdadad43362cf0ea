'use client'
import type { ModelManifest, Row } from '@ssot/contract'
import type { JsonObject, ListArgs } from '@ssot/runtime-client'
import { useList } from '@ssot/runtime-client/react'
import { useState, type ReactNode } from 'react'
import { Combobox, type Option } from '../kit/combobox.tsx'
import { isOrderable } from './is-orderable.ts'
import { atMost } from './max-take.ts'
import { keyOfRecord, labelOfRecord, selectLabel } from './record-label.ts'

/** A record as a choice: `value` is its key as it stands in a path. */
export interface RecordOption extends Option {
  readonly row: Row
}

/** What choosing a record takes. */
export interface RecordPickerProps {
  readonly id: string
  readonly label: string
  readonly target: ModelManifest
  readonly selected: RecordOption | null
  readonly onPick: (option: RecordOption | null) => void
  /** Fields of the record that the caller needs beside its key and label. */
  readonly fields?: readonly string[]
  /** Keys that are not offered. */
  readonly without?: ReadonlySet<string>
  readonly clearable?: boolean
  readonly placeholder?: string
  readonly invalid?: boolean
  readonly required?: boolean
  readonly describedBy?: string | undefined
}

/** A search among a model's records. */
export function RecordPicker({ target, fields = [], without, placeholder, ...rest }: RecordPickerProps): ReactNode {
  const [text, setText] = useState<string | null>(null)
  const { data, isPlaceholderData } = useList(target.name, pickerArgs(target, fields, text ?? ''), { enabled: text !== null })
  const options = data?.data.flatMap((row) => recordOption(target, row) ?? []).filter((option) => without?.has(option.value) !== true)
  const told = options && tellApart(options)
  return (
    <Combobox
      {...rest}
      options={isPlaceholderData ? undefined : told}
      onSearch={setText}
      placeholder={placeholder ?? `Search ${target.plural.toLowerCase()}`}
    />
  )
}

/** A record as a choice; undefined where its key is not whole. */
export function recordOption(target: ModelManifest, row: Row): RecordOption | undefined {
  const value = keyOfRecord(target, row)
  if (value === undefined) return undefined
  return { value, label: labelOfRecord(target, row), row }
}

// Records of one name show their keys' ends.
function tellApart(options: readonly RecordOption[]): readonly RecordOption[] {
  const isAlone = (option: RecordOption): boolean => options.every((other) => other === option || other.label !== option.label)
  return options.map((option) => (isAlone(option) ? option : { ...option, detail: option.value.length > 8 ? `…${option.value.slice(-5)}` : option.value }))
}

function pickerArgs(target: ModelManifest, fields: readonly string[], text: string): ListArgs {
  const { display } = target
  const select: JsonObject = { ...selectLabel(target), ...Object.fromEntries(fields.map((field) => [field, true])) }
  return {
    select,
    take: atMost(10, target),
    ...(display !== null && isOrderable(target.fields[display]) && { orderBy: [{ [display]: 'asc' }] }),
    ...(text.trim() !== '' && searchFor(target, text.trim())),
  }
}

function searchFor(target: ModelManifest, text: string): Pick<ListArgs, 'search' | 'where'> {
  if (target.search) return { search: text }
  return !isOrderable(target.fields[target.display ?? '']) || target.display === null ? {} : { where: { [target.display]: { contains: text, mode: 'insensitive' } } }
}

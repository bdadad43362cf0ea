import type { Finding } from '@ssot/contract'

interface File {
  readonly path: string
  readonly text: string
}

const OPENED = /^\s*(?:model|view)\s+(\w+)\s*\{/
const ITEM = /^\s*(\w+)\s/

/** Finds where models and fields stand in a schema; nothing of what is not there. */
export function findPlaces(files: readonly File[]): (model: string, field?: string) => Pick<Finding, 'file' | 'line'> {
  const places = new Map<string, Pick<Finding, 'file' | 'line'>>()
  for (const { path, text } of files) {
    let model: string | null = null
    for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
      const opened = OPENED.exec(line)?.[1]
      const item = model === null ? undefined : ITEM.exec(line)?.[1]
      if (opened !== undefined) places.set((model = opened), { file: path, line: index + 1 })
      else if (/^\s*\}/.test(line)) model = null
      else if (item !== undefined) places.set(`${model ?? ''}.${item}`, { file: path, line: index + 1 })
    }
  }
  return (model, field) => places.get(field === undefined ? model : `${model}.${field}`) ?? {}
}

import type { Fault } from '@ssot/contract'
import type { FormItem } from './plan-form.ts'

/** The server's faults at the inputs they are about, and those that are about none. */
export interface PlacedFaults {
  readonly byName: { readonly [name: string]: string }
  readonly others: readonly string[]
}

/** Finds the input of each fault: by the field at the head of its path, a key's field at its relation's input. */
export function placeFaults(items: readonly FormItem[], faults: readonly Fault[]): PlacedFaults {
  const byName: Record<string, string> = {}
  const others: string[] = []
  for (const { path, message } of faults) {
    const [head = ''] = path.replace(/^data\./, '').split('.')
    const item = items.find((candidate) => candidate.name === head || (candidate.type === 'relation' && candidate.relation.via.includes(head)))
    if (item === undefined) others.push(path === '' ? message : `${path}: ${message}`)
    else byName[item.name] ??= message
  }
  return { byName, others }
}

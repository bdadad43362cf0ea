import type { Json } from '@ssot/contract'
import type { Parts } from './document.ts'

const REF = '#/components/'

/** The components that the document refers to, directly or through one another. */
export function keepReferenced<Section extends string>(components: Readonly<Record<Section, Parts>>, document: Json): Readonly<Record<string, Parts>> {
  const kept: Record<string, Record<string, Json>> = {}
  const pending: Json[] = [document]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const ref of refsIn(next)) {
      const [section = '', name = ''] = ref.slice(REF.length).split('/')
      const part = Object.entries<Parts>(components).find(([key]) => key === section)?.[1][name]
      if (part === undefined) throw new Error(`The document refers to ${ref}, which is not there.`)
      const ofSection = (kept[section] ??= {})
      if (Object.hasOwn(ofSection, name)) continue
      ofSection[name] = part
      pending.push(part)
    }
  }
  return inOrder(components, kept)
}

function refsIn(root: Json): readonly string[] {
  const refs: string[] = []
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    if ('$ref' in value && typeof value['$ref'] === 'string') refs.push(value['$ref'])
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(root)
  return refs
}

function inOrder(components: Readonly<Record<string, Parts>>, kept: Readonly<Record<string, Readonly<Record<string, Json>>>>): Readonly<Record<string, Parts>> {
  const sections = Object.entries(components).filter(([section]) => kept[section] !== undefined)
  return Object.fromEntries(sections.map(([section, parts]) => [section, Object.fromEntries(Object.entries(parts).filter(([name]) => Object.hasOwn(kept[section] ?? {}, name)))]))
}

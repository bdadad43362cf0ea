import type { TreeProps } from '../app/components.ts'

/** A prop as text: numbers and booleans are written out; undefined where there is none. */
export function textProp(props: TreeProps, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = props[name]
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  }
  return undefined
}

/** A prop as a number; undefined where it is none. */
export function numberProp(props: TreeProps, name: string): number | undefined {
  const value = props[name]
  return typeof value === 'number' ? value : undefined
}

/** A prop as a list of texts; undefined where it is none. */
export function textsProp(props: TreeProps, name: string): readonly string[] | undefined {
  const value = props[name]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined
}

/** A prop that is one of the allowed words; the first of them otherwise. */
export function wordProp<W extends string>(props: TreeProps, name: string, allowed: readonly [W, ...W[]]): W {
  const value = props[name]
  return allowed.find((word) => word === value) ?? allowed[0]
}

/** A prop that is called when something happens. */
export function eventProp(props: TreeProps, name: string): ((value?: unknown) => void) | undefined {
  const value = props[name]
  return typeof value === 'function' ? (event) => void value(event) : undefined
}

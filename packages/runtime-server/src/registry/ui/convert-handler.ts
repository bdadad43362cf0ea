import type { Json } from '@ssot/contract'

const PUSH = /^(?:\(?\s*(\w*)\s*\)?\s*=>\s*)?router\.(push|replace)\(\s*(["'`])(.*)\3\s*\);?$/s

/** The event of a classic handler: `onClick` is `press`, `onRowClick` is `rowPress`, `onSubmit` is `submit`. */
export function eventOf(handler: string): string {
  const name = handler.replace(/^on/, '').replace(/Click$/, 'Press')
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** A handler that was written as code, as an action; undefined where it is more than a change of page. */
export function convertHandler(code: string): Json | undefined {
  const [, parameter = '', method, quote, target] = PUSH.exec(code.trim()) ?? []
  if (target === undefined) return undefined
  const to = quote === '`' ? computedOf(target, parameter) : target
  return to === undefined ? undefined : { do: 'go', to, ...(method === 'replace' && { replace: true }) }
}

// `/chats/${row.id}` is '/chats/' + record.id, whatever the row is called.
function computedOf(template: string, parameter: string): Json | undefined {
  const parts = template.split(/\$\{\s*([^}]*?)\s*\}/)
  if (parts.length === 1) return template
  if (parts.some((part, index) => index % 2 === 1 && !/^\w+(\.\w+)*$/.test(part))) return undefined
  const terms = parts.flatMap((part, index) => {
    if (index % 2 === 0) return part === '' ? [] : [JSON.stringify(part)]
    const [root, ...rest] = part.split('.')
    return [[root === parameter ? 'record' : root, ...rest].join('.')]
  })
  return { $: terms.join(' + ') }
}

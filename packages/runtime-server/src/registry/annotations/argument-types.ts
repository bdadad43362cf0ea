import { didYouMean, type Json } from '@ssot/contract'

/** The kinds of argument an annotation can take. */
export type ArgumentType =
  | 'text'
  | 'flag'
  | 'count'
  | 'bound'
  | 'numbers'
  | 'words'
  | 'subscriptions'
  | 'permissions'
  | 'rule'
  | 'expression'
  | 'field'
  | 'fields'
  | 'rate'
  | 'length'
  | 'regex'
  | 'path'

/** What an argument is judged by: its words, and the fields of its model. */
export interface ArgumentContext {
  readonly oneOf: readonly string[] | undefined
  readonly fields: readonly string[]
  readonly model: string
}

/** An argument in its canonical form, or what is wrong with it. */
export type CheckedArgument = { readonly value: Json } | { readonly fault: string; readonly hint?: string }

type Check = (value: Json, context: ArgumentContext) => CheckedArgument

/** Brings an argument to its canonical form. */
export const ARGUMENT_TYPES: Readonly<Record<ArgumentType, Check>> = {
  text: (value) => (isText(value) ? { value } : { fault: 'must be a text' }),
  flag: (value) => (typeof value === 'boolean' ? { value } : { fault: 'must be true or false' }),
  count: (value) => (isCount(value) ? { value } : { fault: 'must be a whole number above zero' }),
  bound: (value) => (typeof value === 'number' || isText(value) ? { value } : { fault: 'must be a number, or a text for dates and large numbers' }),
  numbers: (value) => (isList(value) && value.every((item) => typeof item === 'number') ? { value } : { fault: 'must be a list of numbers' }),
  words: checkWords,
  subscriptions: (value, context) => checkWords(isList(value) ? value.map(getForItem) : getForItem(value), context),
  permissions: checkPermissions,
  rule: (value) => {
    if (typeof value === 'boolean') return { value: String(value) }
    return isText(value) || isObject(value) ? { value } : { fault: 'must be an expression in quotes, or an object in the shape of a filter' }
  },
  expression: (value) => (isText(value) ? { value } : { fault: 'must be an expression in quotes' }),
  field: (value, context) => (isText(value) ? checkField(value, context) : { fault: 'must be the name of a field' }),
  fields: checkFields,
  rate: (value) =>
    isText(value) && /^[1-9]\d*\/(second|minute|hour|day)$/.test(value)
      ? { value }
      : { fault: 'must be a number for each second, minute, hour or day', hint: 'Write it as "20/minute".' },
  length: checkLength,
  regex: (value) => (isText(value) && isPattern(value) ? { value } : { fault: 'must be a regular expression in quotes' }),
  path: (value) =>
    isText(value) && /^[A-Za-z0-9][\w.~-]*$/.test(value)
      ? { value }
      : { fault: 'must be one segment of a path', hint: 'Use letters, digits and hyphens, such as "blog-posts".' },
}

function checkWords(value: Json, { oneOf }: ArgumentContext): CheckedArgument {
  const words = isList(value) ? value : [value]
  const expected = oneOf === undefined ? 'a text or a list of texts' : `one or several of ${oneOf.join(', ')}`
  if (words.length === 0 || !words.every(isText)) return { fault: `must be ${expected}` }
  const unknown = words.find((word) => oneOf?.includes(word) === false)
  if (unknown === undefined) return { value: words }
  return { fault: `has "${unknown}", which is not one of ${(oneOf ?? []).join(', ')}`, ...hintOf(unknown, oneOf ?? []) }
}

function checkPermissions(value: Json, { oneOf = [] }: ArgumentContext): CheckedArgument {
  if (!isObject(value)) return { fault: 'must be an object such as { list: "authenticated" }' }
  const entries = Object.entries(value).map(([key, expression]) => [key === 'item' ? 'get' : key, expression] as const)
  const unknown = entries.find(([key]) => !oneOf.includes(key))?.[0]
  if (unknown !== undefined) return { fault: `has "${unknown}", which is not one of ${oneOf.join(', ')}`, ...hintOf(unknown, oneOf) }
  const texts = entries.every(([, expression]) => isText(expression))
  return texts ? { value: Object.fromEntries(entries) } : { fault: 'must hold an expression in quotes for each subscription' }
}

function checkFields(value: Json, context: ArgumentContext): CheckedArgument {
  const names = isList(value) ? value : [value]
  if (names.length === 0 || !names.every(isText)) return { fault: 'must be a list of field names' }
  for (const name of names) {
    const checked = checkField(name, context)
    if ('fault' in checked) return checked
  }
  return { value: names }
}

function checkField(name: string, { fields, model }: ArgumentContext): CheckedArgument {
  if (fields.includes(name)) return { value: name }
  return { fault: `names "${name}", and ${model} has no such field`, ...hintOf(name, fields) }
}

function checkLength(value: Json): CheckedArgument {
  const isBound = (item: Json): boolean => isCount(item) || item === 0
  if (isBound(value) || (isList(value) && value.length === 2 && value.every(isBound))) return { value }
  const isRange = isObject(value) && Object.entries(value).every(([key, item]) => (key === 'min' || key === 'max') && isBound(item))
  return isRange ? { value } : { fault: 'must be a number of characters, or [least, most]' }
}

function hintOf(word: string, candidates: readonly string[]): { readonly hint?: string } {
  const hint = didYouMean(word, candidates)
  return hint === undefined ? {} : { hint }
}

function getForItem(value: Json): Json {
  return value === 'item' ? 'get' : value
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

function isText(value: Json): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isCount(value: Json): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value)
}

import { element, prose } from './element.js'
import { nameOf } from './find-parts.js'

const link = (name) => element('a.type', { href: `#/schema/${encodeURIComponent(name)}` }, name)

/** A schema in one line; what it refers to is a link. */
export function typeOf(schema = {}) {
  if (schema.$ref) return [link(nameOf(schema.$ref))]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices && !schema.type) return join(choices.filter((choice) => !isOnlyRequired(choice)).map(typeOf), ' | ')
  if (schema.allOf) return join(schema.allOf.filter((part) => !isChoice(part)).map(typeOf), ' & ')
  if (schema.enum) return [schema.enum.map((value) => JSON.stringify(value)).join(' | ')]
  if ('const' in schema) return [JSON.stringify(schema.const)]
  if (schema.type === 'array') return ['list of ', ...typeOf(schema.items)]
  if (schema.properties) return ['{ ', ...join(Object.entries(schema.properties).map(([name, part]) => [`${name}: `, ...typeOf(part)]), ', '), ' }']
  const type = [schema.type ?? 'any JSON'].flat().join(' | ')
  return [schema.format ? `${type} (${schema.format})` : schema.contentEncoding ? `${type} (${schema.contentEncoding})` : type]
}

const isOnlyRequired = (schema) => Object.keys(schema).join() === 'required'
const isChoice = (schema) => schema.anyOf?.every(isOnlyRequired)

function join(lists, by) {
  return lists.flatMap((list, index) => (index === 0 ? list : [by, ...list]))
}

/** A schema's members as a table, or its type where it has none. */
export function drawSchema(schema) {
  const members = Object.entries(schema.properties ?? {})
  const choices = (schema.allOf ?? []).filter(isChoice)
  return [
    schema.description && element('p', {}, prose(schema.description)),
    members.length > 0 ? rows(members.map(([name, part]) => ({ name, required: schema.required?.includes(name), part }))) : element('p.types', {}, typeOf(schema)),
    choices.map((choice) => element('p.muted', {}, 'One of these is required: ', choice.anyOf.map((each) => each.required[0]).join(', '), '.')),
  ]
}

/** A table of names with their types and what they mean. */
export function rows(entries) {
  const row = ({ name, required, part, note }) =>
    element('div.row', {}, element('dt', {}, element('code', {}, name), required && element('span.required', {}, 'required'), note && element('span.note', {}, note)), element('dd', {}, element('span.types', {}, typeOf(part)), limits(part), part.description && element('span.description', {}, prose(part.description))))
  return element('dl.rows', {}, entries.map(row))
}

function limits({ minimum, maximum, minLength, maxLength, pattern }) {
  const said = { 'at least': minimum, 'at most': maximum, 'at least (characters)': minLength, 'at most (characters)': maxLength, like: pattern }
  const text = Object.entries(said).filter(([, value]) => value !== undefined).map(([words, value]) => `${words} ${value}`).join(', ')
  return text && element('span.limits', {}, text)
}

import pluralize from 'pluralize'

const ACRONYMS = new Map(['id', 'url', 'ip', 'api', 'html', 'json', 'uuid', 'sku', 'os', 'ui', 'csv', 'pdf', 'seo', 'utm'].map((word) => [word, word.toUpperCase()]))

/** The words of an identifier in camel, Pascal, snake or kebab case, lower case: `HTTPRoute` is `http route`. */
export function wordsOf(identifier: string): readonly string[] {
  return identifier
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** A label for people: `createdAt` is `Created at`, `authorId` is `Author ID`. */
export function labelOf(identifier: string): string {
  const words = wordsOf(identifier).map((word) => ACRONYMS.get(word) ?? word)
  const [first = identifier, ...rest] = words
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ')
}

/** The plural of a label, by its last word. */
export function pluralLabelOf(label: string): string {
  return label.replace(/\S+$/, (word) => pluralize.plural(word))
}

/** The resource path of a model: the kebab-case plural of its name. */
export function resourcePathOf(model: string): string {
  const words = wordsOf(model)
  return [...words.slice(0, -1), pluralize.plural(words.at(-1) ?? model)].join('-')
}

import { InvalidArgumentError } from 'commander'

/** A database that a new application is made for. */
export type AppProvider = (typeof PROVIDERS)[number]

export const PROVIDERS = ['sqlite', 'postgresql'] as const

/** What templates are filled with: `{{name}}` and the like. */
export interface AppValues {
  /** A package's name. */
  readonly name: string
  /** The name for people. */
  readonly title: string
  readonly provider: string
  /** Where the schema is, from the application's folder. */
  readonly schema: string
  /** An example. */
  readonly databaseUrl: string
  /** Of this package. */
  readonly version: string
}

const PACKAGE_NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/

/** A package's name from the command line. */
export function parseAppName(text: string): string {
  if (PACKAGE_NAME.test(text)) return text
  throw new InvalidArgumentError('A name consists of lower-case letters, digits, hyphens, dots and underscores, and begins with a letter or a digit.')
}

/** The package's name that a folder's name gives. */
export function nameOfFolder(folder: string): string {
  const name = folder.toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+|-+$/g, '').slice(0, 100)
  return name === '' ? 'app' : name
}

/** The name for people: `my-app` is `My app`. */
export function titleOf(name: string): string {
  const words = name.replace(/[._-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** An example of a database's URL. */
export function exampleUrl(provider: string, name: string): string {
  if (provider === 'sqlite') return 'file:./data.db'
  return `${provider === 'mysql' ? 'mysql' : 'postgresql'}://user:password@localhost/${name}`
}

/** A template with its values; other double braces are left as they are. */
export function fillTemplate(template: string, values: AppValues): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value: unknown = Object.hasOwn(values, name) ? Reflect.get(values, name) : undefined
    return typeof value === 'string' ? value : whole
  })
}

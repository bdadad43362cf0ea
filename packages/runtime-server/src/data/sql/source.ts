import { problem } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import type { SqlDialect } from './dialect.ts'
import type { Slots } from './slots.ts'

/** What one statement is compiled with. */
export interface Compiling {
  readonly registry: Registry
  readonly dialect: SqlDialect
  readonly slots: Slots
  /** A table's alias that the statement has not used yet. */
  readonly alias: () => string
  /** Where nested lists that have more are to say so: the text that stands for what is cut off, and the relations that led here. */
  readonly more?: { readonly mark: string; readonly path: string }
}

/** The rows of a SELECT: a model's table under an alias, and the to-one relations that were joined to it. */
export interface Source {
  readonly alias: string
  readonly model: Model
  readonly joins: Joins
  /** The rows from which a relation led here, where it is asked of both. */
  readonly outer?: Source
}

/** LEFT JOINs of to-one relations; each is made once. */
export interface Joins {
  /** The alias under which `key` is joined; `make` writes the join where it is not yet. */
  join(key: string, make: (alias: string) => string): string
  text(): string
}

/** Starts compiling a statement. */
export function startCompiling(registry: Registry, dialect: SqlDialect, slots: Slots): Compiling {
  let used = 0
  return { registry, dialect, slots, alias: () => `t${used++}` }
}

/** A source without joins. */
export function openSource({ alias }: Compiling, model: Model): Source {
  return { alias: alias(), model, joins: createJoins(alias) }
}

function createJoins(nextAlias: () => string): Joins {
  const made = new Map<string, { readonly alias: string; readonly text: string }>()
  return {
    join: (key, make) => {
      const known = made.get(key)
      if (known) return known.alias
      const alias = nextAlias()
      made.set(key, { alias, text: make(alias) })
      return alias
    },
    text: () => [...made.values()].map((one) => ` ${one.text}`).join(''),
  }
}

/** The rows so many relations further out. */
export function sourceAt(source: Source, up = 0): Source {
  if (up === 0) return source
  if (!source.outer) throw problem('INTERNAL.BUG', { detail: `There are no rows ${up} relations out of ${source.model.name}.` })
  return sourceAt(source.outer, up - 1)
}

/** A field's column of an alias. */
export function columnOf({ dialect }: Pick<Compiling, 'dialect'>, { alias, model }: Pick<Source, 'alias' | 'model'>, name: string): string {
  return `${alias}.${dialect.name(model.fields.get(name)?.column ?? name)}`
}

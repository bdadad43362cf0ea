import { problem } from '@ssot/contract'
import type { Provider, Registry } from '../../registry/registry.ts'
import type { Where } from '../../request/query.ts'
import type { PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { prismaNulls } from '../prisma/prisma-nulls.ts'
import { toPrismaValue, type PrismaNulls } from './value-to-prisma.ts'

/** Arguments of the Prisma client: plain objects built here from registry names, never a client's JSON. */
export type PrismaArguments = Readonly<Record<string, unknown>>

/** What a condition is translated for. */
export interface WhereContext {
  readonly provider: Provider
  readonly nulls: PrismaNulls
  /** The client's reference to a field of a model. */
  readonly reference: (model: string, field: string) => unknown
}

/** The context of a client's own filters. */
export function whereContextOf({ provider }: Pick<Registry, 'provider'>, client: PrismaTransaction): WhereContext {
  return { provider, nulls: prismaNulls, reference: (model, field) => client.model(model).fields[field] }
}

const NEVER: PrismaArguments = { OR: [] }

/** A condition as the Prisma client takes it. @throws INTERNAL.BUG for what it cannot be asked: nothing of a condition is left out */
export function whereToPrisma(context: WhereContext, where: Where): PrismaArguments {
  refuseForeign(where)
  switch (where.op) {
    case 'always':
      return {}
    case 'and':
      return where.args.length === 0 ? {} : { AND: where.args.map((arg) => whereToPrisma(context, arg)) }
    case 'or':
      return { OR: where.args.map((arg) => whereToPrisma(context, arg)) }
    case 'not':
      return { NOT: whereToPrisma(context, where.arg) }
    case 'isNull':
      return where.field.required && !where.field.list ? NEVER : { [where.field.name]: { equals: where.field.kind === 'json' ? context.nulls.database : null } }
    case 'absent':
      return { [where.relation.name]: { is: null } }
    case 'relation':
      return { [where.relation.name]: { [where.quantifier]: whereToPrisma(context, where.where) } }
    case 'compareFields':
      return { [where.field.name]: { [where.by]: context.reference(where.model, where.other.name), ...insensitiveMode(context, where) } }
    case 'json':
      return { [where.field.name]: testJson(context, where) }
    case 'compare':
      return { [where.field.name]: compare(context, where) }
  }
}

// The client asks of one row at a time, and compares texts as the column's collation does.
function refuseForeign(where: Where): void {
  const isFar = ('up' in where && where.up) || ('own' in where && where.own)
  const isExact = 'exact' in where && where.exact && (where.field.kind === 'string' || where.field.list)
  if (isFar || isExact) throw problem('INTERNAL.BUG', { detail: isFar ? 'The Prisma client compares no two records.' : 'The Prisma client does not compare texts letter by letter.' })
}

const PATTERNS: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith'])

function compare(context: WhereContext, where: Extract<Where, { op: 'compare' }>): PrismaArguments {
  const value = PATTERNS.has(where.by) ? escapePattern(context.provider, where.value) : toPrismaValue(where.field, where.value, context.nulls)
  return { [where.by]: value, ...insensitiveMode(context, where) }
}

function insensitiveMode({ provider }: WhereContext, { insensitive }: { readonly insensitive: boolean }): PrismaArguments {
  return insensitive && provider === 'postgresql' ? { mode: 'insensitive' } : {}
}

function testJson(context: WhereContext, { field, path, by, value, insensitive }: Extract<Where, { op: 'json' }>): PrismaArguments {
  const at = path.length === 0 ? {} : { path: context.provider === 'postgresql' ? path : path.reduce((text, part) => `${text}${/^\d+$/.test(part) ? `[${part}]` : `.${JSON.stringify(part)}`}`, '$') }
  if (by === 'isNull') return { ...at, equals: context.nulls.database }
  return { ...at, [by]: by.startsWith('string_') ? escapePattern(context.provider, value) : toPrismaValue(field, value, context.nulls), ...insensitiveMode(context, { insensitive }) }
}

// Prisma puts the text into a LIKE pattern as it is. SQLite's LIKE has no escape character unless one is named.
function escapePattern(provider: Provider, value: unknown): unknown {
  return typeof value === 'string' && provider !== 'sqlite' ? value.replace(/[\\%_]/g, '\\$&') : value
}

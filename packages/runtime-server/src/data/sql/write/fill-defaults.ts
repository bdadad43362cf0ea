import { randomUUID } from 'node:crypto'
import cuid from '@bugsnag/cuid'
import { createId } from '@paralleldrive/cuid2'
import { nanoid } from 'nanoid'
import { ulid } from 'ulid'
import { v7 } from 'uuid'
import type { Json } from '@ssot/contract'
import type { Field, Model, Registry } from '../../../registry/registry.ts'
import { parseList, parseValue } from '../../../request/parse-value.ts'
import type { FieldValue } from '../../../request/query.ts'
import type { Values } from './row.ts'

/** Makes a field's value for a new row; undefined leaves it to the database. */
export type MakeDefault = (now: Date) => FieldValue

/** What Prisma's client makes of defaults, made alike and by the same libraries. */
const GENERATORS: Readonly<Record<string, (args: readonly Json[], now: Date) => FieldValue>> = {
  now: (_args, now) => now,
  updatedAt: (_args, now) => now,
  uuid: ([version]) => (version === 7 ? v7() : randomUUID()),
  cuid: ([version]) => (version === 2 ? createId() : cuid()),
  nanoid: ([length]) => (typeof length === 'number' ? nanoid(length) : nanoid()),
  ulid: () => ulid(),
}

/** The defaults of a model's fields that are made here and not by the database, compiled once. */
export function compileDefaults({ enums }: Registry, model: Model): ReadonlyMap<string, MakeDefault> {
  const makers = [...model.fields.values()].flatMap((field): (readonly [string, MakeDefault])[] => {
    const standard = field.default
    if (standard.from === 'generated') {
      const generate = Object.hasOwn(GENERATORS, standard.by) ? GENERATORS[standard.by] : undefined
      return generate ? [[field.name, (now) => generate(standard.args ?? [], now)]] : []
    }
    if (standard.from !== 'value') return []
    const value = literal(field, standard.value, enums)
    return value === undefined ? [] : [[field.name, () => value]]
  })
  return new Map(makers)
}

// A default that is no value of its field is left to the database.
function literal(field: Field, value: Json, enums: Registry['enums']): FieldValue {
  const context = { enums, fromText: false, stored: false }
  const parsed = field.list ? parseList(value, field, context) : parseValue(value, field, context)
  return parsed.ok ? parsed.value : undefined
}

/** The values of a new row with the defaults of those that are not given. */
export function fillDefaults(defaults: ReadonlyMap<string, MakeDefault>, given: Values, now: Date): Values {
  const filled: Record<string, FieldValue> = Object.assign({}, given)
  for (const [name, make] of defaults) if (!Object.hasOwn(given, name)) filled[name] = make(now)
  return filled
}

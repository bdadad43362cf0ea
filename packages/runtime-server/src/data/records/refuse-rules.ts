// Owns that nothing is written unjudged, or answered unmasked, where a database is written through the Prisma client: what a rule would
// ask of a row is refused. Rules that the caller alone decides ask nothing of rows.
import { problem } from '@ssot/contract'
import type { Model } from '../../registry/registry.ts'
import { ALWAYS } from '../../request/combine-where.ts'
import type { Selection, Where } from '../../request/query.ts'
import type { RowRules } from '../../request/row-rules.ts'
import { sentFields } from '../../request/sent-fields.ts'
import type { Link, LinkStep, WriteData } from '../../request/write.ts'

/** What a write is about, as far as rules may ask of it. */
export type AskedWrite = { readonly create: readonly WriteData[] } | { readonly update: WriteData } | { readonly delete: Model }

/** Refuses a write of which a rule asks anything. @throws CONFIG.INVALID */
export function refuseRules(rules: RowRules | null, write: AskedWrite): void {
  if (!rules) return
  const asked = 'delete' in write ? [rules.deleted(write.delete)] : 'update' in write ? ofUpdate(rules, write.update) : write.create.flatMap((data) => ofCreate(rules, data))
  if (asked.some((where) => where !== null)) throw unjudged()
}

type Asked = readonly (Where | null)[]

function ofCreate(rules: RowRules, data: WriteData): Asked {
  return [rules.created(data.model, sentFields(data)), rules.readable(data.model), ...ofLinks(rules, data)]
}

function ofUpdate(rules: RowRules, data: WriteData): Asked {
  const updated = rules.updated(data.model, sentFields(data))
  return [updated && ALWAYS, rules.readable(data.model), ...ofLinks(rules, data)]
}

function ofLinks(rules: RowRules, { links }: WriteData): Asked {
  return links.flatMap((link) => link.steps.flatMap((step) => ofStep(rules, link, step)))
}

// Whichever side holds the link: what is asked of the other model is asked of it all.
function ofStep(rules: RowRules, { model, relation }: Link, step: LinkStep): Asked {
  const linking: Asked = [rules.updated(model, []) && ALWAYS, rules.deleted(model), rules.linked(model, relation), rules.readable(model)]
  switch (step.op) {
    case 'create':
    case 'connectOrCreate':
      return [...linking, ...ofCreate(rules, step.data)]
    case 'createMany':
      return [...linking, ...step.rows.flatMap((row) => ofCreate(rules, row))]
    case 'update':
    case 'updateMany':
      return [...linking, ...ofUpdate(rules, step.data)]
    case 'upsert':
      return [...linking, ...ofCreate(rules, step.create), ...ofUpdate(rules, step.update)]
    default:
      return linking
  }
}

/** Refuses fields that are answered of some rows only. @throws CONFIG.INVALID */
export function refuseMasks({ conditions }: Selection): void {
  if (conditions && conditions.size > 0) throw unjudged()
}

function unjudged(): Error {
  return problem('CONFIG.INVALID', { detail: 'Rules on rows are not judged on MySQL and MariaDB.', hint: 'Use rules that `auth` alone decides, or PostgreSQL or SQLite.' })
}

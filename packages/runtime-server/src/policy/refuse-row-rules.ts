// Owns that no rule on rows is accepted for a database where the server asks nothing of rows: MySQL and MariaDB are written by the Prisma client.
import type { Finding } from '@ssot/contract'
import type { Registry } from '../registry/registry.ts'
import { hasOwnSql } from '../registry/traits/trait-table.ts'
import type { ModelPolicy, Policies, PolicyRule } from './model-policy.ts'
import { rulesOf } from './rules-of.ts'
import type { Rule } from './rules/rule.ts'

const HINT = 'Use a rule that `auth` alone decides, or SQLite or PostgreSQL.'

/** The rules that read rows, where the database is one on which they are not judged. */
export function refuseRowRules({ provider }: Pick<Registry, 'provider'>, { models }: Policies): readonly Finding[] {
  if (hasOwnSql(provider)) return []
  return [...models.values()].flatMap((policy) => {
    const rules = new Map(rulesOf(policy).filter(({ rule }) => readsRows(rule)).map((rule) => [`${rule.file}:${rule.line ?? ''}:${rule.name}`, rule]))
    return [...[...rules.values()].map((rule) => refused(policy, rule)), ...tenancyOf(policy)]
  })
}

function readsRows(rule: Rule): boolean {
  if (rule.op === 'and' || rule.op === 'or') return rule.args.some(readsRows)
  if (rule.op === 'each') return readsRows(rule.where)
  return rule.op !== 'const' && rule.op !== 'auth'
}

function refused({ model }: ModelPolicy, { name, file, line }: PolicyRule): Finding {
  return { severity: 'error', code: 'SCHEMA.UNSUPPORTED', message: `The rule "${name}" of ${model.name} reads the row: on MySQL and MariaDB rules are not judged row by row.`, file, ...(line !== undefined && { line }), hint: HINT }
}

function tenancyOf({ model, tenancy }: ModelPolicy): readonly Finding[] {
  const annotation = model.annotations.find(({ name }) => name === 'tenant')
  if (!tenancy || !annotation) return []
  return [{ severity: 'error', code: 'SCHEMA.UNSUPPORTED', message: `@@tenant of ${model.name}: on MySQL and MariaDB rules are not judged row by row.`, file: annotation.file, line: annotation.line, hint: HINT }]
}
